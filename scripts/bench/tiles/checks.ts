import type { DataSource } from 'typeorm';
import { firmServiceState } from '../../../server/firms/at-target.ts';
import { questionSql } from '../../../server/gaps/at-horizon.ts';
import { EXTENT, inSquare, type Tile } from '../../../server/tiles/tile.ts';
import { type ReadFeature, readTile } from '../../../tests/helpers/read-tile.ts';
import { type BenchQuestion, referenceTile } from './reference.ts';
import type { Step } from './walk.ts';

/** A shape narrower than a quarter of a pixel may fall together and be left out, as may a shorter line. */
const LEAST_STEPS = 4;

const keyOf = ({ properties }: ReadFeature) =>
  JSON.stringify(['code', 'id', 'zoneId', 'municipalityCode', 'when', 'form'].map((name) => properties[name] ?? null));

/**
 * Whatever PostGIS shows in a tile, ours shows too, with the same properties.
 *
 * @returns how many features were compared
 * @throws Error where they differ
 */
export async function compareWithReference(
  db: DataSource,
  step: Step,
  ours: Uint8Array,
  asked: BenchQuestion,
): Promise<number> {
  const own = new Map(readTile(ours, step.layer).map((feature) => [keyOf(feature), feature]));
  const theirs = readTile(await referenceTile(db, step, asked), step.layer);
  for (const feature of theirs) {
    const found = own.get(keyOf(feature));
    if (!found && isWide(feature) && reachesIn(feature))
      throw new Error(`${JSON.stringify(step)} lacks ${keyOf(feature)}`);
    for (const [name, value] of Object.entries(found ? feature.properties : {})) {
      if (found!.properties[name] !== value) {
        throw new Error(`${JSON.stringify(step)} ${keyOf(feature)}: ${name} is not ${String(value)}`);
      }
    }
  }
  return theirs.length;
}

function isWide({ lines, type }: ReadFeature): boolean {
  if (type === 'point') return true;
  const sides = [spread(lines.flat().map(({ x }) => x)), spread(lines.flat().map(({ y }) => y))];
  if (type === 'lines') return Math.max(...sides) >= LEAST_STEPS;
  const steps = lines.flatMap((line) => line.slice(1).map((to, at) => [line[at]!, to] as const));
  const length = sum(steps.map(([from, to]) => Math.hypot(to.x - from.x, to.y - from.y)));
  return Math.abs(sum(steps.map(([from, to]) => from.x * to.y - to.x * from.y))) / length >= LEAST_STEPS;
}

/** Of what lies wholly in the buffer, tips may fall together on its rim. */
const reachesIn = ({ lines }: ReadFeature) =>
  lines.flat().some(({ x, y }) => [x, y].every((value) => value >= 0 && value <= EXTENT));

const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/**
 * The firms of all tiles of a zoom add up to all firms, by what serves them.
 *
 * @throws Error where they do not
 */
export async function checkFirms(
  db: DataSource,
  zoom: number,
  ask: (tile: Tile) => Promise<Uint8Array>,
  asked: BenchQuestion,
): Promise<number> {
  const [[box], known] = await Promise.all([
    db.query<[number[]][]>(
      `SELECT ARRAY[ST_XMin(e), ST_YMin(e), ST_XMax(e), ST_YMax(e)] AS box FROM (SELECT ST_Extent(position) AS e FROM firm) s`,
    ) as unknown as Promise<[{ box: [number, number, number, number] }]>,
    db.query<{ service: string; firms: number }[]>(
      `SELECT ${firmServiceState(questionSql())} AS service, count(*)::integer AS firms FROM firm
       WHERE position IS NOT NULL GROUP BY 1`,
      [asked.target, asked.horizon, false],
    ),
  ]);
  const corner = (lng: number, lat: number) => inSquare(lng, lat).map((value) => Math.floor(value * 2 ** zoom));
  const [left, top] = corner(box.box[0], box.box[3]) as [number, number];
  const [right, bottom] = corner(box.box[2], box.box[1]) as [number, number];
  const sums: Record<string, number> = {};
  for (let x = left; x <= right; x++) {
    for (let y = top; y <= bottom; y++) {
      const features = readTile(await ask({ z: zoom, x, y }), 'firms');
      for (const { properties } of features.filter(isOwn)) {
        const parts = 'count' in properties ? properties : { [String(properties['service'])]: 1 };
        for (const [name, number] of Object.entries(parts)) sums[name] = (sums[name] ?? 0) + Number(number);
      }
    }
  }
  for (const { service, firms } of known) {
    if (sums[service] !== firms)
      throw new Error(`zoom ${zoom}: ${sums[service]} firms ${service} where there are ${firms}`);
  }
  return known.reduce((sum, { firms }) => sum + firms, 0);
}

/** A mark near an edge is in both tiles, and counts where it lies. */
const isOwn = ({ lines }: ReadFeature) => {
  const { x, y } = lines[0]![0]!;
  return x >= 0 && x < EXTENT && y >= 0 && y < EXTENT;
};
