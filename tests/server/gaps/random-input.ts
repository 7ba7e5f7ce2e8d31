import fc from 'fast-check';
import type { GapInput } from '../../../server/gaps/gap-input.ts';
import type { Polygons } from '../../../server/geo/polygons.ts';
import { fibre, firm, municipality, onGrid, segment } from './shapes.ts';

const at = fc.integer({ min: -200, max: 1200 }).map((tenths) => tenths / 10);
const networks = fc.constantFrom('Alfa', 'Beta', 'Gamma');

/** Star-shaped round a centre, so that it never crosses itself; with a hole now and then. */
export const blob: fc.Arbitrary<Polygons> = fc
  .record({
    x: at,
    y: at,
    radii: fc.array(fc.integer({ min: 20, max: 300 }), { minLength: 3, maxLength: 12 }),
    hole: fc.boolean(),
  })
  .map(({ x, y, radii, hole }) => {
    const ring = (share: number) => {
      const points = radii.map((radius, index) => {
        const angle = (2 * Math.PI * index) / radii.length;
        const far = (radius / 10) * share;
        return [onGrid(9.6 + (x + far * Math.cos(angle)) / 1000), onGrid(45.3 + (y + far * Math.sin(angle)) / 1000)];
      });
      return [...points, points[0]!];
    };
    return [hole ? [ring(1), ring(0.4).toReversed()] : [ring(1)]];
  });

export const input: fc.Arbitrary<GapInput> = fc
  .record({
    zones: fc.array(blob, { minLength: 1, maxLength: 4 }),
    areas: fc.array(fc.record({ geometry: blob, network: networks }), { maxLength: 6 }),
    firms: fc.array(fc.record({ x: at, y: at, employees: fc.option(fc.nat(300)) }), { maxLength: 8 }),
    lines: fc.array(
      fc.record({
        line: fc.array(fc.tuple(at, at), { minLength: 2, maxLength: 4 }),
        readyOn: fc.constantFrom('2027-06-30', '2028-12-31', '2029-06-30'),
        reachM: fc.integer({ min: 50, max: 300 }),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ zones, areas, firms, lines }) =>
    municipality({
      zones: zones.map((geometry, index) => ({ id: `z${index}`, geometry })),
      areas: areas.map(({ geometry, network }, index) => fibre(`a${index}`, geometry, network)),
      firms: firms.map(({ x, y, employees }, index) => firm(`f${index}`, x, y, { employees })),
      segments: lines.map(({ line, readyOn, reachM }, index) => segment(`s${index}`, line, { readyOn, reachM })),
    }),
  );
