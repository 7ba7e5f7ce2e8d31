import type { Remark } from './remarks.ts';

/**
 * SQL that makes of each `shape` (GeoJSON) of `incoming` a `geometry`: valid, of polygons alone, Multi, counter-clockwise
 * outside (RFC 7946), EPSG:4326.
 *
 * `structure` unites parts that overlap; PostGIS's older method makes holes of what two parts share, and so loses
 * area without a word.
 */
export const VALID_POLYGONS = `given AS MATERIALIZED (
    SELECT r.*, ST_SetSRID(ST_GeomFromGeoJSON(r.shape), 4326) AS raw FROM incoming r
  ), checked AS MATERIALIZED (
    SELECT given.*, ST_IsValid(raw) AS was_valid FROM given
  ), repaired AS MATERIALIZED (
    SELECT checked.*, ST_Multi(ST_ForcePolygonCCW(CASE WHEN was_valid THEN raw
      ELSE ST_CollectionExtract(ST_MakeValid(raw, 'method=structure keepcollapsed=false'), 3) END)) AS geometry
    FROM checked
  ), measured AS MATERIALIZED (
    SELECT repaired.*, ST_Area(geometry::geography) AS area_m2 FROM repaired
  )`;

/** What the database answers for each row that it was given. */
export interface StagedPolygon {
  row: number;
  was_valid: boolean;
  area_m2: number | null;
}

/** What there is to remark on polygons, given what was sent and what came back. */
export function remarkPolygons(sent: readonly { row: number }[], staged: readonly StagedPolygon[]): Remark[] {
  const back = new Map(staged.map((one) => [one.row, one]));
  return sent.flatMap(({ row }): Remark[] => {
    const one = back.get(row);
    // An overlay inside ST_MakeValid may lose a row on the embedded database, without an error.
    if (one === undefined) return [{ row, remark: 'repairFailed' }];
    if (!(Number(one.area_m2) > 0)) return [{ row, remark: 'areaLost' }];
    return one.was_valid ? [] : [{ row, remark: 'repaired' }];
  });
}
