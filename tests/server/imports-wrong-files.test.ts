import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile, type Description } from '../../server/imports.ts';
import type { Problem } from '../../server/problem.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'imports');

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await bring('municipalities', 'crema.geojson');
});
afterAll(() => database.close());

const bring = (kind: Description['kind'], fileName: string) =>
  importFile(database.dataSource, join(FOLDER, fileName), { kind, name: fileName, fileName });
const refusal = (kind: Description['kind'], fileName: string): Promise<Problem> =>
  bring(kind, fileName).then(
    () => expect.unreachable(`${fileName} was accepted`),
    (error: Problem) => error,
  );
/** Faulty rows as `row line column value: reason`. */
const told = ({ extras }: Problem) =>
  (extras.errors ?? []).map(
    ({ row, line, column, value, reason }) => `${row} ${line} ${column} ${value}: ${reason.en}`,
  );

describe('a wrong file is refused as a whole, and says what to do', () => {
  test.each<[Description['kind'], string, RegExp, RegExp]>([
    [
      'zones',
      'single-feature.geojson',
      /not a GeoJSON FeatureCollection \("type": "Feature"\)/,
      /non una FeatureCollection/,
    ],
    [
      'firms',
      'windows-1252.csv',
      /line 3, column 7 holds the byte 0xE0, which is "à".*CSV UTF-8/,
      /linea 3, colonna 7/,
    ],
    ['firms', 'utf-16.csv', /in UTF-16, not UTF-8.*CSV UTF-8/, /in UTF-16, non in UTF-8/],
    ['zones', 'swapped.geojson', /the wrong way round in the whole file.*Swap them/, /scambiate in tutto il file/],
    [
      'zones',
      'metres.geojson',
      /row 1, line 2 \(553000, 5023000\).*looks like a projected system/,
      /sistema proiettato, in metri/,
    ],
    [
      'zones',
      'declared-utm.geojson',
      /in urn:ogc:def:crs:EPSG::32632\. Save it in WGS 84/,
      /dichiara coordinate in urn/,
    ],
    ['zones', 'truncated.geojson', /cut short: it ends at line 3, column \d+, inside feature 2/, /troncato/],
    ['zones', 'trailing.geojson', /has ended, but line 4, column 1 goes on with \{/, /due file in uno/],
    [
      'zones',
      'missing-comma.geojson',
      /not valid JSON: line 2, column 20 holds "/,
      /non è JSON valido: alla linea 2, colonna 20/,
    ],
    ['coverage', 'ragged.csv', /lacks "network", "technology", "down_mbps"/, /manca "network"/],
  ])('%s from %s', async (kind, fileName, english, italian) => {
    const problem = await refusal(kind, fileName);
    expect(problem.kind).toBe('file-unreadable');
    expect(problem.detail.en).toMatch(english);
    expect(problem.detail.it).toMatch(italian);
  });

  test('also where all its rows are of another land use', async () => {
    const text = (await readFile(join(FOLDER, 'declared-wgs84.geojson'), 'utf8')).replace('industrial', 'meadow');
    await expect(
      importFile(database.dataSource, Readable.from([Buffer.from(text)]), { kind: 'zones', name: 'x', fileName: 'x' }),
    ).rejects.toThrow(/no row to import: 1 are of another land use/);
  });

  test('also where no network can be joined at any of its nodes', async () => {
    const node = {
      type: 'Feature',
      properties: { accessPoint: false },
      geometry: { type: 'Point', coordinates: [9, 45] },
    };
    const text = JSON.stringify({ type: 'FeatureCollection', features: [node] });
    await expect(
      importFile(database.dataSource, Readable.from([Buffer.from(text)]), {
        kind: 'delivery-points',
        name: 'x',
        fileName: 'x',
      }),
    ).rejects.toThrow(/no row to import: 1 are nodes at which no network can be joined/);
  });
});

describe('every faulty row is told at once, with line, column, value and reason', () => {
  test('of zones', async () => {
    const problem = await refusal('zones', 'faulty-zones.geojson');
    expect([problem.kind, problem.extras.errorCount]).toEqual(['rows-rejected', 10]);
    expect(told(problem)).toEqual([
      '1 2 geometry Polygon: a ring is not closed: its last position must repeat its first',
      '2 3 geometry Polygon: a ring has fewer than four positions',
      '3 4 geometry ["9.6",45.3]: a position must be two numbers, longitude and latitude',
      '4 5 geometry null: there is no geometry',
      '5 6 geometry Polygon: there is no geometry',
      '6 7 geometry Point: expected is Polygon / MultiPolygon',
      '7 8 geometry null: the polygon encloses no area',
      '8 9 geometry [180.005,45.3]: no longitude and latitude: beyond 180 or 90 degrees',
      '10 11 id twice: is already in row 9',
      '11 12 type "no feature": not a GeoJSON Feature',
    ]);
  });

  test('of firms, several faults of one row among them', async () => {
    const problem = await refusal('firms', 'faulty-firms.csv');
    expect(told(problem)).toEqual([
      '2 3 name null: is missing',
      '3 4 com_istat_code 999999: no municipality with this ISTAT code is here; import the municipalities first, or correct the code',
      '4 5 y null: is missing, though the other half of the position is there',
      '4 5 com_istat_code 19: not an ISTAT code: six digits',
      '4 5 employees 1.5: a whole number is expected',
      '4 5 export_share 64: is not between 0 and 1',
      '5 6 position_precision exact: there is no position that could be so precise',
      '5 6 employees -3: is not between 0 and 10000000',
      '5 6 export_share x: not a number; write 1234.5, with a point and no thousands separator',
      '6 7 position_precision near: is none of exact, address, municipality',
      '6 7 x [200,45.3]: no longitude and latitude: beyond 180 or 90 degrees',
      '7 9 null null: the row has 2 cells, the header 7',
    ]);
  });

  test('of firms far from the municipality that they name', async () => {
    const reason =
      'the position lies more than 7 km outside this municipality: correct one of the two, or leave the code empty and the position tells it';
    expect(told(await refusal('firms', 'far-firms.csv'))).toEqual([
      `2 3 com_istat_code 019035: ${reason}`,
      `3 4 com_istat_code 019035: ${reason}`,
    ]);
  });

  test('of ragged rows', async () => {
    expect(told(await refusal('firms', 'ragged.csv'))).toEqual([
      '1 2 null null: the row has 2 cells, the header 3',
      '2 3 null null: the row has 4 cells, the header 3',
    ]);
  });

  test('of segments', async () => {
    expect(told(await refusal('segments', 'faulty-segments.geojson'))).toEqual([
      '1 2 status someday: is none of proposed, planned, underConstruction, operational, inactive, decommissioned',
      '2 3 technology fibre: is none of FTTH, FTTB, FTTC, DSL, CABLE, FWA, MOBILE, SATELLITE',
      '2 3 down_mbps -1: is not between 0 and 1000000',
      '2 3 reach_m 20000: is not between 0 and 10000',
      '3 4 ready_on 2027-02-30: not a day; write it YYYY-MM-DD',
      '4 5 announcements {"announced_on":"2025-01-01"}: needs promised_ready_on (YYYY-MM-DD); announced_on (YYYY-MM-DD) and source (text) may be absent',
      '5 6 ready_on 2026-01-01: is not the latest announced day (2027-01-01)',
      '6 7 geometry null: the line has no length',
    ]);
  });

  test('of delivery points, of which then none is stored', async () => {
    expect(told(await refusal('delivery-points', 'faulty-delivery-points.geojson'))).toEqual([
      '1 2 geometry LineString: expected is Point',
      '2 3 name {"it":"PCN"}: a text is expected',
      '2 3 operator ["x"]: a text is expected',
      '3 4 geometry null: there is no geometry',
      '4 5 geometry [9.6,"45.3"]: a position must be two numbers, longitude and latitude',
      '5 6 geometry [9.6,95]: no longitude and latitude: beyond 180 or 90 degrees',
      '7 8 id twice: is already in row 6',
    ]);
    expect(await database.dataSource.query('SELECT FROM delivery_point')).toEqual([]);
  });
});

describe('what is odd but not wrong is a warning of the data set', () => {
  const warningsOf = async (fileName: string) => (await bring('zones', fileName)).dataset.warnings.map(({ en }) => en);

  test('a polygon outside Italy', async () => {
    expect(await warningsOf('outside-italy.geojson')).toEqual([
      '1 of 2 rows lie, wholly or in part, outside Italy (6-19 E, 35-48 N); the first is row 2, line 3',
    ]);
  });

  test('WGS 84 that is declared is none', async () => {
    expect(await warningsOf('declared-wgs84.geojson')).toEqual([]);
  });

  test('polygons that were repaired, and rows of another land use', async () => {
    expect(await warningsOf('crossing-zones.geojson')).toEqual([
      '1 rows were left out: they are of another land use than industrial or commercial',
      '3 polygons were not valid (a ring crosses or touches itself) and have been repaired: rows 1, 3, 4',
    ]);
    const zones = await database.dataSource.query<{ id: string; share: number; valid: boolean }[]>(
      `SELECT split_part(id, ':', 2) AS id, round((ST_Area(geometry) * 1e4)::numeric, 4)::float AS share,
         ST_IsValid(geometry) AND ST_IsPolygonCCW(geometry) AS valid
       FROM zone WHERE id LIKE 'crossing%' ORDER BY id COLLATE "C"`,
    );
    expect(zones).toEqual([
      { id: 'bow-tie', share: 0.5, valid: true },
      { id: 'clockwise', share: 1, valid: true },
      { id: 'doubled', share: 1, valid: true },
      { id: 'overlap', share: 1.75, valid: true },
      { id: 'sound', share: 1, valid: true },
    ]);
  });
});
