import type { ZoneRow } from '../datasets/kinds/zones.ts';
import { remarkPolygons, VALID_POLYGONS, type StagedPolygon } from '../datasets/polygon-sql.ts';
import { mergeStaged, type Staging } from '../datasets/staging.ts';

const STAGED = 'staged_zone';

/** Takes in industrial zones. */
export const zoneStaging: Staging<ZoneRow> = {
  table: STAGED,
  columns: 'name text, landuse text, area_m2 double precision, geometry geometry(MultiPolygon, 4326)',

  async stage(db, rows) {
    const staged: StagedPolygon[] = await db.query(
      `WITH incoming AS (
         SELECT * FROM json_to_recordset($1::json) AS r("row" integer, line integer, id text, name text, landuse text, shape text)
       ), ${VALID_POLYGONS}
       , stored AS (
         INSERT INTO ${STAGED} SELECT "row", line, id, name, landuse, area_m2, geometry FROM measured
       )
       SELECT "row", was_valid, area_m2 FROM measured`,
      [JSON.stringify(rows.map(({ geometry, ...row }) => ({ ...row, shape: JSON.stringify(geometry) })))],
    );
    return remarkPolygons(rows, staged);
  },

  async merge(db, datasetId) {
    const columns = ['name', 'landuse', 'area_m2', 'geometry'];
    await mergeStaged(db, datasetId, { staged: STAGED, table: 'zone', key: 'id', columns });
  },
};
