import type { BroadbandStatisticRow } from '../datasets/kinds/broadband-statistics.ts';
import type { MunicipalityMergerRow } from '../datasets/kinds/municipality-mergers.ts';
import type { MunicipalityRow } from '../datasets/kinds/municipalities.ts';
import { mergeStaged, type Staging } from '../datasets/staging.ts';
import { makeValid, STORED_POLYGON } from '../datasets/valid-polygons.ts';

/** Takes in boundaries. A municipality that another data set brought is taken over: its code is its identity. */
export const municipalityStaging: Staging<MunicipalityRow> = {
  columns: `name text, search_name text, province_code text, province_name text, population integer,
    centre geometry(Point, 4326), area_m2 double precision, geometry geometry(MultiPolygon, 4326)`,

  async stage(db, staged, rows) {
    const { rows: sound, remarks } = await makeValid(db, rows);
    await db.query(
      `INSERT INTO ${staged}
       SELECT "row", line, code, name, "searchName", "provinceCode", "provinceName", population,
         CASE WHEN lng IS NULL THEN ST_PointOnSurface(geometry) ELSE ST_SetSRID(ST_MakePoint(lng, lat), 4326) END,
         ST_Area(geometry::geography), geometry
       FROM (
         SELECT r.*, ${STORED_POLYGON} AS geometry
         FROM json_to_recordset($1::json) AS r("row" integer, line integer, code text, name text, "searchName" text,
           "provinceCode" text, "provinceName" text, population integer, lng double precision, lat double precision,
           shape text)
       ) incoming`,
      [
        JSON.stringify(
          sound.map(({ geometry, centre, ...row }) => ({
            ...row,
            lng: centre?.[0] ?? null,
            lat: centre?.[1] ?? null,
            shape: JSON.stringify(geometry),
          })),
        ),
      ],
    );
    return remarks;
  },

  async merge(db, datasetId, staged, onRows) {
    const columns = [
      'name',
      'search_name',
      'province_code',
      'province_name',
      'population',
      'centre',
      'area_m2',
      'geometry',
    ];
    await mergeStaged(db, datasetId, { staged, onRows, table: 'municipality', key: 'code', columns });
  },
};

/** Takes in AGCOM's figures. Those of municipalities that are not here (yet) are kept too. */
export const broadbandStatisticStaging: Staging<BroadbandStatisticRow> = {
  columns: 'as_of date, families integer, families_ftth integer',

  async stage(db, staged, rows) {
    await db.query(
      `INSERT INTO ${staged} SELECT "row", line, "municipalityCode", "asOf", families, "familiesFtth"
       FROM json_to_recordset($1::json) AS r("row" integer, line integer, "municipalityCode" text, "asOf" date,
         families integer, "familiesFtth" integer)`,
      [JSON.stringify(rows)],
    );
    return [];
  },

  /**
   * Figures of a municipality that has gone are its successor's where no other row speaks of that one; else they stay
   * under the code that they have: those of a part are not those of the whole.
   */
  async settle(db, staged) {
    return db.query(
      `WITH gone AS (
         SELECT "row" AS one, successor_of(key) AS heir FROM ${staged} s
         WHERE NOT EXISTS (SELECT FROM municipality m WHERE m.code = s.key)
       ), alone AS (
         SELECT one, heir FROM gone g WHERE heir IS NOT NULL
           AND NOT EXISTS (SELECT FROM gone other WHERE other.heir = g.heir AND other.one <> g.one)
           AND NOT EXISTS (SELECT FROM ${staged} s WHERE s.key = g.heir)
       ), moved AS (
         UPDATE ${staged} s SET key = heir FROM alone WHERE s."row" = one
       )
       SELECT "row", line, key || ' > ' || heir AS value, 'successorTaken' AS remark
       FROM ${staged} s JOIN alone ON one = "row" ORDER BY "row"`,
    );
  },

  async merge(db, datasetId, staged) {
    await db.query(
      `DELETE FROM broadband_statistic b WHERE dataset_id = $1 AND NOT EXISTS (
         SELECT FROM ${staged} s WHERE s.key = b.municipality_code)`,
      [datasetId],
    );
    await db.query(
      `INSERT INTO broadband_statistic AS b (municipality_code, as_of, families, families_ftth, dataset_id, source_row)
       SELECT key, as_of, families, families_ftth, $1::integer, "row" FROM ${staged}
       ON CONFLICT (dataset_id, municipality_code) DO UPDATE SET as_of = excluded.as_of, families = excluded.families,
         families_ftth = excluded.families_ftth, source_row = excluded.source_row
       WHERE (b.as_of, b.families, b.families_ftth, b.source_row)
         IS DISTINCT FROM (excluded.as_of, excluded.families, excluded.families_ftth, excluded.source_row)`,
      [datasetId],
    );
  },
};

/** Takes in which municipality took which one's place. */
export const municipalityMergerStaging: Staging<MunicipalityMergerRow> = {
  columns: 'old_code text, new_code text, day date',

  async stage(db, staged, rows) {
    await db.query(
      `INSERT INTO ${staged} SELECT "row", line, id, "oldCode", "newCode", day
       FROM json_to_recordset($1::json) AS r("row" integer, line integer, id text, "oldCode" text, "newCode" text, day date)`,
      [JSON.stringify(rows)],
    );
    return [];
  },

  async merge(db, datasetId, staged, onRows) {
    const columns = ['old_code', 'new_code', 'day'];
    await mergeStaged(db, datasetId, { staged, onRows, table: 'municipality_merger', key: 'id', columns });
  },
};
