import type { Queryable } from '../database/queryable.ts';
import { CANDIDATES, type Guess, isInItaly, rankGuesses } from './guess-crs.ts';
import { systemOf } from './projections.ts';

export type Ordinates = { x: number[]; y: number[] };

/** Beyond this no projection is asked: no metre on Earth is as far. */
const MOST = 1e8;

/**
 * Brings positions from a coordinate system to degrees WGS84. NaN where one lies where its system ends.
 *
 * @param from  EPSG code, or a definition in the words of PROJ
 */
export async function transformPositions(db: Queryable, from: string | number, given: Ordinates): Promise<Ordinates> {
  if (given.x.length === 0) return { x: [], y: [] };
  try {
    return await transformAll(db, from, given);
  } catch (error) {
    if (!isTransformFault(error)) throw error;
    // One that cannot be brought over fails them all: it is looked for by halves.
    if (given.x.length === 1) return { x: [Number.NaN], y: [Number.NaN] };
    const half = given.x.length >> 1;
    const first = await transformPositions(db, from, { x: given.x.slice(0, half), y: given.y.slice(0, half) });
    const second = await transformPositions(db, from, { x: given.x.slice(half), y: given.y.slice(half) });
    return { x: [...first.x, ...second.x], y: [...first.y, ...second.y] };
  }
}

async function transformAll(db: Queryable, from: string | number, { x, y }: Ordinates): Promise<Ordinates> {
  const place =
    typeof from === 'number'
      ? `ST_Transform(ST_SetSRID(ST_MakePoint(x, y), ${Math.trunc(from)}), 4326)`
      : `ST_Transform(ST_MakePoint(x, y), $3::text, 4326)`;
  const [row] = await db.query<[{ x: number[] | null; y: number[] | null }]>(
    `SELECT array_agg(ST_X(place) ORDER BY at) AS x, array_agg(ST_Y(place) ORDER BY at) AS y
     FROM (SELECT at, CASE WHEN abs(x) < ${MOST} AND abs(y) < ${MOST} THEN ${place} END AS place
       FROM unnest($1::double precision[], $2::double precision[]) WITH ORDINALITY AS given (x, y, at)) moved`,
    [x, y, ...(typeof from === 'string' ? [from] : [])],
  );
  const numbers = (values: (number | null)[] | null) => (values ?? []).map((value) => value ?? Number.NaN);
  return { x: numbers(row.x), y: numbers(row.y) };
}

/** What PostGIS says of a position that cannot be transformed; anything else is not the position's fault. */
function isTransformFault(error: unknown): boolean {
  const { code, message = '' } = error as { code?: string; message?: string };
  return code === 'XX000' && /transform|proj|tolerance|latitude|coordinate/i.test(message);
}

/**
 * In which coordinate systems positions would lie in Italy, the likeliest first; also where their axes are swapped. Nearness to
 * the municipalities that are here tells what the numbers alone do not.
 */
export async function guessSystems(db: Queryable, { x, y }: Ordinates): Promise<Guess[]> {
  if (x.length === 0) return [];
  const guesses: Guess[] = [];
  for (const { epsg, name } of CANDIDATES) {
    for (const swapAxes of [false, true]) {
      const moved = await transformPositions(db, systemOf(epsg), swapAxes ? { x: y, y: x } : { x, y });
      const inItaly = moved.x.flatMap((lng, at) =>
        isInItaly(lng, moved.y[at]!) ? [[lng, moved.y[at]!] as const] : [],
      );
      const fits = inItaly.length / x.length;
      const near = inItaly.length === 0 ? 0 : (await countNear(db, inItaly)) / x.length;
      guesses.push({ epsg, name, swapAxes, fits, near });
    }
  }
  return rankGuesses(guesses);
}

async function countNear(db: Queryable, positions: readonly (readonly [number, number])[]): Promise<number> {
  const [{ near }] = await db.query<[{ near: number }]>(
    `SELECT count(*)::integer AS near FROM unnest($1::double precision[], $2::double precision[]) AS p (lng, lat)
     WHERE EXISTS (SELECT FROM municipality m WHERE m.geometry && ST_SetSRID(ST_MakePoint(lng, lat), 4326))`,
    [positions.map(([lng]) => lng), positions.map(([, lat]) => lat)],
  );
  return near;
}
