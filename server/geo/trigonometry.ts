/*
 * Sine and cosine from the four operations alone. Those of `Math` may differ in their last digit from one engine to the next,
 * and do between Node and browsers; figures that a browser computes must be those of the server to the digit.
 *
 * Source: fdlibm 5.3 (Sun Microsystems, 1993), k_sin.c and k_cos.c: less than one unit in the last place off
 */

/** Pi / 2 in two parts; the first has so few digits that its small multiples are exact. */
const QUARTER = 1.57079632673412561417;
const QUARTER_REST = 6.07710050650619224932e-11;

/** @param angle radians, a few turns at most */
export const sine = (angle: number): number => ofQuarter(angle, 0);

/** @param angle radians, a few turns at most */
export const cosine = (angle: number): number => ofQuarter(angle, 1);

function ofQuarter(angle: number, ahead: number): number {
  const quarters = Math.round(angle / (Math.PI / 2));
  const rest = angle - quarters * QUARTER - quarters * QUARTER_REST;
  const which = (((quarters + ahead) % 4) + 4) % 4;
  const value = which % 2 === 0 ? sineNearZero(rest) : cosineNearZero(rest);
  return which < 2 ? value : -value;
}

/** Up to a little more than pi / 4 either way. */
function sineNearZero(x: number): number {
  const z = x * x;
  const tail = -2.50507602534068634195e-8 + z * 1.58969099521155010221e-10;
  const middle = -1.98412698298579493134e-4 + z * (2.75573137070700676789e-6 + z * tail);
  return x + x * z * (-1.66666666666666324348e-1 + z * (8.33333333332248946124e-3 + z * middle));
}

function cosineNearZero(x: number): number {
  const z = x * x;
  const tail = 2.0875723212981748279e-9 + z * -1.13596475577881948265e-11;
  const middle = 2.48015872894767294178e-5 + z * (-2.75573143513906633035e-7 + z * tail);
  return 1 - (z / 2 - z * z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * middle)));
}
