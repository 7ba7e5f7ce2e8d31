import type { Queryable } from '../database/queryable.ts';
import { questionSql, questionValues } from '../gaps/at-horizon.ts';
import type { Question } from '../targets/contract.ts';
import {
  BOX,
  COVERAGE_AREAS,
  COVERED_PREMISES,
  DELIVERY_POINTS,
  type FeaturesSql,
  firms,
  GAPS,
  MUNICIPALITIES,
  SEGMENTS,
  ZONES,
} from './features.ts';
import { SERVED_SINCE } from './firm-index.ts';
import type { TileContent } from './thread.ts';
import { BUFFER, degreesPerStep, POINT_BUFFER, type Tile, tileBox } from './tile.ts';
import { MAX_TILE_ZOOM, type TileLayer } from './zooms.ts';

/** Detail finer than so many steps of the grid is left out, but at the greatest zoom. */
const TOLERANCE_STEPS = 2;

/**
 * One row of what a tile shows: see TileContent.
 *
 * @param tolerance  SQL of a distance in degrees to simplify by, so that there is less to write and to read
 */
function content({ properties, geometry, position, from, key }: FeaturesSql, tolerance: string | null): string {
  const shape = tolerance ? `coalesce(ST_Simplify(${geometry}, ${tolerance}, true), ${geometry})` : geometry;
  return `
    SELECT coalesce(json_agg(feature)::text, '[]') AS rows, coalesce(string_agg(shape, ''::bytea), '') AS shapes
    FROM (
      SELECT json_build_array(${position ? `ST_X(${position}), ST_Y(${position})` : 'NULL, NULL'},
          ${Object.values(properties).join(', ')}) AS feature,
        ${geometry ? `ST_AsTWKB(${shape}, 7, 0, 0, true, true)` : 'NULL::bytea'} AS shape
      FROM ${from} ORDER BY (${key}) COLLATE "C"
    ) ordered`;
}

async function read(
  db: Queryable,
  features: FeaturesSql,
  values: readonly unknown[],
  tile?: Tile,
): Promise<TileContent> {
  const simplified = tile && tile.z < MAX_TILE_ZOOM ? [TOLERANCE_STEPS * degreesPerStep(tile)] : [];
  const tolerance = simplified.length > 0 ? `$${values.length + 1}::float8` : null;
  const [row] = await db.query<[Omit<TileContent, 'names'>]>(content(features, tolerance), [...values, ...simplified]);
  return { names: Object.keys(features.properties), ...row };
}

/** The day until which plans count tells aid classes, which no tile shows. */
const valuesOf = (asked: Question) => questionValues(asked).slice(0, 3);

/** Every municipality, in full detail. */
export const readMunicipalities = (db: Queryable) => read(db, MUNICIPALITIES, []);

export const readCoverage = (db: Queryable, tile: Tile) =>
  Promise.all([
    read(db, COVERAGE_AREAS, tileBox(tile, BUFFER), tile),
    read(db, COVERED_PREMISES, tileBox(tile, POINT_BUFFER)),
  ]);

export const readZones = (db: Queryable, tile: Tile) => read(db, ZONES, tileBox(tile, BUFFER), tile);

export const readGaps = (db: Queryable, tile: Tile, asked: Question) =>
  read(db, GAPS, [...tileBox(tile, BUFFER), ...valuesOf(asked)], tile);

/** @param today  YYYY-MM-DD in Italy, which tells what is overdue */
export const readSegments = (db: Queryable, tile: Tile, today: string) =>
  read(db, SEGMENTS, [...tileBox(tile, BUFFER), today], tile);

export const readDeliveryPoints = (db: Queryable, tile: Tile) => read(db, DELIVERY_POINTS, tileBox(tile, POINT_BUFFER));

/** All firms of a tile. */
export const readFirms = (db: Queryable, tile: Tile, asked: Question) =>
  read(db, firms(`firm.position && ${BOX}`, questionSql(5)), [...tileBox(tile, POINT_BUFFER), ...valuesOf(asked)]);

/** Some firms, by their ids. */
export const readFirmsById = (db: Queryable, ids: string[], asked: Question) =>
  read(db, firms('firm.id = ANY ($1)', questionSql(2)), [ids, ...valuesOf(asked)]);

/** All firms that have a position, for `placeFirms`. */
export async function readFirmPlaces(db: Queryable): Promise<string> {
  const [{ rows }] = await db.query<[{ rows: string }]>(
    `SELECT coalesce(json_agg(json_build_array(id, coalesce(municipality_code, ''), ST_X(position), ST_Y(position))
       ORDER BY coalesce(municipality_code, '') COLLATE "C", id COLLATE "C")::text, '[]') AS rows
     FROM firm WHERE position IS NOT NULL`,
  );
  return rows;
}

/** Since when a chain of steps serves a firm: see SERVED_SINCE. */
const servedSince = (chain: string) => `
  CASE WHEN min(from_on) FILTER (WHERE served AND ${chain}) = '-infinity' THEN ${SERVED_SINCE.today}
    ELSE coalesce(min(from_on) FILTER (WHERE served AND ${chain}) - '1970-01-01'::date, ${SERVED_SINCE.never}) END`;

const DAYS = `
  SELECT coalesce(firm.municipality_code, '') AS code, string_agg(
      int4send(coalesce(without, ${SERVED_SINCE.unknown})) || int4send(coalesce("with", without, ${SERVED_SINCE.unknown})),
      ''::bytea ORDER BY firm.id COLLATE "C") AS days
  FROM firm LEFT JOIN (
    SELECT firm_id,
      CASE WHEN bool_or(NOT includes_proposed) THEN ${servedSince('NOT includes_proposed')} END AS without,
      CASE WHEN bool_or(includes_proposed) THEN ${servedSince('includes_proposed')} END AS "with"
    FROM firm_service
    WHERE target_mbps = $1 AND ($2::text[] IS NULL OR firm_id IN (SELECT id FROM firm WHERE municipality_code = ANY ($2)))
    GROUP BY firm_id
  ) step ON step.firm_id = firm.id
  WHERE firm.position IS NOT NULL AND ($2::text[] IS NULL OR firm.municipality_code = ANY ($2))
  GROUP BY code`;

/** What serves the firms of these municipalities, or all, at a target: see FirmSource. */
export const readFirmDays = (
  db: Queryable,
  target: number,
  codes: string[] | null,
): Promise<{ code: string; days: Uint8Array }[]> => db.query(DAYS, [target, codes]);

/** The version of what a layer shows: another one after each change, and a greater one. */
export async function readVersion(db: Queryable, layer: TileLayer): Promise<string> {
  const [{ version }] = await db.query<[{ version: string }]>(
    'SELECT coalesce(sum(version), 0)::text AS version FROM tile_version WHERE layer = $1',
    [layer],
  );
  return version;
}

/** The versions that add up to it. */
export const readParts = (db: Queryable, layer: TileLayer): Promise<{ part: string; version: string }[]> =>
  db.query('SELECT part, version FROM tile_version WHERE layer = $1', [layer]);
