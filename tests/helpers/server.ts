import pino from 'pino';
import type { DataSource } from 'typeorm';
import thresholdFile from '../../data/thresholds.json' with { type: 'json' };
import { ensureAdministrator } from '../../server/accounts/store.ts';
import { createApp, type Services } from '../../server/app.ts';
import { listen } from '../../server/http-server.ts';
import type { RateLimits } from '../../server/security.ts';
import { seedTargets } from '../../server/targets/store.ts';
import { parseThresholds } from '../../server/targets/thresholds.ts';
import { openTestDatabase } from './database.ts';

/** The real app on a free port, over a migrated database of the test's own with the usual targets. */
export interface TestServer {
  /** `http://127.0.0.1:PORT` */
  address: string;
  dataSource: DataSource;
  /** Header that lets its sender change things. */
  administrator: { authorization: string };
  /** Lines of the log so far, from level warn up. */
  logged: Record<string, unknown>[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  limits?: Partial<RateLimits>;
  clientFolder?: string;
  basemapUrl?: string;
  services?: Partial<Services>;
}

const ADMIN_KEY = 'key-of-the-tests-only';

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = await openTestDatabase();
  const { dataSource, kind } = database;
  const thresholds = parseThresholds(thresholdFile);
  await ensureAdministrator(dataSource, ADMIN_KEY);
  await seedTargets(dataSource, thresholds.targets);

  const logged: Record<string, unknown>[] = [];
  const log = pino(
    { level: 'warn' },
    { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const { app, open } = createApp({
    clientFolder: options.clientFolder ?? '/nowhere',
    basemapUrl: options.basemapUrl,
    log,
    limits: { reads: 1e6, writes: 1e6, refusals: 1e6, ...options.limits },
    checkAnswers: true,
  });
  open({
    dataSource,
    about: { version: '0.0.0', database: kind, basemapUrl: options.basemapUrl ?? null },
    thresholds: thresholds.set,
    importFile: () => Promise.reject(new Error('this test imports nothing')),
    wakeRecompute: () => {},
    ...options.services,
  });
  const server = await listen(app, '127.0.0.1', 0);
  return {
    address: server.address,
    dataSource,
    administrator: { authorization: `Bearer ${ADMIN_KEY}` },
    logged,
    fetch: (path, init) => fetch(server.address + path, init),
    async close() {
      await server.stop(1000);
      await database.close();
    },
  };
}
