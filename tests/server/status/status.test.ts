import { afterAll, beforeAll, expect, test } from 'vitest';
import { METHOD_VERSION } from '../../../server/gaps/method.ts';
import { startTestServer, type TestServer } from '../../helpers/server.ts';

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

test('a status that cannot be read is a failure that a supervisor sees, and the log says why', async () => {
  await server.dataSource.query('ALTER TABLE municipality RENAME TO municipality_elsewhere');
  expect((await server.fetch('/status')).status).toBe(500);
  expect(JSON.stringify(server.logged)).toContain('municipality');
});
