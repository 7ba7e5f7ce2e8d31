import type { Queryable } from '../database/queryable.ts';
import type { StagedRow } from './kinds/kind.ts';
import type { Remark } from './remarks.ts';
import { repairPolygon } from './repair-polygon.ts';

type Polygonal = GeoJSON.Polygon | GeoJSON.MultiPolygon;

/** SQL: the GeoJSON text `shape` as it is stored: Multi, outer rings counter-clockwise (RFC 7946), EPSG:4326. */
export const STORED_POLYGON = 'ST_Multi(ST_ForcePolygonCCW(ST_SetSRID(ST_GeomFromGeoJSON(shape), 4326)))';

/**
 * The rows of a batch with valid polygons: those that were valid as they came, others repaired, which is remarked.
 * A row whose polygon encloses nothing, or cannot be repaired, is left out with a fault.
 */
export async function makeValid<Row extends StagedRow & { geometry: Polygonal }>(
  db: Queryable,
  rows: readonly Row[],
): Promise<{ rows: Row[]; remarks: Remark[] }> {
  const invalid = await findInvalid(db, rows);
  if (invalid.size === 0) return { rows: [...rows], remarks: [] };
  const remarks: Remark[] = [];
  const repaired = rows
    .filter(({ row }) => invalid.has(row))
    .flatMap((row): Row[] => {
      const geometry = repairOrRefuse(row.geometry);
      if (typeof geometry === 'string') remarks.push({ row: row.row, remark: geometry });
      return typeof geometry === 'string' ? [] : [{ ...row, geometry }];
    });
  const beyond = await findInvalid(db, repaired);
  for (const { row } of repaired) remarks.push({ row, remark: beyond.has(row) ? 'repairFailed' : 'repaired' });
  const sound = [...rows.filter(({ row }) => !invalid.has(row)), ...repaired.filter(({ row }) => !beyond.has(row))];
  return { rows: sound, remarks };
}

function repairOrRefuse(geometry: Polygonal): GeoJSON.MultiPolygon | 'areaLost' | 'repairFailed' {
  try {
    return repairPolygon(geometry) ?? 'areaLost';
  } catch {
    return 'repairFailed';
  }
}

/** Numbers of the rows whose polygon PostGIS calls invalid. */
async function findInvalid(
  db: Queryable,
  rows: readonly (StagedRow & { geometry: Polygonal })[],
): Promise<Set<number>> {
  if (rows.length === 0) return new Set();
  const answer = await db.query<{ row: number; valid: boolean }[]>(
    `SELECT "row", ST_IsValid(ST_GeomFromGeoJSON(shape)) AS valid
     FROM json_to_recordset($1::json) AS r("row" integer, shape text)`,
    [JSON.stringify(rows.map(({ row, geometry }) => ({ row, shape: JSON.stringify(geometry) })))],
  );
  const valid = new Set(answer.filter((one) => one.valid).map(({ row }) => row));
  // Asked this way round, a row that were not answered would count as invalid.
  return new Set(rows.map(({ row }) => row).filter((row) => !valid.has(row)));
}
