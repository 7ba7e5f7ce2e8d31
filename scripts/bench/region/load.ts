import type { DataSource } from 'typeorm';
import type { Course, Region } from './region.ts';

/** Every segment is ready on this day, so that there is one gap today and one after all works. */
const READY_ON = '2028-06-30';
export const DOWN_MBPS = 1000;

const ROWS_A_STATEMENT = 2000;

/** Puts an invented region into an empty database, as imports would store it. */
export async function loadRegion(db: DataSource, region: Region): Promise<void> {
  const [{ id: dataset }] = await db.query(
    `INSERT INTO dataset (kind, name, nature, file_name, sha256)
     VALUES ('coverage', 'invented region', 'generated', 'region.ts', '') RETURNING id`,
  );
  const insert = async (statement: string, rows: readonly object[]) => {
    for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
      await db.query(statement, [JSON.stringify(rows.slice(from, from + ROWS_A_STATEMENT)), dataset]);
    }
  };
  await insert(
    `INSERT INTO municipality (code, name, search_name, centre, area_m2, geometry, dataset_id)
     SELECT code, name, lower(name), ST_PointOnSurface(geometry), ST_Area(geometry::geography), geometry, $2
     FROM (SELECT code, name, ${shape('shape')} AS geometry
           FROM json_to_recordset($1::json) AS r (code text, name text, shape text)) rows`,
    region.municipalities.map(({ code, name = code, ring, whole }) => ({
      code,
      name,
      shape: whole ? JSON.stringify(whole) : polygon(ring),
    })),
  );
  await insert(
    `INSERT INTO zone (id, area_m2, geometry, dataset_id)
     SELECT id, ST_Area(geometry::geography), geometry, $2
     FROM (SELECT id, ${shape('ring')} AS geometry FROM json_to_recordset($1::json) AS r (id text, ring text)) rows`,
    region.zones.map(({ id, ring }) => ({ id, ring: polygon(ring) })),
  );
  await insert(
    `INSERT INTO coverage_area (id, network, technology, down_mbps, geometry, dataset_id)
     SELECT id, network, 'FTTH', ${DOWN_MBPS}, ${shape('ring')}, $2
     FROM json_to_recordset($1::json) AS r (id text, network text, ring text)`,
    region.areas.map(({ ring, ...area }) => ({ ...area, ring: polygon(ring) })),
  );
  await insert(
    `INSERT INTO segment (id, name, network, status, technology, down_mbps, reach_m, length_m, cost_eur, ready_on, geometry, dataset_id)
     SELECT id, name, 'Epsilon', 'planned', 'FTTH', ${DOWN_MBPS}, "reachM", ST_Length(geometry::geography), "costEur",
       '${READY_ON}', geometry, $2
     FROM (SELECT id, name, "reachM", "costEur", ${shape('line')} AS geometry
           FROM json_to_recordset($1::json) AS r (id text, name text, "reachM" float8, "costEur" float8, line text)) rows`,
    region.segments.map(({ line, ...segment }) => ({
      ...segment,
      line: JSON.stringify({ type: 'MultiLineString', coordinates: [line] }),
    })),
  );
  await insert(
    `INSERT INTO firm (id, name, search_name, municipality_code, position, position_precision, employees, export_share, pledged_mbps,
       dataset_id)
     SELECT id, id, id, "municipalityCode", ST_SetSRID(ST_MakePoint(lng, lat), 4326), 'exact', employees, "exportShare",
       "pledgedMbps", $2
     FROM json_to_recordset($1::json) AS r (id text, "municipalityCode" text, lng float8, lat float8, employees integer,
       "exportShare" float8, "pledgedMbps" integer)`,
    region.firms.map(({ position: [lng, lat], ...firm }) => ({ ...firm, lng, lat })),
  );
  await insert(
    `INSERT INTO delivery_point (id, position, dataset_id)
     SELECT id, ST_SetSRID(ST_MakePoint(lng, lat), 4326), $2
     FROM json_to_recordset($1::json) AS r (id text, lng float8, lat float8)`,
    (region.deliveryPoints ?? []).map(({ id, position: [lng, lat] }) => ({ id, lng, lat })),
  );
  await db.query('VACUUM ANALYZE municipality, zone, coverage_area, segment, firm, delivery_point');
}

const shape = (column: string) => `ST_SetSRID(ST_GeomFromGeoJSON(${column}), 4326)`;
const polygon = (ring: Course) => JSON.stringify({ type: 'MultiPolygon', coordinates: [[ring]] });
