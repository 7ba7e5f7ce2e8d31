import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { DatasetList } from '../../client/api.ts';
import { DRAWN_DATASETS } from '../../server/segments/drawn.ts';
import type { drawSegment, splitSegment } from '../../server/segments/contract.ts';
import { importFile } from '../../server/imports.ts';
import { collection, feature } from '../helpers/geojson-text.ts';
import { type LittleRegionServer, serveLittleRegion } from '../helpers/little-region-server.ts';

type Segment = z.infer<typeof drawSegment.answer>;
type Parts = z.infer<typeof splitSegment.answer>;

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

const line = (...coordinates: [number, number][]) => ({ type: 'MultiLineString', coordinates: [coordinates] });
const DRAWN = {
  geometry: line([9.606, 45.306], [9.60800004, 45.306]),
  name: 'Via Milano',
  network: 'Rete D',
  status: 'planned',
  worksType: 'trench',
  technology: 'FTTH',
  downMbps: 1000,
  upMbps: 300,
  reachM: 100,
  readyOn: '2028-12-31',
  costEur: 9000,
};

const send = (method: string, path: string, body?: object, headers: Record<string, string> = server.administrator) =>
  server.fetch(`/api/v1/segments${path}`, {
    method,
    ...(body && { body: JSON.stringify(body) }),
    headers: { 'content-type': 'application/json', ...headers },
  });
const at = (id: string) => `/${encodeURIComponent(id)}`;
const segment = (id: string) => server.read<Segment>(`/segments${at(id)}`);
async function draw(body: object = {}): Promise<Segment> {
  const response = await send('POST', '', { ...DRAWN, ...body });
  expect(response.status).toBe(200);
  return (await response.json()) as Segment;
}
async function split(id: string, position: [number, number]): Promise<Parts> {
  const { version } = (await segment(id)).properties;
  const response = await send('POST', `${at(id)}/split`, { version, at: position });
  expect(response.status).toBe(200);
  return (await response.json()) as Parts;
}
const datasetOf = async ({ properties: { datasetId } }: Segment) =>
  (await server.read<DatasetList>('/datasets')).items.find(({ id }) => id === datasetId);
const staleCodes = async () => {
  const rows = await server.dataSource.query('SELECT municipality_code AS code FROM stale_municipality ORDER BY 1');
  return rows.map(({ code }: { code: string }) => code);
};

test('a segment that is drawn is stored on the grid, measured, and says who drew it', async () => {
  const drawn = await draw();
  const { geometry: _geometry, ...stated } = DRAWN;
  expect(drawn.id).toMatch(/^drawn:[0-9a-f-]{36}$/);
  expect(drawn.geometry).toEqual(line([9.606, 45.306], [9.608, 45.306]));
  expect(drawn.properties).toMatchObject({
    ...stated,
    lengthM: expect.closeTo(156.9, 1),
    editedBy: 'administrator',
    editedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    generated: false,
    sourceRow: null,
    announcements: [],
    municipalityCodes: ['019001'],
  });
  expect(await segment(drawn.id)).toEqual(drawn);
});

test('what is not known of it is null', async () => {
  const unknown = { name: null, network: null, worksType: null, downMbps: null, readyOn: null, costEur: null };
  const { properties } = await draw({ ...unknown, reachM: null, upMbps: undefined });
  expect(properties).toMatchObject({ ...unknown, reachM: null, upMbps: null });
});

test('drawn segments are a data set of their own, which counts them and names its origin', async () => {
  const before = await datasetOf(await draw());
  const after = await datasetOf(await draw());
  expect(after).toMatchObject({
    kind: 'segments',
    name: DRAWN_DATASETS.fact,
    nature: 'fact',
    origin: 'administrator',
    rowsStored: before!.rowsStored + 1,
  });
});

test('no file can take the place of what was drawn', async () => {
  const { id } = await draw();
  for (const name of [DRAWN_DATASETS.fact, DRAWN_DATASETS.generated, 'drawn']) {
    const query = new URLSearchParams({ kind: 'segments', name, fileName: 'x.geojson' });
    const response = await server.fetch(`/api/v1/datasets?${query}`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/geo+json', ...server.administrator },
    });
    expect(response.status).toBe(400);
  }
  const features = [
    feature(
      { id: 'a', status: 'planned', technology: 'FTTH' },
      [
        [9.6, 45.3],
        [9.61, 45.3],
      ],
      'LineString',
    ),
  ];
  const content = Readable.from([Buffer.from(collection(...features))]);
  await importFile(server.dataSource, content, { kind: 'segments', name: 'plans', fileName: 'plans.geojson' });
  expect((await segment(id)).id).toBe(id);
});

test('the municipalities that it touches are stale in the same moment, and again when it goes', async () => {
  await server.dataSource.query(
    `INSERT INTO gap_reach SELECT code, ST_Envelope(geometry), ST_Envelope(geometry) FROM municipality`,
  );
  await server.dataSource.query('DELETE FROM stale_municipality');
  const { id, properties } = await draw({ geometry: line([9.705, 45.305], [9.707, 45.305]) });
  expect(await staleCodes()).toEqual(['098003']);
  await server.dataSource.query('DELETE FROM stale_municipality');
  expect((await send('DELETE', `${at(id)}?version=${properties.version}`)).status).toBe(200);
  expect(await staleCodes()).toEqual(['098003']);
});

test.each([
  ['a position beyond the world', { geometry: line([181, 45], [9.6, 45]) }, 400],
  ['a line of one position', { geometry: line([9.6, 45]) }, 400],
  ['a line without length', { geometry: line([9.6, 45], [9.6, 45]) }, 422],
  ['a single line', { geometry: { type: 'LineString', coordinates: DRAWN.geometry.coordinates[0] } }, 400],
  [
    'too many positions',
    { geometry: line(...Array.from({ length: 10_001 }, (_, i): [number, number] => [9, i / 1e6])) },
    400,
  ],
  ['no status', { status: undefined }, 400],
  ['a technology that does not exist', { technology: 'PIGEON' }, 400],
  ['a works type that does not exist', { worksType: 'tunnel' }, 400],
  ['a negative cost', { costEur: -1 }, 400],
  ['an empty name', { name: '' }, 400],
  ['an id of its own', { id: 'mine' }, 400],
])('%s is refused, and leaves nothing', async (_what, body, status) => {
  const count = async () => (await server.dataSource.query('SELECT count(*)::int AS count FROM segment'))[0].count;
  const before = await count();
  expect((await send('POST', '', { ...DRAWN, ...body })).status).toBe(status);
  expect(await count()).toBe(before);
});

test('nobody draws, splits or deletes without the key', async () => {
  const { id, properties } = await draw();
  const refused = { authorization: 'Bearer wrong' };
  for (const headers of [{}, refused]) {
    const status = 'authorization' in headers ? 403 : 401;
    expect((await send('POST', '', DRAWN, headers)).status).toBe(status);
    expect((await send('POST', `${at(id)}/split`, {}, headers)).status).toBe(status);
    expect((await send('DELETE', `${at(id)}?version=${properties.version}`, undefined, headers)).status).toBe(status);
  }
  expect((await segment(id)).properties.version).toBe(properties.version);
});

test('the parts of a segment are the whole, with its attributes and its cost shared by length', async () => {
  const corners: [number, number][] = [
    [9.606, 45.306],
    [9.607, 45.306],
    [9.609, 45.306],
  ];
  const whole = await draw({ geometry: line(...corners), crossings: 2, terminations: 4 });
  const { kept, added } = await split(whole.id, [9.607, 45.306]);
  expect(kept.id).toBe(whole.id);
  expect(added.id).toMatch(/^drawn:/);
  expect(kept.geometry).toEqual(line(corners[0]!, corners[1]!));
  expect(added.geometry).toEqual(line(corners[1]!, corners[2]!));
  expect([kept.properties.name, added.properties.name]).toEqual(['Via Milano', 'Via Milano (2)']);
  expect(kept.properties.costEur).toBeCloseTo(3000, 2);
  expect(added.properties.costEur).toBeCloseTo(6000, 2);
  expect(kept.properties.lengthM + added.properties.lengthM).toBeCloseTo(whole.properties.lengthM, 6);
  const { network, status, worksType, technology, downMbps, upMbps, reachM, readyOn } = whole.properties;
  for (const part of [kept, added]) {
    expect(part.properties).toMatchObject({
      network,
      status,
      worksType,
      technology,
      downMbps,
      upMbps,
      reachM,
      readyOn,
    });
  }
  // Counted along the whole line: nobody knows in which part, and together they are no more than before.
  expect(kept.properties).toMatchObject({ crossings: 2, terminations: 4 });
  expect(added.properties).toMatchObject({ crossings: null, terminations: null });
  expect(await segment(whole.id)).toEqual(kept);
});

test('a segment of a file is split with its promises; what is cut off is drawn, and no fact where the file is none', async () => {
  const before = await segment('s1');
  const { kept, added } = await split('s1', [9.607, 45.305004]);
  expect(kept.properties).toMatchObject({ datasetId: before.properties.datasetId, editedBy: 'administrator' });
  expect(added.properties).toMatchObject({
    announcements: before.properties.announcements,
    slippageDays: before.properties.slippageDays,
    sourceRow: null,
    editedBy: 'administrator',
  });
  expect((await datasetOf(added))!.name).toBe(DRAWN_DATASETS.fact);
  // It is split on the line, however near to it the position was.
  expect(kept.geometry).toEqual(line([9.606, 45.305], [9.607, 45.305]));

  const { added: invented } = await split('s2', [9.603, 45.308]);
  expect(invented.properties.generated).toBe(true);
  expect(invented.properties).toMatchObject({ name: null, costEur: null });
  expect(await datasetOf(invented)).toMatchObject({
    name: DRAWN_DATASETS.generated,
    nature: 'generated',
    rowsStored: 1,
  });
});

test.each([
  ['more than a metre beside the line', [9.607, 45.30602], 422],
  ['at its beginning', [9.606, 45.306], 422],
  ['at its end', [9.608, 45.306], 422],
  ['at no place of the world', [9.607, 91], 400],
])('%s nothing is split', async (_where, position, status) => {
  const { id, properties } = await draw();
  expect((await send('POST', `${at(id)}/split`, { version: properties.version, at: position })).status).toBe(status);
  expect((await segment(id)).properties.version).toBe(properties.version);
});

test('who starts from a segment that is no longer that neither splits nor deletes it', async () => {
  const { id, properties } = await draw();
  const { version: old } = properties;
  expect((await send('PATCH', at(id), { version: old, name: 'Via Roma', costEur: null })).status).toBe(200);
  expect((await segment(id)).properties).toMatchObject({ name: 'Via Roma', costEur: null, network: 'Rete D' });
  expect((await send('POST', `${at(id)}/split`, { version: old, at: [9.607, 45.306] })).status).toBe(409);
  expect((await send('DELETE', `${at(id)}?version=${old}`)).status).toBe(409);
  expect((await send('POST', '/nowhere/split', { version: 'x', at: [9, 45] })).status).toBe(404);
  expect((await send('DELETE', '/nowhere?version=x')).status).toBe(404);
});

test('a drawn segment is deleted, one of a file is not', async () => {
  const drawn = await draw();
  const before = await datasetOf(drawn);
  expect((await send('DELETE', `${at(drawn.id)}?version=${drawn.properties.version}`)).status).toBe(200);
  expect((await server.fetch(`/api/v1/segments${at(drawn.id)}`)).status).toBe(404);
  expect((await datasetOf(drawn))!.rowsStored).toBe(before!.rowsStored - 1);

  const { version } = (await segment('s3')).properties;
  const refused = await send('DELETE', `/s3?version=${version}`);
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ type: 'urn:ultimo-miglio:problem:comes-from-file' });
  expect((await segment('s3')).properties.version).toBe(version);
});

test('of all this nothing was unforeseen', () => {
  expect(server.logged).toEqual([]);
});
