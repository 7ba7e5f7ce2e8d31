import type { AddressMappingRow } from '../datasets/kinds/address-mapping.ts';
import type { AddressRegisterRow } from '../datasets/kinds/address-register.ts';
import { mergeStaged, type Staging } from '../datasets/staging.ts';

/** The one municipality of a name, in the stated province where several have it. */
const NAMED = `(SELECT min(m.code) FROM municipality m WHERE m.search_name = municipality_key
  AND (province_key IS NULL OR m.province_name IS NULL
    OR trim(regexp_replace(translate(lower(m.province_name), 'àèéìòù', 'aeeiou'), '[^a-z0-9]+', ' ', 'g')) = province_key)
  HAVING count(*) = 1)`;
/** The code as stated, that of who took a municipality in which has gone, or by the name. */
const MUNICIPALITY = `coalesce((SELECT m.code FROM municipality m WHERE m.code = stated_code),
  successor_of(stated_code), ${NAMED})`;
const COVERING = `(SELECT m.code FROM municipality m WHERE ST_Covers(m.geometry, position)
  ORDER BY m.code COLLATE "C" LIMIT 1)`;

/** Takes in house numbers. Where no municipality is told that is here, the position tells it. */
export const addressRegisterStaging: Staging<AddressRegisterRow> = {
  columns: `id_egon text, stated_code text, municipality_key text, province_key text, municipality_code text, street text,
    number text, street_key text, number_key text, position geometry(Point, 4326)`,

  async stage(db, staged, rows) {
    await db.query(
      `INSERT INTO ${staged}
       SELECT "row", line, id, "idEgon", "municipalityCode", "municipalityKey", "provinceKey", NULL, street, number,
         "streetKey", "numberKey", ST_SetSRID(ST_MakePoint(lng, lat), 4326)
       FROM json_to_recordset($1::json) AS r("row" integer, line integer, id text, "idEgon" text,
         "municipalityCode" text, "municipalityKey" text, "provinceKey" text, street text, number text,
         "streetKey" text, "numberKey" text, lng double precision, lat double precision)`,
      [
        JSON.stringify(
          rows.map(({ geometry: { coordinates }, ...row }) => ({ ...row, lng: coordinates[0], lat: coordinates[1] })),
        ),
      ],
    );
    return [];
  },

  async settle(db, staged) {
    await db.query(`UPDATE ${staged} SET municipality_code = coalesce(${MUNICIPALITY}, ${COVERING})`);
    return [];
  },

  async merge(db, datasetId, staged, onRows) {
    const columns = ['id_egon', 'municipality_code', 'street', 'number', 'street_key', 'number_key', 'position'];
    await mergeStaged(db, datasetId, { staged, onRows, table: 'address', key: 'id', columns });
  },
};

/** What makes an address of a mapping covered premises; all else is kept as what the mapping says of it. */
const IS_COVERED = 's.position IS NOT NULL AND s.down_mbps >= 30';

/**
 * Takes in what a mapping says address by address, with the places of the house numbers that were imported before:
 * by id_egon, else by municipality, street and number.
 */
export const addressMappingStaging: Staging<AddressMappingRow> = {
  columns: `id_egon text, stated_code text, municipality_key text, province_key text, municipality_code text,
    municipality_name text, street text, number text, street_key text, number_key text, speed_class text,
    down_mbps double precision, technology text, network text, as_of date, position geometry(Point, 4326)`,

  async stage(db, staged, rows) {
    await db.query(
      `INSERT INTO ${staged}
       SELECT "row", line, id, "idEgon", "municipalityCode", "municipalityKey", "provinceKey", NULL, "municipalityName",
         street, number, "streetKey", "numberKey", "speedClass", "downMbps", technology, network, "asOf", NULL
       FROM json_to_recordset($1::json) AS r("row" integer, line integer, id text, "idEgon" text,
         "municipalityCode" text, "municipalityKey" text, "provinceKey" text, "municipalityName" text, street text,
         number text, "streetKey" text, "numberKey" text, "speedClass" text, "downMbps" double precision,
         technology text, network text, "asOf" date)`,
      [JSON.stringify(rows)],
    );
    return [];
  },

  async settle(db, staged) {
    await db.query(`UPDATE ${staged} SET municipality_code = ${MUNICIPALITY}`);
    await db.query(
      `UPDATE ${staged} s SET position = coalesce(
         (SELECT a.position FROM address a WHERE a.id_egon = s.id_egon ORDER BY a.id COLLATE "C" LIMIT 1),
         (SELECT a.position FROM address a WHERE s.number_key <> 'snc' AND a.municipality_code = s.municipality_code
            AND a.street_key = s.street_key AND a.number_key = s.number_key ORDER BY a.id COLLATE "C" LIMIT 1))`,
    );
    return db.query(
      `SELECT "row", line, street || ' ' || number AS value, 'addressUnmatched' AS remark
       FROM ${staged} WHERE position IS NULL ORDER BY "row"`,
    );
  },

  async merge(db, datasetId, staged, onRows) {
    await mergeStaged(db, datasetId, {
      staged,
      onRows,
      table: 'covered_premises',
      key: 'id',
      columns: ['network', 'technology', 'down_mbps', 'as_of', 'position'],
      where: IS_COVERED,
    });
    await mergeStaged(db, datasetId, {
      staged,
      onRows,
      table: 'mapped_address',
      key: 'id',
      columns: [
        'id_egon',
        'municipality_code',
        'municipality_name',
        'street',
        'number',
        'speed_class',
        'down_mbps',
        'position',
      ],
      where: `(${IS_COVERED}) IS NOT TRUE`,
    });
  },
};
