import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { importFile } from '../../server/imports.ts';
import type { changeSegment } from '../../server/segments/contract.ts';
import { collection, feature } from '../helpers/geojson-text.ts';
import { type LittleRegionServer, serveLittleRegion } from '../helpers/little-region-server.ts';

type Segment = z.infer<typeof changeSegment.answer>;

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

const segment = (id: string) => server.read<Segment>(`/segments/${id}`);
const change = (id: string, body: object, headers: Record<string, string> = server.administrator) =>
  server.fetch(`/api/v1/segments/${id}`, {
    method: 'PATCH',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  });
const version = async (id: string) => (await segment(id)).properties.version;
const line = (...coordinates: [number, number][]) => ({ type: 'MultiLineString', coordinates: [coordinates] });
const staleCodes = async () => {
  const rows = await server.dataSource.query('SELECT municipality_code AS code FROM stale_municipality ORDER BY 1');
  return rows.map(({ code }: { code: string }) => code);
};

test('a line that is moved is stored on the grid, measured, and says who moved it', async () => {
  const before = await segment('s1');
  expect(before.properties).toMatchObject({ editedAt: null, editedBy: null });
  const response = await change('s1', {
    version: before.properties.version,
    geometry: line([9.606, 45.306], [9.60800004, 45.306]),
  });
  expect(server.logged).toEqual([]);
  expect(response.status).toBe(200);
  const after = (await response.json()) as Segment;
  expect(after.geometry.coordinates).toEqual([
    [
      [9.606, 45.306],
      [9.608, 45.306],
    ],
  ]);
  expect(after.properties.lengthM).toBeCloseTo(156.9, 1);
  expect(after.properties).toMatchObject({
    editedBy: 'administrator',
    editedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    reachM: 200,
    readyOn: '2027-06-30',
  });
  expect(after.properties.version).not.toBe(before.properties.version);
  expect(await segment('s1')).toEqual(after);
});

test('what is given changes, an absent value is given as null, and the rest stays', async () => {
  const before = await segment('s1');
  const response = await change('s1', { version: before.properties.version, status: 'proposed', reachM: null });
  const after = (await response.json()) as Segment;
  expect(after).toEqual({
    ...before,
    properties: {
      ...before.properties,
      status: 'proposed',
      reachM: null,
      editedAt: expect.any(String),
      editedBy: 'administrator',
      version: expect.any(String),
      municipalityCodes: ['019001'],
    },
  });
});

test('the municipalities that it touched and touches are stale in the same moment', async () => {
  await server.dataSource.query('DELETE FROM stale_municipality');
  await server.dataSource.query(
    `INSERT INTO gap_reach SELECT code, ST_Envelope(geometry), ST_Envelope(geometry) FROM municipality`,
  );
  await change('s1', { version: await version('s1'), geometry: line([9.705, 45.305], [9.707, 45.305]) });
  expect(await staleCodes()).toEqual(['019001', '098003']);
});

test('who starts from a segment that is no longer that learns so, and changes nothing', async () => {
  const old = await version('s1');
  expect((await change('s1', { version: old, reachM: 250 })).status).toBe(200);
  const second = await change('s1', { version: old, reachM: 300 });
  expect(second.status).toBe(409);
  expect(await second.json()).toMatchObject({ type: 'urn:ultimo-miglio:problem:changed-meanwhile' });
  expect((await segment('s1')).properties.reachM).toBe(250);
});

test('of two changes at once one is made', async () => {
  const old = await version('s1');
  const both = await Promise.all([250, 300].map((reachM) => change('s1', { version: old, reachM })));
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test.each([
  ['a position beyond the world', { geometry: line([181, 45], [9.6, 45]) }, 400],
  ['a line of one position', { geometry: line([9.6, 45]) }, 400],
  ['no line', { geometry: { type: 'MultiLineString', coordinates: [] } }, 400],
  ['a line without length', { geometry: line([9.6, 45], [9.6, 45]) }, 422],
  [
    'too many positions',
    { geometry: line(...Array.from({ length: 10_001 }, (_, i): [number, number] => [9, i / 1e6])) },
    400,
  ],
  ['a reach beyond all reason', { reachM: 10_001 }, 400],
  ['a status that does not exist', { status: 'built' }, 400],
  ['a day that does not exist', { readyOn: '2027-02-30' }, 400],
  ['a property that cannot be changed', { lengthM: 1 }, 400],
])('%s is refused', async (_what, body, status) => {
  const before = await segment('s1');
  expect((await change('s1', { version: before.properties.version, ...body })).status).toBe(status);
  expect(await segment('s1')).toEqual(before);
});

test('nobody changes anything without the key, and nothing that is not there', async () => {
  expect((await change('s1', { version: 'x' }, {})).status).toBe(401);
  expect((await change('s1', { version: 'x' }, { authorization: 'Bearer wrong' })).status).toBe(403);
  expect((await change('nowhere', { version: 'x' })).status).toBe(404);
  expect((await server.fetch('/api/v1/segments/nowhere')).status).toBe(404);
});

test('a newer file takes the place of what was changed by hand, and says in which rows', async () => {
  const bring = (...segments: [id: string, lat: number, reachM: number][]) => {
    const features = segments.map(([id, lat, reach_m]) =>
      feature(
        { id, status: 'planned', technology: 'FTTH', down_mbps: 1000, reach_m },
        [
          [9.6, lat],
          [9.61, lat],
        ],
        'LineString',
      ),
    );
    const content = Readable.from([Buffer.from(collection(...features))]);
    return importFile(server.dataSource, content, { kind: 'segments', name: 'plans', fileName: 'plans.geojson' });
  };
  await bring(['a', 45.3, 100], ['b', 45.31, 100]);
  await change('plans:a', { version: await version('plans:a'), reachM: 250 });

  expect((await bring(['a', 45.3, 100], ['b', 45.31, 100])).outcome).toBe('unchanged');
  expect((await segment('plans:a')).properties).toMatchObject({ reachM: 250, editedBy: 'administrator' });

  const { dataset } = await bring(['a', 45.3, 100], ['b', 45.31, 120]);
  expect(dataset.warnings).toEqual([{ en: expect.stringMatching(/changed by hand.*1/), it: expect.any(String) }]);
  expect((await segment('plans:a')).properties).toMatchObject({ reachM: 100, editedAt: null, editedBy: null });
});
