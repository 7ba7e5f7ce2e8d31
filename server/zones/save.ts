import type { ZoneRow } from '../datasets/kinds/zones.ts';
import { mergeStaged, type Staging } from '../datasets/staging.ts';
import { makeValid, STORED_POLYGON } from '../datasets/valid-polygons.ts';

/** Takes in industrial zones. */
export const zoneStaging: Staging<ZoneRow> = {
  columns: 'name text, landuse text, area_m2 double precision, geometry geometry(MultiPolygon, 4326)',

  async stage(db, staged, rows) {
    const { rows: sound, remarks } = await makeValid(db, rows);
    await db.query(
      `INSERT INTO ${staged}
       SELECT "row", line, id, name, landuse, ST_Area(geometry::geography), geometry
       FROM (
         SELECT r.*, ${STORED_POLYGON} AS geometry
         FROM json_to_recordset($1::json) AS r("row" integer, line integer, id text, name text, landuse text, shape text)
       ) incoming`,
      [JSON.stringify(sound.map(({ geometry, ...row }) => ({ ...row, shape: JSON.stringify(geometry) })))],
    );
    return remarks;
  },

  async merge(db, datasetId, staged, onRows) {
    const columns = ['name', 'landuse', 'area_m2', 'geometry'];
    await mergeStaged(db, datasetId, { staged, onRows, table: 'zone', key: 'id', columns });
  },
};
