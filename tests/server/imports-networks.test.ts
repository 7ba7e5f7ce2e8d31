import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatasetKind } from '../../server/datasets/contract.ts';
import { importFile } from '../../server/imports.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { collection, feature, square } from '../helpers/geojson-text.ts';

const DATA = '/work/shared/data';
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  const municipality = (code: string, name: string, lng: number) =>
    feature({ com_istat_code: code, name }, square(lng, 45, 0.1));
  const here = [
    municipality('019001', 'Ovest', 9),
    municipality('019002', 'Est', 9.1),
    municipality('019003', 'Sud', 9.2),
  ];
  await bring('municipalities', collection(...here));
  const mergers =
    'Codice Comune;Codice Comune associato alla variazione;Data validità amministrativa\n' +
    '19101;019001;01/01/2019\n019102;019101;2018-01-01\n019103;019001;\n019103;019002;\n019104;019999;\n019105;019003;\n019106;019003;\n';
  await bring('municipality-mergers', mergers);
});
afterAll(() => database.close());

const bring = (kind: DatasetKind, content: string | Readable, name = 'test', rest = {}) =>
  importFile(database.dataSource, typeof content === 'string' ? Readable.from([Buffer.from(content)]) : content, {
    kind,
    name,
    fileName: 'file',
    ...rest,
  });
const rows = <Row>(sql: string) => database.dataSource.query<Row[]>(sql);
const english = (dataset: { warnings: { en: string }[] }) => dataset.warnings.map(({ en }) => en);

test('mergers are followed to the municipality that is here; where they lead to several, or to none, nobody is taken', async () => {
  const heirs = ['019101', '019102', '019103', '019104', '019105', '019998'];
  const found = await Promise.all(
    heirs.map(async (code) => (await rows<{ heir: string | null }>(`SELECT successor_of('${code}') AS heir`))[0]!.heir),
  );
  expect(found).toEqual(['019001', '019001', null, null, '019003', null]);
  expect(
    await rows(`SELECT old_code, day::text AS day FROM municipality_merger WHERE old_code < '019103' ORDER BY 1`),
  ).toEqual([
    { old_code: '019101', day: '2019-01-01' },
    { old_code: '019102', day: '2018-01-01' },
  ]);
});

test('mergers that go round in a circle end all the same', async () => {
  await bring('municipality-mergers', 'old_code,new_code\n019201,019202\n019202,019201\n', 'circle');
  expect(await rows(`SELECT successor_of('019201') AS heir`)).toEqual([{ heir: null }]);
});

test('firms of a municipality that has gone are its successor’s, and a warning says which codes', async () => {
  const { dataset } = await bring('firms', 'id,name,com_istat_code\n1,Alfa,019102\n2,Beta,019002\n');
  expect(await rows('SELECT id, municipality_code AS code FROM firm ORDER BY 1')).toEqual([
    { id: 'test:1', code: '019001' },
    { id: 'test:2', code: '019002' },
  ]);
  expect(english(dataset)).toEqual([
    '1 codes of municipalities that have gone were taken for those of their successors: rows 1 (019102 > 019001)',
  ]);
  await expect(bring('firms', 'id,name,com_istat_code\n1,Alfa,019103\n')).rejects.toMatchObject({
    kind: 'rows-rejected',
  });
});

test('statistics of one that has gone are its successor’s only where no other row speaks of that', async () => {
  const header = 'pro_com,Famiglie Residenti (calcolato),Famiglie raggiunte FTTH (calcolato)\n';
  const { dataset } = await bring(
    'broadband-statistics',
    `${header}19102,100,50\n19002,10,5\n19105,20,5\n19106,30,5\n`,
    'agcom',
    { asOf: '2025-06-30' },
  );
  expect(await rows('SELECT municipality_code AS code, families FROM broadband_statistic ORDER BY 1')).toEqual([
    { code: '019001', families: 100 },
    { code: '019002', families: 10 },
    { code: '019105', families: 20 },
    { code: '019106', families: 30 },
  ]);
  expect(english(dataset)).toEqual([expect.stringContaining('(019102 > 019001)')]);
});

const REGISTER =
  'CodiceVia;DUG;DUF;Civico;Esponente;lng;lat;id_egon\n' +
  '1;Via;Giorgio Ambrosoli;8;A;9.05;45.05;\n1;Via;Giorgio Ambrosoli;10;;9.051;45.05;380100\n2;Viale;Europa;3;;9.15;45.05;\n';

test('a mapping finds its places in the register: by EGON code, else by municipality, street and number', async () => {
  const register = await bring('address-register', REGISTER);
  expect([register.dataset.rowsStored, register.dataset.rowsWithoutPlace]).toEqual([3, 0]);
  const mapping =
    'id_egon,regione,provincia,comune,strada,civico,caratteristica\n' +
    ',LOMBARDIA,CREMONA,OVEST,VIA GIORGIO AMBROSOLI,8/A,B\n' +
    '380100,LOMBARDIA,CREMONA,OVEST,VIA CHE HA CAMBIATO NOME,1,1000\n' +
    ',LOMBARDIA,CREMONA,EST,V.LE EUROPA,3,C\n' +
    ',LOMBARDIA,CREMONA,OVEST,V.LE EUROPA,3,B\n' +
    ',LOMBARDIA,CREMONA,OVEST,VIA GIORGIO AMBROSOLI,0/SNC,A\n';
  const { dataset } = await bring('address-mapping', mapping, 'infratel', { asOf: '2021-11-01' });
  expect(
    await rows(`SELECT id, technology, down_mbps AS mbps, ST_AsText(position) AS place, as_of::text AS day
      FROM covered_premises ORDER BY source_row`),
  ).toEqual([
    {
      id: expect.stringMatching(/^infratel:~\w+$/),
      technology: 'FTTH',
      mbps: 300,
      place: 'POINT(9.05 45.05)',
      day: '2021-11-01',
    },
    { id: 'infratel:380100', technology: 'FTTH', mbps: 1000, place: 'POINT(9.051 45.05)', day: '2021-11-01' },
  ]);
  expect(
    await rows(`SELECT street, number, speed_class AS class, down_mbps AS mbps, ST_AsText(position) AS place
      FROM mapped_address ORDER BY source_row`),
  ).toEqual([
    { street: 'V.LE EUROPA', number: '3', class: 'C', mbps: null, place: 'POINT(9.15 45.05)' },
    { street: 'V.LE EUROPA', number: '3', class: 'B', mbps: 300, place: null },
    { street: 'VIA GIORGIO AMBROSOLI', number: '0/SNC', class: 'A', mbps: null, place: null },
  ]);
  expect(dataset.rowsStored).toBe(5);
  expect(english(dataset)).toContain(
    '2 of 5 (40 %) addresses are in no register of house numbers that was imported, and have no place: rows 4, 5 (V.LE EUROPA 3; VIA GIORGIO AMBROSOLI 0/SNC)',
  );
  const again = await bring('address-mapping', mapping, 'infratel', { asOf: '2021-11-01' });
  expect(again.outcome).toBe('unchanged');
});

test('a class of speed that is none is a fault', async () => {
  const wrong = bring('address-mapping', 'comune,strada,civico,classe\nOVEST,VIA ROMA,1,Z\n', 'wrong');
  await expect(wrong).rejects.toMatchObject({ kind: 'rows-rejected' });
});

const NODE = (id: number, lng: number) => `<node id="${id}" lat="45.05" lon="${lng}"/>`;
const ROADS =
  `<osm version="0.6">${NODE(1, 9.01)}${NODE(2, 9.02)}${NODE(3, 9.03)}` +
  '<way id="7"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="surface" v="asphalt"/><tag k="oneway" v="-1"/></way>' +
  '<way id="8"><nd ref="2"/><nd ref="3"/><tag k="highway" v="track"/></way></osm>';

test('roads meet where they share a node', async () => {
  await bring('roads', ROADS, 'osm', {});
  expect(await rows('SELECT id, class, surface, oneway, nodes FROM road ORDER BY id')).toEqual([
    { id: 'osm:way/7', class: 'residential', surface: 'asphalt', oneway: 'backward', nodes: [[1, 2]] },
    { id: 'osm:way/8', class: 'track', surface: null, oneway: 'no', nodes: [[2, 3]] },
  ]);
});

test('Bad Hersfeld (field data, where they are at hand): 37 zones and 3,533 roads', async () => {
  const file = `${DATA}/osm/badhersfeld-2021.osm.pbf`;
  if (!existsSync(file)) return;
  const import_ = (kind: 'zones' | 'roads') =>
    importFile(database.dataSource, file, { kind, name: 'hersfeld', fileName: 'badhersfeld-2021.osm.pbf' });
  expect((await import_('zones')).dataset.rowsStored).toBe(37);
  expect((await import_('roads')).dataset.rowsStored).toBe(3533);
}, 120_000);

test('Kenya (field data, where they are at hand): zipped CSV and JSON bring the same network', async () => {
  const folder = `${DATA}/fibre/ofds-networks/Kenya-NOFBI-0.2`;
  if (!existsSync(folder)) return;
  const count = async (kind: 'segments' | 'delivery-points', fileName: string) => {
    const description = { kind, name: fileName.endsWith('zip') ? 'csv' : 'json', fileName };
    const { dataset } = await importFile(database.dataSource, `${folder}/${fileName}`, description, undefined, {
      rows: 'faultless',
    });
    return dataset.rowsRead;
  };
  const place = { segments: 'segment', 'delivery-points': 'delivery_point' } as const;
  for (const [kind, expected] of [
    ['segments', 112],
    ['delivery-points', 102],
  ] as const) {
    expect(await count(kind, 'ofds_NOFBI_kenya.json')).toBe(expected);
    expect(await count(kind, 'ofds_NOFBI_Kenya_CSV.zip')).toBe(expected);
    const geometry = kind === 'segments' ? 'geometry' : 'position';
    const of = (name: string) =>
      rows(
        `SELECT name, ST_AsText(${geometry}) AS place FROM ${place[kind]} WHERE id LIKE '${name}:%' ORDER BY source_row`,
      );
    expect(await of('csv')).toEqual(await of('json'));
  }
}, 60_000);
