import type { DeliveryPointRow } from '../datasets/kinds/delivery-points.ts';
import { mergeStaged, type Staging } from '../datasets/staging.ts';

/** Takes in neutral delivery points. */
export const deliveryPointStaging: Staging<DeliveryPointRow> = {
  columns: 'name text, operator text, position geometry(Point, 4326)',

  async stage(db, staged, rows) {
    await db.query(
      `INSERT INTO ${staged}
       SELECT "row", line, id, name, operator, ST_SetSRID(ST_MakePoint(lng, lat), 4326)
       FROM json_to_recordset($1::json) AS r("row" integer, line integer, id text, name text, operator text,
         lng double precision, lat double precision)`,
      [
        JSON.stringify(
          rows.map(({ geometry: { coordinates }, ...row }) => ({ ...row, lng: coordinates[0], lat: coordinates[1] })),
        ),
      ],
    );
    return [];
  },

  async merge(db, datasetId, staged, onRows) {
    const columns = ['name', 'operator', 'position'];
    await mergeStaged(db, datasetId, { staged, onRows, table: 'delivery_point', key: 'id', columns });
  },
};
