import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { METHOD_VERSION } from '../../../server/gaps/method.ts';
import { GapQueue } from '../../../server/gaps/recompute-queue.ts';
import type { getStatus } from '../../../server/status/contract.ts';
import { fillGrid } from '../../helpers/small-region.ts';
import { startTestServer, type TestServer } from '../../helpers/server.ts';

type Status = z.infer<typeof getStatus.answer>;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ basemapUrl: 'https://tiles.example.org/{z}/{x}/{y}.png' });
});
afterAll(() => server.close());

test('the status says what is here and how fresh, at /status and in the API alike', async () => {
  const outside = await server.fetch('/status');
  const inside = await server.fetch('/api/v1/status');
  expect([outside.status, inside.status]).toEqual([200, 200]);
  const status = (await outside.json()) as Record<string, unknown>;
  expect(await inside.json()).toEqual(status);
  expect(status).toEqual({
    status: 'ready',
    version: '0.0.0',
    database: expect.stringMatching(/^(embedded|native)$/),
    databaseVersion: expect.stringMatching(/^PostgreSQL \d+.*, PostGIS 3/),
    methodVersion: METHOD_VERSION,
    municipalities: 0,
    recomputing: 0,
    progress: { since: null, computing: 0, done: 0, perMinute: null, remainingS: null, failed: [] },
    lastComputedAt: null,
    demonstrationData: false,
  });
});

test('the settings name the base map, and no extent where there is no municipality', async () => {
  expect(await (await server.fetch('/api/v1/settings')).json()).toEqual({
    basemapUrl: 'https://tiles.example.org/{z}/{x}/{y}.png',
    version: '0.0.0',
    bbox: null,
  });
});

test('the status says how far the computing has come, and names what could not be computed', async () => {
  await fillGrid(server.dataSource, 5);
  const queue = await GapQueue.open(server.dataSource, {
    soleProcess: false,
    onError: (error) => expect(error).toBeUndefined(),
  });
  await queue.add(2);
  const batch = (await queue.take())!;
  const status = async () => (await (await server.fetch('/status')).json()) as Status;
  expect(await status()).toMatchObject({ recomputing: 5, progress: { computing: 2, done: 0, perMinute: null } });
  const [failing] = batch.claims;
  await server.dataSource.transaction((db) =>
    queue.end(db, batch, [{ code: failing!.code, error: new Error('no way') }]),
  );
  const { recomputing, progress } = await status();
  expect({ recomputing, progress }).toEqual({
    recomputing: 4,
    progress: {
      since: expect.stringMatching(/^\d{4}-.*Z$/),
      computing: 0,
      done: 2,
      perMinute: expect.any(Number),
      remainingS: expect.any(Number),
      failed: [{ code: failing!.code, name: failing!.code, reason: 'Error: no way', retryAt: expect.any(String) }],
    },
  });
  await queue.close();
});

test('a status that cannot be read is a failure that a supervisor sees, and the log says why', async () => {
  await server.dataSource.query('ALTER TABLE municipality RENAME TO municipality_elsewhere');
  expect((await server.fetch('/status')).status).toBe(500);
  expect(JSON.stringify(server.logged)).toContain('municipality');
});
