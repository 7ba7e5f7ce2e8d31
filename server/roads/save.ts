import type { RoadRow } from '../datasets/kinds/roads.ts';
import { mergeStaged, type Staging } from '../datasets/staging.ts';

/** Takes in roads. */
export const roadStaging: Staging<RoadRow> = {
  columns: `class text, name text, surface text, access text, oneway text, nodes jsonb,
    geometry geometry(MultiLineString, 4326)`,

  async stage(db, staged, rows) {
    await db.query(
      `INSERT INTO ${staged}
       SELECT "row", line, id, class, name, surface, access, oneway, nodes,
         ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(shape), 4326))
       FROM json_to_recordset($1::json) AS r("row" integer, line integer, id text, class text, name text, surface text,
         access text, oneway text, nodes jsonb, shape text)`,
      [JSON.stringify(rows.map(({ geometry, ...row }) => ({ ...row, shape: JSON.stringify(geometry) })))],
    );
    return [];
  },

  async merge(db, datasetId, staged, onRows) {
    const columns = ['class', 'name', 'surface', 'access', 'oneway', 'nodes', 'geometry'];
    await mergeStaged(db, datasetId, { staged, onRows, table: 'road', key: 'id', columns });
  },
};
