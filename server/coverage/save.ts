import type { CoverageRow } from '../datasets/kinds/coverage.ts';
import { mergeStaged, type Staging } from '../datasets/staging.ts';
import { makeValid, STORED_POLYGON } from '../datasets/valid-polygons.ts';
import type { Queryable } from '../database/queryable.ts';

const SERVICE = 'network, operator, technology, down_mbps, up_mbps, as_of';
const INCOMING = `SELECT * FROM json_to_recordset($1::json) AS r("row" integer, line integer, id text, network text,
  operator text, technology text, "downMbps" double precision, "upMbps" double precision, "asOf" date, shape text)`;
const STAGED_SERVICE = `"row", line, id, network, operator, technology, "downMbps", "upMbps", "asOf"`;

/** Takes in coverage: areas and covered premises. */
export const coverageStaging: Staging<CoverageRow> = {
  columns: `network text, operator text, technology text, down_mbps double precision, up_mbps double precision,
    as_of date, geometry geometry(MultiPolygon, 4326), position geometry(Point, 4326)`,

  async stage(db, staged, rows) {
    await stagePremises(db, staged, rows.filter(isPremises));
    const { rows: areas, remarks } = await makeValid(db, rows.filter(isArea));
    await stageAreas(db, staged, areas);
    return remarks;
  },

  async merge(db, datasetId, staged, onRows) {
    const service = SERVICE.split(', ');
    await mergeStaged(db, datasetId, {
      staged,
      onRows,
      table: 'coverage_area',
      key: 'id',
      columns: [...service, 'geometry'],
      where: 's.geometry IS NOT NULL',
    });
    await mergeStaged(db, datasetId, {
      staged,
      onRows,
      table: 'covered_premises',
      key: 'id',
      columns: [...service, 'position'],
      where: 's.position IS NOT NULL',
    });
  },
};

type Area = CoverageRow & { geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon };

type Premises = CoverageRow & { geometry: GeoJSON.Point };

function isPremises(row: CoverageRow): row is Premises {
  return row.geometry.type === 'Point';
}

function isArea(row: CoverageRow): row is Area {
  return row.geometry.type !== 'Point';
}

async function stageAreas(db: Queryable, staged: string, rows: Area[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `INSERT INTO ${staged} SELECT ${STAGED_SERVICE}, ${STORED_POLYGON}, NULL FROM (${INCOMING}) incoming`,
    [asJson(rows)],
  );
}

/** A million of them may come in one file: as arrays, a column each, which is the least work for both sides. */
async function stagePremises(db: Queryable, staged: string, rows: Premises[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `INSERT INTO ${staged}
     SELECT "row", line, id, network, operator, technology, down_mbps, up_mbps, as_of, NULL,
       ST_SetSRID(ST_MakePoint(lng, lat), 4326)
     FROM unnest($1::integer[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::text[], $7::double precision[],
       $8::double precision[], $9::date[], $10::double precision[], $11::double precision[])
       AS r("row", line, id, network, operator, technology, down_mbps, up_mbps, as_of, lng, lat)`,
    [
      rows.map(({ row }) => row),
      rows.map(({ line }) => line),
      rows.map(({ id }) => id),
      rows.map(({ network }) => network),
      rows.map(({ operator }) => operator),
      rows.map(({ technology }) => technology),
      rows.map(({ downMbps }) => downMbps),
      rows.map(({ upMbps }) => upMbps),
      rows.map(({ asOf }) => asOf),
      rows.map(({ geometry }) => geometry.coordinates[0]),
      rows.map(({ geometry }) => geometry.coordinates[1]),
    ],
  );
}

function asJson(rows: CoverageRow[]): string {
  return JSON.stringify(rows.map(({ geometry, ...row }) => ({ ...row, shape: JSON.stringify(geometry) })));
}
