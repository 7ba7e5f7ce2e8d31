import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Choices, Preview, Run, Upload } from '../../../server/imports/contract.ts';
import { collection, feature, square } from '../../helpers/geojson-text.ts';
import { startTestServer, type TestServer } from '../../helpers/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const asJson = { 'content-type': 'application/json' };

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await server.fetch(`/api/v1${path}`, {
    method,
    headers: { ...server.administrator, ...(body === undefined ? {} : asJson) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T;
  if (!response.ok) throw Object.assign(new Error(JSON.stringify(answer)), { status: response.status, answer });
  return answer;
}

async function upload(text: string, fileName: string): Promise<Upload> {
  const response = await server.fetch(`/api/v1/uploads?fileName=${fileName}`, {
    method: 'POST',
    headers: { ...server.administrator, 'content-type': 'application/octet-stream' },
    body: text,
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Upload;
}

const described = (name: string) => ({ name, nature: null, origin: null, sourceUrl: null, licence: null, asOf: null });

async function until(run: Run, ...states: Run['state'][]): Promise<Run> {
  const now = await ask<Run>('GET', `/runs/${run.id}`);
  if (states.includes(now.state)) return now;
  if (now.state === 'failed') throw new Error(JSON.stringify(now.problem));
  return until(run, ...states);
}

async function check(sent: Upload, choices: Choices, name: string): Promise<Run> {
  return until(
    await ask<Run>('POST', `/uploads/${sent.id}/runs`, { choices, dataset: described(name) }),
    'checked',
    'unchanged',
  );
}

const importRows = async (run: Run, rows: 'all' | 'faultless') =>
  until(await ask<Run>('POST', `/runs/${run.id}/import`, { rows }), 'imported', 'unchanged');

const FIRMS = 'Ragione sociale;Dipendenti;Longitudine;Latitudine\nAlfa;1.234;9,70;45,36\nBeta;;9,71;45,37\n';

test('a file is understood, previewed, checked and imported; nothing changes before the last', async () => {
  const sent = await upload(FIRMS, 'aziende.csv');
  expect(sent).toMatchObject({ format: 'csv', fileName: 'aziende.csv', remembered: false });
  expect(sent.proposed).toMatchObject({
    kind: 'firms',
    decimal: 'comma',
    epsg: 4326,
    columns: { name: 'Ragione sociale', employees: 'Dipendenti', x: 'Longitudine', y: 'Latitudine', ateco: null },
  });
  const preview = await ask<Preview>('POST', `/uploads/${sent.id}/preview`, sent.proposed);
  expect(preview).toMatchObject({ isWhole: true, unused: [], warnings: [] });
  expect(preview.rows[0]).toMatchObject({
    row: 1,
    line: 2,
    values: { name: 'Alfa', employees: '1.234' },
    geometry: { type: 'Point', coordinates: [9.7, 45.36] },
    faults: [],
  });
  const checked = await check(sent, sent.proposed, 'conversation');
  expect(checked.report).toMatchObject({ rowsRead: 2, rowsFaultless: 2, faultCount: 0 });
  expect(await server.dataSource.query('SELECT FROM dataset')).toEqual([]);
  const imported = await importRows(checked, 'all');
  expect(imported.dataset).toMatchObject({ name: 'conversation', rowsStored: 2, kind: 'firms' });
  expect(await server.dataSource.query('SELECT name, employees FROM firm ORDER BY name')).toEqual([
    { name: 'Alfa', employees: 1234 },
    { name: 'Beta', employees: null },
  ]);
  expect(await check(sent, sent.proposed, 'conversation')).toMatchObject({ state: 'unchanged' });
  expect(await server.dataSource.query('SELECT FROM staged_run')).toEqual([]);
});

test('a column is corrected, and the next file of the same shape is read as this one was', async () => {
  const sent = await upload('denominazione,nome breve,x\nAlfa S.r.l.,Alfa,1\n', 'shape.csv');
  const corrected = {
    ...sent.proposed,
    kind: 'firms' as const,
    columns: { ...sent.proposed.columns, name: 'nome breve', x: null },
  };
  const preview = await ask<Preview>('POST', `/uploads/${sent.id}/preview`, corrected);
  expect(preview.columns[0]).toMatchObject({ name: 'name', from: 'nome breve', samples: ['Alfa'], required: true });
  expect(preview.unused).toEqual(['denominazione', 'x']);
  await importRows(await check(sent, corrected, 'shape'), 'all');
  const next = await upload('x,denominazione,nome breve\n2,Beta S.r.l.,Beta\n', 'shape-2.csv');
  expect(next).toMatchObject({ remembered: true, proposed: corrected });
});

describe('faulty rows', () => {
  const FAULTY = 'name,employees\nAlfa,3\n=HYPERLINK(1),"-1,x"\nGamma,4\n';

  test('are told with their reason, can be sent back, and left out', async () => {
    const sent = await upload(FAULTY, 'faulty.csv');
    const checked = await check(sent, { ...sent.proposed, kind: 'firms', decimal: 'point' }, 'faulty');
    expect(checked.report).toMatchObject({ rowsRead: 3, rowsFaultless: 2, faultCount: 1 });
    expect(checked.report!.faults[0]).toMatchObject({ row: 2, line: 3, column: 'employees', value: '-1,x' });
    const file = await server.fetch(`/api/v1/runs/${checked.id}/faults.csv?lang=en`);
    const text = await file.text();
    expect(text.split('\r\n')).toEqual([
      '\uFEFFrow,line,column,column in the file,value,reason'.replace('\uFEFF', ''),
      expect.stringMatching(/^2,3,employees,employees,"'-1,x",/),
      '',
    ]);
    await expect(ask('POST', `/runs/${checked.id}/import`, { rows: 'all' })).rejects.toMatchObject({ status: 422 });
    const imported = await importRows(checked, 'faultless');
    expect(imported.dataset).toMatchObject({ rowsRead: 3, rowsStored: 2 });
    expect(imported.dataset!.warnings[0]!.en).toBe('The faulty rows were left out: 1 fault');
  });

  test('of the same key as another are left out too, the first stays', async () => {
    const sent = await upload('id,name\n1,Alfa\n1,Beta\n2,Gamma\n', 'twice.csv');
    const checked = await check(sent, { ...sent.proposed, kind: 'firms' }, 'twice');
    expect(checked.report).toMatchObject({ rowsFaultless: 2, faultCount: 1 });
    await importRows(checked, 'faultless');
    expect(await server.dataSource.query(`SELECT name FROM firm WHERE id LIKE 'twice:%' ORDER BY 1`)).toEqual([
      { name: 'Alfa' },
      { name: 'Gamma' },
    ]);
  });
});

test('a header that has a name twice is doubted', async () => {
  const { doubts, layers } = await upload(
    'name;lng;lat;name\nAlfa;9,7;45,36;Beta\nGamma;9,8;45,36;Delta\n',
    'twice.csv',
  );
  expect(layers[0]!.columns).toEqual(['name', 'lng', 'lat', 'name (2)']);
  expect(doubts.map(({ en }) => en)).toContainEqual(expect.stringContaining('The header has "name" more than once'));
});

test('a run that is cancelled leaves nothing staged and cannot be imported', async () => {
  const sent = await upload('name\nAlfa\n', 'cancelled.csv');
  const checked = await check(sent, { ...sent.proposed, kind: 'firms' }, 'cancelled');
  expect(await ask<Run>('DELETE', `/runs/${checked.id}`)).toMatchObject({ state: 'cancelled' });
  await expect(ask('POST', `/runs/${checked.id}/import`, { rows: 'all' })).rejects.toMatchObject({ status: 409 });
  expect(await server.dataSource.query('SELECT FROM staged_run')).toEqual([]);
  expect(await server.dataSource.query(`SELECT FROM pg_class WHERE relname ~ '^staged_[0-9]'`)).toEqual([]);
});

test('coordinates in metres are guessed, shown, and brought to degrees', async () => {
  const zone = feature({ landuse: 'industrial' }, square(9.6, 45.3, 0.01));
  const sent = await upload(collection(zone), 'zones.geojson');
  expect(sent.proposed).toMatchObject({ kind: 'zones', epsg: 4326, swapAxes: false });
  const metres = await upload('name,est,nord\nCrema,553000,5023000\nOffanengo,557000,5024000\n', 'metri.csv');
  expect(metres.proposed).toMatchObject({ kind: 'firms', epsg: 32632, columns: { x: 'est', y: 'nord' } });
  expect(metres.doubts.map(({ en }) => en).join()).toContain('EPSG:32632 (WGS 84 / UTM 32N) is guessed');
  const preview = await ask<Preview>('POST', `/uploads/${metres.id}/preview`, metres.proposed);
  const { coordinates } = preview.rows[0]!.geometry as GeoJSON.Point;
  expect(coordinates[0]).toBeCloseTo(9.6766917, 6);
  expect(coordinates[1]).toBeCloseTo(45.3585076, 6);
  expect(preview.crsGuesses[0]).toMatchObject({ epsg: 32632, fits: 1 });
  const swapped = await upload('name,lng,lat\nCrema,45.36,9.68\n', 'scambiate.csv');
  expect(swapped.proposed).toMatchObject({ epsg: 4326, swapAxes: true });
});

test('what is not here any more is said to be gone, with what to do', async () => {
  for (const path of [`/uploads/${NOWHERE}`, `/runs/${NOWHERE}`]) {
    await expect(ask('GET', path)).rejects.toMatchObject({ status: 404 });
  }
  const sent = await upload('name\nAlfa\n', 'gone.csv');
  expect(await ask('DELETE', `/uploads/${sent.id}`)).toEqual({ removed: sent.id });
  await expect(ask('GET', `/uploads/${sent.id}`)).rejects.toThrow(/Inviare di nuovo il file|Send the file again/);
});

test('nobody converses without the administrator key', async () => {
  const sent = await upload('name\nAlfa\n', 'key.csv');
  for (const [method, path] of [
    ['POST', '/uploads?fileName=x'],
    ['GET', `/uploads/${sent.id}`],
    ['GET', `/runs/${NOWHERE}`],
    ['DELETE', `/uploads/${sent.id}`],
  ] as const) {
    expect((await server.fetch(`/api/v1${path}`, { method })).status, path).toBe(401);
  }
});
