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
    await stagePremises(
      db,
      staged,
      rows.filter(({ geometry }) => geometry.type === 'Point'),
    );
    const { rows: areas, remarks } = await makeValid(db, rows.filter(isArea));
    await stageAreas(db, staged, areas);
    return remarks;
  },

  async merge(db, datasetId, staged) {
    const service = SERVICE.split(', ');
    await mergeStaged(db, datasetId, {
      staged,
      table: 'coverage_area',
      key: 'id',
      columns: [...service, 'geometry'],
      where: 's.geometry IS NOT NULL',
    });
    await mergeStaged(db, datasetId, {
      staged,
      table: 'covered_premises',
      key: 'id',
      columns: [...service, 'position'],
      where: 's.position IS NOT NULL',
    });
  },
};

type Area = CoverageRow & { geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon };

function isArea(row: CoverageRow): row is Area {
  return row.geometry.type !== 'Point';
}

async function stageAreas(db: Queryable, staged: string, rows: Area[]): Promise<void> {
  await db.query(
    `INSERT INTO ${staged} SELECT ${STAGED_SERVICE}, ${STORED_POLYGON}, NULL FROM (${INCOMING}) incoming`,
    [asJson(rows)],
  );
}

async function stagePremises(db: Queryable, staged: string, rows: CoverageRow[]): Promise<void> {
  await db.query(
    `INSERT INTO ${staged}
     SELECT ${STAGED_SERVICE}, NULL, ST_SetSRID(ST_GeomFromGeoJSON(shape), 4326) FROM (${INCOMING}) incoming`,
    [asJson(rows)],
  );
}

function asJson(rows: CoverageRow[]): string {
  return JSON.stringify(rows.map(({ geometry, ...row }) => ({ ...row, shape: JSON.stringify(geometry) })));
}
