import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import thresholdFile from '../../../data/thresholds.json' with { type: 'json' };
import { ask } from '../../../server/targets/ask.ts';
import { todayInItaly } from '../../../server/targets/days.ts';
import { seedTargets } from '../../../server/targets/store.ts';
import { parseThresholds } from '../../../server/targets/thresholds.ts';
import { anotherWaits } from '../../helpers/another-waits.ts';
import { startTestServer, type TestServer } from '../../helpers/server.ts';

let server: TestServer;
const wakeRecompute = vi.fn<() => void>();

beforeAll(async () => {
  server = await startTestServer({ services: { wakeRecompute } });
  const [{ id }] = await server.dataSource.query<[{ id: number }]>(
    `INSERT INTO dataset (kind, name, nature, file_name, sha256) VALUES ('municipalities', 'test', 'generated', 'x', 'x')
     RETURNING id`,
  );
  await server.dataSource.query(
    `INSERT INTO municipality (code, name, search_name, centre, area_m2, geometry, dataset_id)
     SELECT code, code, code, ST_SetSRID(ST_MakePoint(9.7, 45.4), 4326), 1,
       ST_Multi(ST_MakeEnvelope(9.6, 45.3, 9.8, 45.5, 4326)), $1
     FROM unnest(ARRAY['019035', '019062']) AS code`,
    [id],
  );
});
afterAll(() => server.close());

const target = {
  downMbps: 2500,
  technologies: 'wired',
  nameIt: 'Due e mezzo',
  nameEn: 'Two and a half',
  source: 'test',
};
const add = (body: object, headers: Record<string, string> = server.administrator) =>
  server.fetch('/api/v1/targets', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers },
  });
const remove = (downMbps: number) =>
  server.fetch(`/api/v1/targets/${downMbps}`, { method: 'DELETE', headers: server.administrator });
const settle = () => server.dataSource.query('DELETE FROM stale_municipality');
const countStale = async () => {
  const rows: unknown[] = await server.dataSource.query('SELECT FROM stale_municipality');
  return rows.length;
};

test('a new database starts with the targets of the thresholds, an old one keeps its own', async () => {
  const { items, thresholds } = (await (await server.fetch('/api/v1/targets')).json()) as {
    items: { downMbps: number }[];
    thresholds: { figures: { key: string; source: string }[] };
  };
  expect(items.map(({ downMbps }) => downMbps)).toEqual([30, 100, 300, 1000]);
  expect(thresholds.figures.map(({ key }) => key)).toContain('premisesReachM');
  expect(thresholds.figures.every(({ source }) => source.length > 0)).toBe(true);
  expect(await seedTargets(server.dataSource, [{ ...target, technologies: 'any' }])).toBe(0);
});

test('of two programs that start at once on a new database, each finds the first targets', async () => {
  const { targets } = parseThresholds(thresholdFile);
  await server.dataSource.query('DELETE FROM target');
  const second = await server.dataSource.transaction(async (first) => {
    expect(await seedTargets(first, targets)).toBe(4);
    const waiting = seedTargets(server.dataSource, targets);
    await anotherWaits(first);
    return { waiting };
  });
  expect(await second.waiting).toBe(0);
});

test('adding a target makes every municipality stale in the same transaction, and wakes who computes', async () => {
  await settle();
  const response = await add(target);
  expect([response.status, await response.json()]).toEqual([200, target]);
  expect(await countStale()).toBe(2);
  expect(wakeRecompute).toHaveBeenCalledOnce();
  await settle();
  const again = await add(target);
  expect([again.status, await again.json()]).toEqual([
    409,
    expect.objectContaining({ type: 'urn:ultimo-miglio:problem:target-exists' }),
  ]);
  expect(await countStale()).toBe(0);
});

test('removing a target takes the gaps at it away, and those alone', async () => {
  await add(target);
  for (const downMbps of [1000, 2500]) {
    await server.dataSource.query(
      `INSERT INTO municipality_gap VALUES ('019035', $1, false, '-infinity', '{}', '[]', 'test', now())`,
      [downMbps],
    );
    await server.dataSource.query(`INSERT INTO zone_gap VALUES ('019035', 'z', $1, false, '-infinity', 1, 1, null)`, [
      downMbps,
    ]);
    await server.dataSource.query(
      `INSERT INTO firm_service VALUES ('f', '019035', $1, false, '-infinity', true, '{}', '{}', 0, null, null)`,
      [downMbps],
    );
  }
  // One municipality is being computed with the target, the other is not.
  await settle();
  await server.dataSource.query(
    `INSERT INTO stale_municipality (municipality_code, change, computing) VALUES ('019035', 0, true)`,
  );
  const response = await remove(2500);
  expect([response.status, await response.json()]).toEqual([200, { removed: 2500 }]);
  for (const table of ['municipality_gap', 'zone_gap', 'firm_service']) {
    expect(await server.dataSource.query(`SELECT target_mbps FROM ${table}`)).toEqual([{ target_mbps: 1000 }]);
  }
  expect(
    await server.dataSource.query('SELECT municipality_code, change > 0 AS again FROM stale_municipality'),
  ).toEqual([{ municipality_code: '019035', again: true }]);
  expect((await remove(2500)).status).toBe(404);
});

test('nobody changes targets without the key', async () => {
  expect((await add(target, {})).status).toBe(401);
  expect((await add(target, { authorization: 'Bearer wrong' })).status).toBe(403);
});

test('a faulty target is refused with every reason', async () => {
  const response = await add({ downMbps: 0, technologies: 'string', nameIt: '', nameEn: 'x', source: 'y', more: 1 });
  const { parameters } = (await response.json()) as { parameters: { name: string }[] };
  expect(parameters.map(({ name }) => name).toSorted()).toEqual(['downMbps', 'more', 'nameIt', 'technologies']);
});

test('the horizon is today in Italy unless another is asked for', async () => {
  expect(todayInItaly(new Date('2026-06-30T21:59:00Z'))).toBe('2026-06-30');
  expect(todayInItaly(new Date('2026-06-30T22:01:00Z'))).toBe('2026-07-01');
  expect(todayInItaly(new Date('2026-12-31T23:01:00Z'))).toBe('2027-01-01');
  const now = new Date('2026-12-31T23:01:00Z');
  const asked = { target: 1000, proposed: false };
  const within = { plansWithinYears: 3 };
  const today = { ...asked, horizon: '2027-01-01', plansUntil: '2027-01-01' };
  expect(await ask(server.dataSource, asked, within, now)).toEqual(today);
  expect(await ask(server.dataSource, { ...asked, horizon: '2031-12-31' }, within, now)).toMatchObject({
    horizon: '2031-12-31',
    plansUntil: '2030-01-01',
  });
});

test('a target that gaps are not computed for is named together with those that they are', async () => {
  const response = await server.fetch('/api/v1/municipalities?target=999&lang=it');
  expect([response.status, await response.json()]).toEqual([
    422,
    expect.objectContaining({
      type: 'urn:ultimo-miglio:problem:target-unknown',
      detail: 'Per 999 Mbit/s non si calcolano divari; gli obiettivi sono: 30, 100, 300, 1000',
    }),
  ]);
});

test('a day before history is refused as a request, not by the database', async () => {
  expect((await server.fetch('/api/v1/municipalities?horizon=0000-01-01')).status).toBe(400);
  expect((await server.fetch('/api/v1/municipalities?horizon=2027-02-29')).status).toBe(400);
});

test('a file of thresholds that lacks something says what', () => {
  const { premisesReachM: _lost, ...rest } = thresholdFile;
  expect(() => parseThresholds(rest)).toThrow(/data\/thresholds\.json cannot be used(.|\n)*premisesReachM/);
});
