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

test('what it is, how it is built and what it costs change too', async () => {
  const before = await segment('s2');
  const details = {
    name: 'Anello',
    network: 'Rete D',
    technology: 'FTTC',
    worksType: 'aerial',
    works: { trench: 0.25, aerial: 0.75 },
    crossings: 3,
    terminations: 12,
    costEur: 40_000.5,
  };
  const response = await change('s2', { version: before.properties.version, ...details });
  expect(response.status).toBe(200);
  const { properties } = (await response.json()) as Segment;
  expect(properties).toMatchObject({ ...details, status: 'proposed', reachM: 100 });
  const { name, network, worksType, works, crossings, terminations, costEur } = before.properties;
  const blank = { name, network, worksType, works, crossings, terminations, costEur };
  expect(new Set(Object.values(blank))).toEqual(new Set([null]));
  const again = await change('s2', { version: properties.version, ...blank });
  expect(((await again.json()) as Segment).properties).toMatchObject({ ...blank, technology: 'FTTC' });
});

test('works given alone tell the works type, and a works type given alone is that of all the length', async () => {
  const built = async (body: object) => {
    const response = await change('s2', { version: await version('s2'), ...body });
    const { worksType, works } = ((await response.json()) as Segment).properties;
    return { worksType, works };
  };
  const works = { existingDuct: 0.6, trench: 0.4 };
  expect(await built({ works })).toEqual({ works, worksType: 'existingDuct' });
  expect(await built({ crossings: 1 })).toEqual({ works, worksType: 'existingDuct' });
  expect(await built({ worksType: 'aerial' })).toEqual({ works: null, worksType: 'aerial' });
  expect(await built({ works, worksType: 'aerial' })).toEqual({ works, worksType: 'aerial' });
  expect(await built({ works: null })).toEqual({ works: null, worksType: 'aerial' });
});

test('a reason that a contract words itself is told in the language of who asks', async () => {
  const body = { version: await version('s1'), works: { trench: 0.5 }, name: 'a\u0007' };
  const reasons = async (language: string) => {
    const response = await change('s1', body, { ...server.administrator, 'accept-language': language });
    return ((await response.json()) as { parameters: { name: string; reason: string }[] }).parameters;
  };
  expect(await reasons('it')).toEqual([
    { name: 'name', reason: 'un testo senza caratteri di controllo' },
    { name: 'works', reason: 'quote la cui somma è 1' },
  ]);
  expect(await reasons('en')).toEqual([
    { name: 'name', reason: 'a text without control characters' },
    { name: 'works', reason: 'shares that sum to 1' },
  ]);
});

test('the municipalities that it touched and touches are stale in the same moment', async () => {
  await server.dataSource.query('DELETE FROM stale_municipality');
  await server.dataSource.query(
    `INSERT INTO gap_reach SELECT code, ST_Envelope(geometry), ST_Envelope(geometry) FROM municipality`,
  );
  await change('s1', { version: await version('s1'), geometry: line([9.705, 45.305], [9.707, 45.305]) });
  expect(await staleCodes()).toEqual(['019001', '098003']);
});

test('a change that no gap depends on makes nothing stale', async () => {
  const unweighed = { name: 'Altra', works: { aerial: 1 }, crossings: 4, terminations: 1, costEur: 5 };
  await server.dataSource.query('DELETE FROM stale_municipality');
  expect((await change('s1', { version: await version('s1'), ...unweighed })).status).toBe(200);
  expect(await staleCodes()).toEqual([]);
  expect((await change('s1', { version: await version('s1'), network: 'Rete E' })).status).toBe(200);
  expect(await staleCodes()).toEqual(['098003']);
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
  ['a share of works that does not exist', { works: { tunnel: 1 } }, 400],
  ['a share beyond the whole', { works: { trench: 1.5, aerial: -0.5 } }, 400],
  ['shares of less than the whole', { works: { trench: 0.9 } }, 400],
  ['a works type that does not exist', { worksType: 'tunnel' }, 400],
  ['half a crossing', { crossings: 0.5 }, 400],
  ['fewer than no terminations', { terminations: -1 }, 400],
  ['a cost below zero', { costEur: -1 }, 400],
  ['no technology', { technology: null }, 400],
  ['a name of nothing', { name: '' }, 400],
  ['a name beyond all reason', { name: 'n'.repeat(1001) }, 400],
  ['a network that is no text', { network: '\ud800' }, 400],
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
