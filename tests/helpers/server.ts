import pino from 'pino';
import type { DataSource } from 'typeorm';
import thresholdFile from '../../data/thresholds.json' with { type: 'json' };
import { ensureAdministrator } from '../../server/accounts/store.ts';
import { createApp, type Services } from '../../server/app.ts';
import { FILE_LIMITS } from '../../server/datasets/limits.ts';
import { type ConversationOptions, openImports } from '../../server/import-conversation.ts';
import { listen } from '../../server/http-server.ts';
import type { RateLimits } from '../../server/security.ts';
import { seedTargets } from '../../server/targets/store.ts';
import { parseThresholds } from '../../server/targets/thresholds.ts';
import { openTestDatabase, type TestPlace } from './database.ts';

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
  /** Lets the API answer, where `opened` was false. */
  open(): void;
  /** Stops listening, as a server that is gone; the function returned listens at the same address again. */
  goAway(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface TestServerOptions {
  limits?: Partial<RateLimits>;
  clientFolder?: string;
  basemapUrl?: string;
  services?: Partial<Services> | ((dataSource: DataSource) => Partial<Services>);
  imports?: ConversationOptions;
  /** A closed database to work on a copy of; absent: an empty one. */
  copyOf?: TestPlace['config'];
  /** False: the page is served and the API says that it is starting, until `open` is called. */
  opened?: boolean;
}

const ADMIN_KEY = 'key-of-the-tests-only';

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const database = await openTestDatabase({}, options.copyOf && { copyOf: options.copyOf });
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
    limits: { reads: 1e6, tiles: 1e6, writes: 1e6, refusals: 1e6, ...options.limits },
    checkAnswers: true,
    maxUploadBytes: FILE_LIMITS.fileBytes,
  });
  const given = options.services ?? {};
  const imports = await openImports(dataSource, { soleProcess: kind === 'embedded', ...options.imports });
  const services: Services = {
    dataSource,
    about: { version: '0.0.0', database: kind, basemapUrl: options.basemapUrl ?? null },
    thresholds: thresholds.set,
    importFile: () => Promise.reject(new Error('this test imports nothing')),
    imports,
    wakeRecompute: () => {},
    ...(typeof given === 'function' ? given(dataSource) : given),
  };
  if (options.opened ?? true) open(services);
  let server = await listen(app, '127.0.0.1', 0);
  const { address } = server;
  return {
    address,
    dataSource,
    administrator: { authorization: `Bearer ${ADMIN_KEY}` },
    logged,
    fetch: (path, init) => fetch(address + path, init),
    open: () => open(services),
    async goAway() {
      await server.stop(0);
      return async () => void (server = await listen(app, '127.0.0.1', Number(new URL(address).port)));
    },
    async close() {
      await server.stop(1000);
      await imports.close();
      await database.close();
    },
  };
}
