import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { prepareTestPlace, type TestPlace } from '../helpers/database.ts';

const ROOT = join(import.meta.dirname, '../..');
const PATHS = [
  'municipalities/019035/gap',
  'boundaries',
  'firms',
  'zones',
  'coverage',
  'segments',
  'delivery-points',
  'datasets',
  'search?q=crema',
];
const places: TestPlace[] = [];
const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const place of places.splice(0)) await place.remove();
});

/** `server/main.ts` in a process of its own, over a migrated database; the settings of `scripts/run.sh` apart. */
class Main {
  readonly child: ChildProcess;
  output = '';
  errors = '';
  #changed = Promise.withResolvers<void>();

  constructor(environment: Record<string, string>) {
    this.child = spawn(process.execPath, ['--import', './server/require-node.js', 'server/main.ts'], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], PORT: '0', NODE_ENV: 'test', ...environment },
    });
    running.push(this.child);
    this.child.stdout!.on('data', (chunk: Buffer) => this.#change(() => (this.output += chunk.toString())));
    this.child.stderr!.on('data', (chunk: Buffer) => this.#change(() => (this.errors += chunk.toString())));
    this.child.once('exit', () => this.#change(() => {}));
  }

  #change(note: () => void): void {
    note();
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Address of the one line that says it. */
  async ready(): Promise<string> {
    return this.said(/ready at (http:\S+)/);
  }

  async said(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.output);
      if (found) return found[1] ?? '';
      if (this.#hasEnded) throw new Error(`it ended: ${this.output}${this.errors}`);
      await this.#changed.promise;
    }
  }

  async ended(): Promise<number | null> {
    if (!this.#hasEnded) await once(this.child, 'exit');
    return this.child.exitCode;
  }

  /** By itself, or by a signal. */
  get #hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }
}

async function placeSettings(): Promise<Record<string, string>> {
  const place = await prepareTestPlace();
  places.push(place);
  const { dataDir, databaseUrl } = place.config;
  return { DATA_DIR: dataDir, ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }) };
}

test('starts with demonstration data, says its address and a key once, stops when asked, and starts again', async () => {
  const settings = await placeSettings();
  const first = new Main(settings);
  const address = await first.ready();
  const status = (await (await fetch(`${address}/status`)).json()) as {
    municipalities: number;
    demonstrationData: boolean;
  };
  expect(status).toMatchObject({ status: 'ready', demonstrationData: true });
  expect(status.municipalities).toBeGreaterThan(50);
  // NODE_ENV is test: each answer is compared with its contract before it is sent.
  for (const path of ['municipalities?target=1000&horizon=2028-12-31', 'municipalities/019035', ...PATHS]) {
    const response = await fetch(`${address}/api/v1/${path}`);
    expect([path, response.status]).toEqual([path, 200]);
  }
  expect(first.output.match(/http:/g)).toHaveLength(1);
  const key = /Administrator key.*: (\S{43})/.exec(first.output)?.[1];

  const removed = await fetch(`${address}/api/v1/targets/30`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${key}` },
  });
  expect(removed.status).toBe(200);
  first.child.kill('SIGTERM');
  expect([await first.ended(), first.errors]).toEqual([0, '']);

  const second = new Main(settings);
  const again = await second.ready();
  expect(second.output).not.toMatch(/Administrator key|demonstration/);
  const { items } = (await (await fetch(`${again}/api/v1/targets`)).json()) as { items: { downMbps: number }[] };
  expect(items.map(({ downMbps }) => downMbps)).toEqual([100, 300, 1000]);
  second.child.kill('SIGINT');
  expect(await second.ended()).toBe(0);
}, 120_000);

test('stopped while it starts, it ends in order, and the next start finds nothing half done', async () => {
  const settings = await placeSettings();
  const stopped = new Main(settings);
  await stopped.said(/(database|connecting)/);
  stopped.child.kill('SIGTERM');
  expect([await stopped.ended(), stopped.errors]).toEqual([0, '']);
  expect(stopped.output).not.toContain('ready at');
  const next = new Main(settings);
  expect((await fetch(`${await next.ready()}/status`)).status).toBe(200);
  next.child.kill('SIGTERM');
  expect(await next.ended()).toBe(0);
}, 240_000);

test('a port that is taken ends it before it touches the database', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const main = new Main({ PORT: String(port), DATA_DIR: '/nowhere/at/all' });
  expect(await main.ended()).toBe(1);
  expect(main.errors).toBe(
    `127.0.0.1:${port} is in use by another program: stop that one, or set PORT to a free port\n`,
  );
  other.close();
});

test('settings that cannot be used end it with one line for each', async () => {
  const main = new Main({ PORT: 'http', LOG_LEVEL: 'loud' });
  expect(await main.ended()).toBe(1);
  expect(main.errors.trim().split('\n')).toEqual([
    expect.stringMatching(/^PORT: expected/),
    expect.stringMatching(/^LOG_LEVEL: expected/),
  ]);
});
