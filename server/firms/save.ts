import type { Queryable } from '../database/queryable.ts';
import type { FirmRow } from '../datasets/kinds/firms.ts';
import { mergeStaged, type Staging } from '../datasets/staging.ts';

/** The municipality that covers a position; on a common border the one with the lower code. */
const covering = (position: string) =>
  `(SELECT m.code FROM municipality m WHERE ST_Covers(m.geometry, ${position}) ORDER BY m.code COLLATE "C" LIMIT 1)`;

/** More than 7 km in Italy, beyond any doubt about a border. */
const FAR_DEGREES = 0.1;

/**
 * Takes in firms. A stated municipality must be known here and the position not far from it: all coverage between the
 * two would be read for its gap. Where none is stated, the position tells it. A position that stands for its whole
 * municipality is not kept as the firm's.
 */
export const firmStaging: Staging<FirmRow> = {
  columns: `name text, search_name text, activity text, ateco text, municipality_code text,
    position geometry(Point, 4326), position_precision text, employees integer, export_share double precision,
    pledged_mbps integer, source text, stated_code text, place geometry(Point, 4326), stated_precision text`,

  async stage(db, staged, rows) {
    await db.query(
      `INSERT INTO ${staged}
       SELECT "row", line, id, name, "searchName", activity, ateco, NULL, NULL, NULL, employees, "exportShare",
         "pledgedMbps", source, "municipalityCode", ST_SetSRID(ST_MakePoint(lng, lat), 4326), "positionPrecision"
       FROM json_to_recordset($1::json) AS r("row" integer, line integer, id text, name text, "searchName" text,
         activity text, ateco text, "municipalityCode" text, lng double precision, lat double precision,
         "positionPrecision" text, employees integer, "exportShare" double precision, "pledgedMbps" integer,
         source text)`,
      [
        JSON.stringify(
          rows.map(({ position, ...row }) => ({ ...row, lng: position?.[0] ?? null, lat: position?.[1] ?? null })),
        ),
      ],
    );
    return [];
  },

  async settle(db, staged) {
    await db.query(
      `UPDATE ${staged} SET municipality_code = code,
         position = CASE WHEN stated_precision IN ('exact', 'address') THEN place END,
         position_precision = CASE WHEN stated_precision <> 'municipality' OR code IS NOT NULL THEN stated_precision END
       FROM (SELECT "row" AS one, coalesce(
         (SELECT m.code FROM municipality m WHERE m.code = stated_code), successor_of(stated_code), stated_code,
         ${covering('place')}) AS code FROM ${staged}) located
       WHERE located.one = "row"`,
    );
    return db.query(
      `SELECT "row", line, stated_code AS value,
         CASE WHEN m.code IS NULL THEN 'municipalityUnknown' ELSE 'positionElsewhere' END AS remark
       FROM ${staged} LEFT JOIN municipality m ON m.code = municipality_code
       WHERE stated_code IS NOT NULL AND (m.code IS NULL
         OR stated_precision IN ('exact', 'address') AND NOT ST_Expand(m.geometry, ${FAR_DEGREES}) && place)
       UNION ALL
       SELECT "row", line, stated_code || ' > ' || municipality_code, 'successorTaken'
       FROM ${staged} WHERE stated_code <> municipality_code
       ORDER BY "row"`,
    );
  },

  async merge(db, datasetId, staged, onRows) {
    const columns = [
      'name',
      'search_name',
      'activity',
      'ateco',
      'municipality_code',
      'position',
      'position_precision',
      'employees',
      'export_share',
      'pledged_mbps',
      'source',
    ];
    await mergeStaged(db, datasetId, { staged, onRows, table: 'firm', key: 'id', columns });
  },
};

/** Gives firms whose municipality is not here, or not any more, the code of the one around them. */
export async function placeFirms(db: Queryable): Promise<void> {
  await db.query(
    `UPDATE firm SET municipality_code = ${covering('firm.position')}
     WHERE NOT EXISTS (SELECT FROM municipality m WHERE m.code = firm.municipality_code)
       AND EXISTS (SELECT FROM municipality m WHERE ST_Covers(m.geometry, firm.position))`,
  );
}
