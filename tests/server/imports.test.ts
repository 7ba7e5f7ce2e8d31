import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getFirm } from '../../server/firms/contract.ts';
import { importFile, type Description } from '../../server/imports.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { collection, feature, square } from '../helpers/geojson-text.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const { dataSource } = database;
  const features = ['segment', 'covered_premises', 'coverage_area', 'zone', 'firm', 'broadband_statistic'];
  for (const table of ['delivery_point', ...features]) await dataSource.query(`DELETE FROM ${table}`);
  await dataSource.query('DELETE FROM municipality');
  await dataSource.query('DELETE FROM dataset');
});

const bring = (kind: Description['kind'], text: string, more: Partial<Description> = {}) =>
  importFile(database.dataSource, Readable.from([Buffer.from(text)]), {
    kind,
    name: 'test',
    fileName: 'file',
    ...more,
  });
const rows = <Row>(sql: string) => database.dataSource.query<Row[]>(sql);

const WEST = feature({ com_istat_code: '19001', name: "Sant'Agata", prov_acr: 'CR' }, square(9, 45, 0.1));
const EAST = feature(
  { com_istat_code: 19002, name: 'Crèma', population: 5, lat: 45.01, lon: 9.12 },
  square(9.1, 45, 0.1),
);
const importMunicipalities = () => bring('municipalities', collection(WEST, EAST));
const forget = () => database.dataSource.query('DELETE FROM stale_municipality');
const stale = async () =>
  (await rows<{ code: string }>('SELECT municipality_code AS code FROM stale_municipality ORDER BY 1')).map(
    ({ code }) => code,
  );

describe('what is imported', () => {
  test('municipalities: codes are padded, centres stated or inside, areas ellipsoidal', async () => {
    const { outcome, dataset } = await importMunicipalities();
    expect([outcome, dataset.rowsRead, dataset.rowsStored, dataset.nature]).toEqual(['imported', 2, 2, 'fact']);
    expect(
      await rows(`SELECT code, name, search_name, province_code, population, ST_X(centre) AS lng,
        ST_Covers(geometry, centre) AS inside, abs(area_m2 - ST_Area(geometry::geography)) < 1 AS measured
        FROM municipality ORDER BY code`),
    ).toEqual([
      expect.objectContaining({
        code: '019001',
        search_name: 'sant agata',
        province_code: 'CR',
        inside: true,
        measured: true,
      }),
      expect.objectContaining({ code: '019002', search_name: 'crema', population: 5, lng: 9.12, measured: true }),
    ]);
  });

  test('statistics: blank is not zero, and rows of unknown municipalities are kept and counted', async () => {
    await importMunicipalities();
    const text =
      'pro_com;Famiglie raggiunte FTTH (calcolato);Famiglie Residenti (calcolato)\n19001;0;7\n19002;;9\n1001;1;2\n';
    const { dataset } = await bring('broadband-statistics', text, { fileName: 'Reportistica_250630_Comuni.csv' });
    expect([dataset.asOf, dataset.rowsStored, dataset.rowsWithoutPlace]).toEqual(['2025-06-30', 3, 1]);
    expect(
      await rows(
        'SELECT municipality_code AS code, families, families_ftth AS ftth FROM broadband_statistic ORDER BY 1',
      ),
    ).toEqual([
      { code: '001001', families: 2, ftth: 1 },
      { code: '019001', families: 7, ftth: 0 },
      { code: '019002', families: 9, ftth: null },
    ]);
  });

  test('statistics need a day, stated or in the name of the file', async () => {
    await expect(bring('broadband-statistics', 'pro_com\n')).rejects.toMatchObject({ kind: 'invalid-request' });
    await expect(
      bring('broadband-statistics', 'pro_com\n', { fileName: 'Reportistica_251399_Comuni.csv' }),
    ).rejects.toMatchObject({ kind: 'invalid-request' });
  });

  test('firms: a position tells the municipality, a code alone the precision, neither leaves them without place', async () => {
    await importMunicipalities();
    const text =
      'id,name,com_istat_code,lng,lat,position_precision\na,À Point,,9.15,45.05,\nb,Sited,019001,9.05,45.05,address\n' +
      'c,Coded,019001,,,\nd,Nowhere,,,,\ne,Central,,9.05,45.05,municipality\nf,Far,,12,42,\n';
    const { dataset } = await bring('firms', text);
    expect([dataset.rowsStored, dataset.rowsWithoutPlace]).toEqual([6, 2]);
    expect(
      await rows(`SELECT id, search_name AS name, municipality_code AS code, position_precision AS precision,
        ST_X(position) AS lng FROM firm ORDER BY id`),
    ).toEqual([
      { id: 'test:a', name: 'a point', code: '019002', precision: 'exact', lng: 9.15 },
      { id: 'test:b', name: 'sited', code: '019001', precision: 'address', lng: 9.05 },
      { id: 'test:c', name: 'coded', code: '019001', precision: 'municipality', lng: null },
      { id: 'test:d', name: 'nowhere', code: null, precision: null, lng: null },
      { id: 'test:e', name: 'central', code: '019001', precision: 'municipality', lng: null },
      { id: 'test:f', name: 'far', code: null, precision: 'exact', lng: 12 },
    ]);
  });

  test('the longest id of a firm finds its card', async () => {
    await bring('firms', `id,name\n${'x'.repeat(1000)},Alfa\n`, { name: 'n'.repeat(100) });
    const [firm] = await rows<{ id: string }>('SELECT id FROM firm');
    expect(getFirm.params.parse(firm)).toEqual(firm);
  });

  test('firms that came before their municipality are placed when it comes', async () => {
    await bring('firms', 'name,lng,lat\nA,9.15,45.05\n');
    await importMunicipalities();
    expect(await rows('SELECT municipality_code AS code FROM firm')).toEqual([{ code: '019002' }]);
    expect(await rows(`SELECT rows_without_place AS n FROM dataset WHERE kind = 'firms'`)).toEqual([{ n: 0 }]);
  });

  test('firms whose municipality goes are placed where they lie now, else counted as without place', async () => {
    await importMunicipalities();
    await bring('firms', 'name,com_istat_code,lng,lat\nAlfa,,9.05,45.05\nBeta,19001,,\n');
    await bring('municipalities', collection({ ...WEST, properties: { com_istat_code: '19009', name: 'Fusa' } }, EAST));
    expect(await rows('SELECT name, municipality_code AS code FROM firm ORDER BY 1')).toEqual([
      { name: 'Alfa', code: '019009' },
      { name: 'Beta', code: '019001' },
    ]);
    const [firms] = await rows(`SELECT rows_without_place AS "withoutPlace" FROM dataset WHERE kind = 'firms'`);
    expect(firms).toEqual({ withoutPlace: 1 });
  });

  test('coverage: polygons are areas, points premises; the file says that it is generated', async () => {
    const properties = { network: 'N', technology: 'ftth', down_mbps: 1000, as_of: '2025-06-30', generated: true };
    const text = collection(
      feature(properties, square(9, 45, 0.01)),
      feature({ ...properties, id: 'x', up_mbps: 300 }, [9.000000049, 45.123456789, 110], 'Point'),
    );
    const { dataset } = await bring('coverage', text);
    expect([dataset.nature, dataset.rowsStored, dataset.rowsWithoutPlace]).toEqual(['generated', 2, 2]);
    expect(
      await rows('SELECT id, technology, up_mbps AS up, as_of::text AS day, source_row AS row FROM coverage_area'),
    ).toEqual([{ id: expect.stringMatching(/^test:~/), technology: 'FTTH', up: null, day: '2025-06-30', row: 1 }]);
    expect(
      await rows('SELECT id, ST_AsText(position) AS place, ST_NDims(position)::integer AS dims FROM covered_premises'),
    ).toEqual([{ id: 'test:x', place: 'POINT(9 45.1234568)', dims: 2 }]);
  });

  test('segments: all announcements are kept, the latest is the promise; OFDS spans say less', async () => {
    const line = [
      [9, 45],
      [9.01, 45],
    ];
    const own = {
      id: 's',
      network: 'N',
      status: 'in esecuzione',
      works_type: 'micro-trench',
      technology: 'FTTH',
      down_mbps: 1000,
      reach_m: 200,
      announcements: [
        { announced_on: '2025-03-01', promised_ready_on: '2027-06-30', source: 'B' },
        { announced_on: '2024-01-01', promised_ready_on: '2026-12-31', source: 'A' },
      ],
    };
    const span = {
      id: 'o',
      name: 'A to B',
      status: 'proposed',
      network: { name: 'Rete' },
      deployment: ['aboveGround'],
      readyForServiceDate: '2028-01-01',
    };
    await bring('segments', collection(feature(own, line, 'LineString'), feature(span, [line], 'MultiLineString')));
    expect(
      await rows(`SELECT id, network, status, works_type, technology, reach_m, ready_on::text,
        abs(length_m - ST_Length(geometry::geography)) < 0.001 AS measured FROM segment ORDER BY id`),
    ).toEqual([
      {
        id: 'test:o',
        network: 'Rete',
        status: 'proposed',
        works_type: 'aerial',
        technology: 'FTTH',
        reach_m: null,
        ready_on: '2028-01-01',
        measured: true,
      },
      {
        id: 'test:s',
        network: 'N',
        status: 'underConstruction',
        works_type: 'microTrench',
        technology: 'FTTH',
        reach_m: 200,
        ready_on: '2027-06-30',
        measured: true,
      },
    ]);
    expect(
      await rows('SELECT ordinal, promised_ready_on::text AS day, source FROM segment_announcement ORDER BY 1'),
    ).toEqual([
      { ordinal: 1, day: '2026-12-31', source: 'A' },
      { ordinal: 2, day: '2027-06-30', source: 'B' },
    ]);
  });
});

describe('importing again', () => {
  const zone = (id: string, west: number, name = id) =>
    feature({ id, name, landuse: 'industrial' }, square(west, 45.01, 0.01));

  test('the same file with the same statements changes nothing, whatever its name', async () => {
    await importMunicipalities();
    const [before] = await rows('SELECT * FROM dataset');
    await forget();
    const { outcome } = await bring('municipalities', collection(WEST, EAST), { fileName: 'renamed' });
    expect(outcome).toBe('unchanged');
    expect(await rows('SELECT * FROM dataset')).toEqual([before]);
    expect(await stale()).toEqual([]);
  });

  test('the same file with another statement is written again; what is not stated stays', async () => {
    await bring('zones', collection(zone('a', 9)), { origin: 'ISTAT' });
    const { outcome, dataset } = await bring('zones', collection(zone('a', 9)), {
      licence: 'CC BY 4.0',
      nature: 'generated',
    });
    expect([outcome, dataset.origin, dataset.licence, dataset.nature]).toEqual([
      'imported',
      'ISTAT',
      'CC BY 4.0',
      'generated',
    ]);
  });

  test('a new file replaces the old one, and touches only what differs', async () => {
    await importMunicipalities();
    await bring('zones', collection(zone('stays', 9.01), zone('goes', 9.03), zone('moves', 9.05)));
    const versions = () => rows<{ id: string; xmin: string }>('SELECT id, xmin::text FROM zone ORDER BY id');
    const [, , stays] = await versions();
    await forget();
    const { dataset } = await bring('zones', collection(zone('stays', 9.01), zone('comes', 9.15), zone('moves', 9.16)));
    expect(dataset.rowsStored).toBe(3);
    const after = await versions();
    expect(after.map(({ id }) => id)).toEqual(['test:comes', 'test:moves', 'test:stays']);
    expect(after[2]).toEqual(stays);
    expect(await stale()).toEqual(['019001', '019002']);
  });

  test('a file with one changed row marks only its municipality stale', async () => {
    await importMunicipalities();
    await bring('zones', collection(zone('west', 9.01), zone('east', 9.15)));
    await forget();
    await bring('zones', collection(zone('west', 9.01), zone('east', 9.15, 'renamed')));
    expect(await stale()).toEqual(['019002']);
  });

  test('municipalities that a later file leaves out go; those that another data set took come back', async () => {
    await importMunicipalities();
    await bring('municipalities', collection(EAST), { name: 'other' });
    expect((await bring('municipalities', collection(WEST, EAST))).outcome).toBe('imported');
    await bring('municipalities', collection(WEST));
    expect(await rows('SELECT code FROM municipality')).toEqual([{ code: '019001' }]);
  });

  test('two imports of one data set at once give one data set', async () => {
    const text = collection(zone('a', 9));
    const outcomes = await Promise.all([bring('zones', text), bring('zones', text), bring('zones', text)]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['imported', 'unchanged', 'unchanged']);
  });
});
