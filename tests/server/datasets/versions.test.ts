import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Change, Dataset, DatasetVersion } from '../../../server/datasets/contract.ts';
import { importFile, type Description } from '../../../server/imports.ts';
import { removeDatasets } from '../../../server/datasets/save.ts';
import { collection, feature, square } from '../../helpers/geojson-text.ts';
import { startWorkingServer, type WorkingServer } from '../../helpers/working-server.ts';

let server: WorkingServer;
beforeAll(async () => {
  server = await startWorkingServer();
  await bring('municipalities', 'comuni', collection(WEST, EAST));
});
afterAll(() => server.close());

const WEST = feature({ com_istat_code: '019005', name: 'Bagnolo Cremasco' }, square(9, 45, 0.1));
const EAST = feature({ com_istat_code: '019035', name: 'Crema' }, square(9.1, 45, 0.1));

const bring = async (kind: Description['kind'], name: string, text: string, more: Partial<Description> = {}) =>
  (await importFile(server.dataSource, Readable.from([Buffer.from(text)]), { kind, name, fileName: 'file', ...more }))
    .dataset;
const versions = async (id: number) =>
  (await server.read<{ items: DatasetVersion[] }>(`/datasets/${id}/versions`)).items;
const changes = (id: number, number: number, query = '') =>
  server.read<{ numberMatched: number; items: Change[] }>(`/datasets/${id}/versions/${number}/changes${query}`);
const takeBack = (id: number, version: number, headers: Record<string, string> = server.administrator) =>
  server.fetch(`/api/v1/datasets/${id}/take-back`, {
    method: 'POST',
    body: JSON.stringify({ version }),
    headers: { 'content-type': 'application/json', ...headers },
  });
const settle = async () => {
  await expect
    .poll(async () => (await server.dataSource.query('SELECT count(*)::int AS n FROM stale_municipality'))[0].n, {
      timeout: 60_000,
      interval: 100,
    })
    .toBe(0);
};
/** All figures, and who is served by what. */
const figures = async () => {
  await settle();
  return server.dataSource.query<object[]>(
    `SELECT to_jsonb(g) - 'computed_at' AS row FROM municipality_gap g
     UNION ALL SELECT to_jsonb(s) FROM firm_service s UNION ALL SELECT to_jsonb(z) FROM zone_gap z
     ORDER BY 1`,
  );
};

const agcom = (families: number) =>
  `pro_com,Famiglie Residenti (calcolato),Famiglie raggiunte FTTH (calcolato)\n19005,1876,${families}\n19035,14577,12806\n`;

test('figures of a later day under the same name are a new version: Bagnolo Cremasco 57, then 519 families', async () => {
  const march = { fileName: 'Reportistica_250331_Comuni.csv', asOf: '2025-03-31' };
  const june = { fileName: 'Reportistica_250630_Comuni.csv', asOf: '2025-06-30' };
  await bring('broadband-statistics', 'agcom', agcom(57), march);
  const { id, version } = await bring('broadband-statistics', 'agcom', agcom(519), june);
  expect(version).toBe(2);
  const { numberMatched, items } = await changes(id, 2, '?kind=changed');
  expect(numberMatched).toBe(2);
  expect(items[0]).toEqual({
    id: '019005',
    name: 'Bagnolo Cremasco',
    kinds: ['changed'],
    movedM: null,
    before: null,
    after: null,
    attributes: [
      { name: 'familiesFtth', before: 57, after: 519 },
      { name: 'asOf', before: '2025-03-31', after: '2025-06-30' },
    ],
    sourceRow: 1,
  });
  const sheet = await server.read<{ statistics: object[] }>('/municipalities/019005?target=1000&horizon=2030-01-01');
  expect(sheet.statistics).toEqual([
    expect.objectContaining({ familiesFtth: 519, datasetName: 'agcom', datasetVersion: 2, sourceRow: 1 }),
  ]);
  // An older report of another data set does not take the latest one's place.
  await bring('broadband-statistics', 'agcom-old', agcom(7), { asOf: '2024-12-31' });
  const again = await server.read<{ statistic: object }>('/municipalities/019005?target=1000&horizon=2030-01-01');
  expect(again.statistic).toMatchObject({ familiesFtth: 519 });
});

const firm = (name: string, lng: number, employees: number) => `${name},019005,${employees},${lng},45.05`;
const firms = (...rows: string[]) => ['name,com_istat_code,employees,lng,lat', ...rows].join('\n');

test('a file without ids whose rows are in another order changes nothing; what is in it is told apart by what it says', async () => {
  await bring('firms', 'unnamed', firms(firm('A', 9.01, 1), firm('B', 9.02, 2), firm('B', 9.03, 3)));
  const { id } = await bring('firms', 'unnamed', firms(firm('B', 9.03, 3), firm('B', 9.02, 2), firm('A', 9.01, 1)));
  expect((await changes(id, 2)).items).toEqual([]);
  await bring('firms', 'unnamed', firms(firm('B', 9.03, 3), firm('A', 9.011, 1), firm('B', 9.02, 2)));
  const { items } = await changes(id, 3);
  expect(items).toEqual([expect.objectContaining({ name: 'A', kinds: ['moved'], movedM: 78.8 })]);
});

const premises = (...places: [number, number][]) =>
  collection(...places.map((place) => feature({ network: 'N', technology: 'FTTH', down_mbps: 1000 }, place, 'Point')));

test('figures after an import that is taken back are those before, to the digit; the first leaves nothing', async () => {
  const zone = feature({ id: 'z', landuse: 'industrial', name: '=1+1' }, square(9.02, 45.02, 0.02));
  await bring('zones', 'estate', collection(zone));
  await bring('firms', 'served', firms(firm('C', 9.03, 10), firm('D', 9.031, 20)));
  const nothing = await figures();
  const { id } = await bring('coverage', 'premises', premises([9.03, 45.05]));
  const before = await figures();
  expect(before).not.toEqual(nothing);
  await bring('coverage', 'premises', premises([9.0301, 45.05], [9.031, 45.05]));
  expect(await figures()).not.toEqual(before);

  expect((await takeBack(id, 1)).status).toBe(409);
  expect((await takeBack(id, 2, {})).status).toBe(401);
  const response = await takeBack(id, 2);
  expect(response.status).toBe(200);
  expect(((await response.json()) as { dataset: Dataset }).dataset).toMatchObject({ version: 3, rowsStored: 1 });
  expect(await figures()).toEqual(before);

  const again = await bring('coverage', 'premises', premises([9.03, 45.05]));
  expect(again.version, 'what stands again is not imported once more').toBe(3);
  await takeBack(id, 3);
  await takeBack(id, 4);
  expect(await figures()).toEqual(before);

  const { id: first } = await bring('coverage', 'other', premises([9.031, 45.05]));
  await takeBack(first, 1);
  expect(await figures()).toEqual(before);
  const [newest, oldest] = await versions(first);
  expect(newest).toMatchObject({ number: 2, takenBackTo: 0, rowsStored: 0, changes: { removed: 1 } });
  expect(oldest).toMatchObject({ number: 1, takenBackTo: null, rowsStored: 1, changes: { added: 1 } });
  expect((await bring('coverage', 'other', premises([9.031, 45.05]))).version).toBe(3);
});

test('boundaries that are taken back leave firms where they were, and figures as before', async () => {
  const before = await figures();
  const third = feature({ com_istat_code: '019036', name: 'Nuova' }, square(9, 45, 0.1));
  const { id } = await bring('municipalities', 'comuni', collection(third, EAST));
  const codes = 'SELECT DISTINCT municipality_code AS code FROM firm ORDER BY 1';
  expect(await server.dataSource.query(codes)).toEqual([{ code: '019036' }]);
  await takeBack(id, 2);
  expect(await server.dataSource.query(codes)).toEqual([{ code: '019005' }]);
  expect(await figures()).toEqual(before);
});

const road = (name: string, reach: number, announcements: object[] = []) =>
  collection(
    feature(
      { id: 's', name, status: 'planned', technology: 'FTTH', down_mbps: 1000, reach_m: reach, announcements },
      [
        [9.02, 45.05],
        [9.03, 45.05],
      ],
      'LineString',
    ),
  );
interface Segments {
  numberMatched: number;
  features: { id: string; properties: Record<string, unknown> }[];
}

test('the state of a past moment can be asked for, announcements and hand edits and all', async () => {
  const early = await bring('segments', 'works', road('one', 100, [{ promisedReadyOn: '2027-01-01' }]));
  const one = await server.read<Segments>('/segments');
  expect(one.features[0]!.properties).toMatchObject({ datasetName: 'works', datasetVersion: 1, sourceRow: 1 });
  const edit = await server.fetch('/api/v1/segments/works:s', {
    method: 'PATCH',
    body: JSON.stringify({ version: one.features[0]!.properties['version'], reachM: 150 }),
    headers: { 'content-type': 'application/json', ...server.administrator },
  });
  expect(edit.status).toBe(200);
  const late = await bring('segments', 'works', road('two', 200, [{ promisedReadyOn: '2028-01-01' }]));
  const at = async (asOf: string) => {
    const { features, numberMatched } = await server.read<Segments>(`/segments?asOf=${encodeURIComponent(asOf)}`);
    expect(numberMatched).toBe(features.length);
    return features.map(({ properties: p }) => [p['name'], p['reachM'], p['readyOn'], p['datasetVersion']]);
  };
  const justBefore = (instant: string) => new Date(Date.parse(instant) - 1).toISOString();
  expect(await at(justBefore(early.importedAt))).toEqual([]);
  expect(await at(early.importedAt)).toEqual([['one', 100, '2027-01-01', 1]]);
  expect(await at(justBefore(late.importedAt))).toEqual([['one', 150, '2027-01-01', 1]]);
  expect(await at(late.importedAt)).toEqual([['two', 200, '2028-01-01', 2]]);
  expect(await at('2001-01-01')).toEqual([]);
  expect(await at('2100-01-01')).toEqual([['two', 200, '2028-01-01', 2]]);

  await takeBack(late.id, 2);
  const now = await server.read<Segments>('/segments');
  const { name, reachM, readyOn, editedBy, announcements } = now.features[0]!.properties;
  expect([name, reachM, readyOn, editedBy]).toEqual(['one', 150, '2027-01-01', 'administrator']);
  expect(announcements).toEqual([{ announcedOn: null, promisedReadyOn: '2027-01-01', source: null }]);
});

test('a hand edit since is replaced by what stands again, and the warning says so', async () => {
  const { id } = await bring('segments', 'edited', road('old', 100));
  await bring('segments', 'edited', road('new', 100));
  const found = await server.read<{ properties: { version: string } }>('/segments/edited:s');
  await server.fetch('/api/v1/segments/edited:s', {
    method: 'PATCH',
    body: JSON.stringify({ version: found.properties.version, name: 'by hand' }),
    headers: { 'content-type': 'application/json', ...server.administrator },
  });
  const { dataset } = (await (await takeBack(id, 2)).json()) as { dataset: Dataset };
  expect(dataset.warnings.map(({ en }) => en)).toEqual([expect.stringMatching(/^1 segments had been changed by hand/)]);
  expect((await server.read<{ properties: object }>('/segments/edited:s')).properties).toMatchObject({ name: 'old' });
});

test.each(['zones', 'firms', 'coverage', 'delivery-points', 'boundaries'])(
  '%s: there was nothing in 2001, and all that is there now is there at the end of 2100',
  async (list) => {
    await bring('delivery-points', 'points', collection(feature({ id: 'p', name: 'PCN' }, [9.05, 45.05], 'Point')));
    interface List {
      numberMatched?: number;
      features: { id: string; geometry: object }[];
    }
    const then = await server.read<List>(`/${list}?asOf=2001-01-01`);
    expect([then.features, then.numberMatched ?? 0]).toEqual([[], 0]);
    const [now, later] = [await server.read<List>(`/${list}`), await server.read<List>(`/${list}?asOf=2100-12-31`)];
    expect(now.features.length).toBeGreaterThan(0);
    expect(later.features.map(({ id, geometry }) => [id, geometry])).toEqual(
      now.features.map(({ id, geometry }) => [id, geometry]),
    );
    expect(later.numberMatched).toBe(now.numberMatched);
  },
);

test('data sets of a past moment are those versions; a wrong moment, id or version is told', async () => {
  const all = (await server.read<{ items: Dataset[] }>('/datasets')).items;
  const works = all.find(({ name }) => name === 'works')!;
  const [, , first] = await versions(works.id);
  const then = await server.read<{ items: Dataset[] }>(`/datasets?asOf=${first!.importedAt}`);
  expect(then.items[0]).toMatchObject({ id: works.id, version: 1, importedAt: first!.importedAt });
  expect((await server.read<{ items: Dataset[] }>('/datasets?asOf=2001-01-01')).items).toEqual([]);
  expect((await server.fetch('/api/v1/zones?asOf=yesterday')).status).toBe(400);
  expect((await server.fetch('/api/v1/datasets/999999/versions')).status).toBe(404);
  expect((await server.fetch(`/api/v1/datasets/${works.id}/versions/99/changes`)).status).toBe(404);
  expect((await takeBack(999_999, 1)).status).toBe(404);
});

test('changes come as a CSV in which no cell starts a formula', async () => {
  const { items } = await server.read<{ items: Dataset[] }>('/datasets');
  const { id } = items.find(({ name }) => name === 'estate')!;
  const response = await server.fetch(`/api/v1/datasets/${id}/versions/1/changes.csv`, {
    headers: { 'accept-language': 'en' },
  });
  expect(response.headers.get('content-disposition')).toContain(`${id}-1-changes.csv`);
  const text = Buffer.from(await response.arrayBuffer()).toString();
  expect(text).toBe(`\uFEFFId;Name;Change;Attribute;Before;After;Moved m\r\nestate:z;'=1+1;added;;;;\r\n`);
});

test('who has waited for another writer gets a later instant, and no row ends before it begins', async () => {
  const waiting = server.dataSource;
  // On the embedded database there is one connection: whole transactions take turns there.
  await Promise.all(
    Array.from({ length: 6 }, (_, turn) =>
      waiting.transaction(async (db) => {
        await db.query('SELECT now()');
        if (turn % 2 === 0) await pause(20);
        await db.query(`UPDATE zone SET name = $1 WHERE id = 'estate:z'`, [`turn ${turn}`]);
        await pause(10);
      }),
    ),
  );
  const rows = await waiting.query<{ since: Date; until: Date }[]>(
    `SELECT since, until FROM zone_past WHERE id = 'estate:z' ORDER BY until`,
  );
  expect(rows.length).toBe(6);
  for (const [at, { since, until }] of rows.entries()) {
    expect(since.getTime()).toBeLessThan(until.getTime());
    if (at > 0) expect(since).toEqual(rows[at - 1]!.until);
  }
});

test('what is removed with the demonstration leaves no history', async () => {
  const { items } = await server.read<{ items: Dataset[] }>('/datasets');
  const ids = items.filter(({ name }) => ['works', 'estate'].includes(name)).map(({ id }) => id);
  await server.dataSource.transaction((db) => removeDatasets(db, ids));
  for (const table of ['segment', 'zone', 'segment_announcement']) {
    const where = table === 'segment_announcement' ? `segment_id LIKE 'works:%'` : 'dataset_id = ANY ($1)';
    const left = await server.dataSource.query(
      `SELECT count(*)::int AS n FROM ${table}_history WHERE ${where}`,
      table === 'segment_announcement' ? [] : [ids],
    );
    expect(left).toEqual([{ n: 0 }]);
  }
});
