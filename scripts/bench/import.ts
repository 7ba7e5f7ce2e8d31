import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { from as copyFrom } from 'pg-copy-streams';
import pg from 'pg';
import { pipeline } from 'node:stream/promises';
import type { Run, Upload } from '../../server/imports/contract.ts';
import { openFreshNative } from '../acceptance/databases.ts';
import { seededRandom } from '../demo/random.ts';
import { type Bench, type Figures, percentile } from './measure.ts';
import { type RunningServer, startServer } from './running-server.ts';

const ROWS = 1_000_000;
const SHORT_ROWS = 20_000;
const ADMIN_KEY = 'key-of-the-benchmark-only';
const QUESTION = '/api/v1/municipalities?target=1000&horizon=2028-12-31&limit=100';
const READ_EVERY_MS = 100;
const POLL_MS = 250;

/**
 * Covered premises from a CSV through the whole conversation over HTTP, into the native database (where DATABASE_URL names a
 * server) and the embedded one: how long, how much memory the server process holds at the most, how long other readers
 * wait meanwhile; and how long COPY of the same rows into the same table takes.
 */
export const benchImport: Bench = async ({ short, say }) => {
  const rows = short ? SHORT_ROWS : ROWS;
  const folder = await mkdtemp(join(tmpdir(), 'ultimo-miglio-bench-'));
  try {
    const path = join(folder, 'premises.csv');
    await writePremises(path, rows);
    const figures: Figures = { rows, fileMb: Math.round((await stat(path)).size / 1e6) };
    const serverUrl = process.env['DATABASE_URL'];
    if (serverUrl) Object.assign(figures, await onNative(serverUrl, path, rows, say));
    else say('native is not measured: DATABASE_URL is not set');
    const dataDir = join(folder, 'embedded');
    Object.assign(
      figures,
      prefixed('embedded', await importThere({ DATA_DIR: dataDir, DATABASE_URL: '' }, path, rows, say)),
    );
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

async function onNative(serverUrl: string, path: string, rows: number, say: (line: string) => void): Promise<Figures> {
  const native = await openFreshNative(serverUrl);
  try {
    const { url } = native.dataSource.options as { url: string };
    const dataDir = await mkdtemp(join(tmpdir(), 'ultimo-miglio-bench-'));
    try {
      const copySeconds = await copySame(url, path, rows);
      say(`COPY: ${copySeconds} s`);
      const figures = await importThere({ DATABASE_URL: url, DATA_DIR: dataDir }, path, rows, say);
      return {
        ...prefixed('native', figures),
        nativeCopySeconds: copySeconds,
        nativeTimesCopy: Math.round((10 * Number(figures['seconds'])) / copySeconds) / 10,
      };
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  } finally {
    await native.close();
  }
}

/** The same rows by COPY into a table of the same shape with the same indexes. */
async function copySame(url: string, path: string, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('CREATE TABLE copied (LIKE covered_premises INCLUDING INDEXES)');
    await client.query('ALTER TABLE copied ALTER since SET DEFAULT now()');
    const startedAt = performance.now();
    const copying = client.query(
      copyFrom(
        'COPY copied (id, network, operator, technology, down_mbps, up_mbps, as_of, position, dataset_id) FROM STDIN (FORMAT csv)',
      ),
    );
    await pipeline(Readable.from(asCopied(path)), copying);
    const seconds = secondsSince(startedAt);
    const { rows: found } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM copied');
    if (found[0]!.count !== rows) throw new Error(`COPY brought ${found[0]!.count} rows`);
    return seconds;
  } finally {
    await client.query('DROP TABLE IF EXISTS copied');
    await client.end();
  }
}

async function* asCopied(path: string): AsyncGenerator<string> {
  let rest = '';
  let isFirst = true;
  for await (const piece of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const lines = (rest + String(piece)).split('\n');
    rest = lines.pop()!;
    const rows = (isFirst ? lines.slice(1) : lines).map((line) => {
      const cells = line.split(',');
      return `${cells.slice(0, 7).join(',')},SRID=4326;POINT(${cells[7]} ${cells[8]}),1\n`;
    });
    isFirst = false;
    yield rows.join('');
  }
}

async function importThere(
  environment: Record<string, string>,
  path: string,
  rows: number,
  say: (line: string) => void,
): Promise<Figures> {
  const server = await startServer({ ...environment, ADMIN_KEY });
  try {
    const pid = await server.pid();
    const reading = readMeanwhile(server.address);
    const startedAt = performance.now();
    const sent = await send(server.address, path);
    const choices = { ...sent.proposed, kind: 'coverage' };
    const statement = { name: 'bench', nature: 'generated', origin: null, sourceUrl: null, licence: null, asOf: null };
    const begun = await ask<Run>(server, 'POST', `/uploads/${sent.id}/runs`, { choices, dataset: statement });
    const checked = await until(server, begun.id, 'checked');
    const checkSeconds = secondsSince(startedAt);
    await ask(server, 'POST', `/runs/${begun.id}/import`, { rows: 'all' });
    const imported = await until(server, begun.id, 'imported');
    const seconds = secondsSince(startedAt);
    const waits = await reading.stop();
    if (imported.run.dataset?.rowsStored !== rows) throw new Error(`imported ${JSON.stringify(imported.run)}`);
    const figures = {
      seconds,
      checkSeconds,
      peakMb: await peakMemoryMb(pid),
      timesProgressMoved: checked.moved + imported.moved,
      longestStillSeconds: Math.max(checked.longestStillSeconds, imported.longestStillSeconds),
      answersMeanwhile: waits.length,
      answerP95Ms: Math.round(percentile(waits, 95)),
      longestAnswerMs: Math.round(Math.max(...waits)),
    };
    say(JSON.stringify(figures));
    return figures;
  } finally {
    await server.stop();
  }
}

async function send(address: string, path: string): Promise<Upload> {
  const response = await fetch(`${address}/api/v1/uploads?fileName=premises.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'text/csv' },
    body: Readable.toWeb(createReadStream(path)) as unknown as BodyInit,
    duplex: 'half',
  } as RequestInit);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Upload;
}

/** A run that has come so far, how often its progress moved, and how long it once stood still. */
interface Watched {
  run: Run;
  moved: number;
  longestStillSeconds: number;
}

async function until(server: RunningServer, id: string, state: Run['state']): Promise<Watched> {
  let [moved, rows, longestStillMs, movedAt] = [0, 0, 0, performance.now()];
  for (;;) {
    const run = await ask<Run>(server, 'GET', `/runs/${id}`);
    const isThere = run.state === state;
    if (run.progress.rows !== rows || isThere) {
      longestStillMs = Math.max(longestStillMs, performance.now() - movedAt);
      moved += 1;
      movedAt = performance.now();
    }
    rows = run.progress.rows;
    if (isThere) return { run, moved, longestStillSeconds: Math.round(longestStillMs / 100) / 10 };
    if (run.state === 'failed') throw new Error(JSON.stringify(run.problem));
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function ask<T>(server: RunningServer, method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${server.address}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** Asks what a visitor of the page asks, ten times a second. */
function readMeanwhile(address: string): { stop: () => Promise<number[]> } {
  const waits: number[] = [];
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      const startedAt = performance.now();
      await (await fetch(address + QUESTION)).arrayBuffer();
      waits.push(performance.now() - startedAt);
      await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
    }
  })();
  return {
    async stop() {
      stopped = true;
      await running;
      return waits;
    },
  };
}

async function peakMemoryMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]) / 1024);
}

async function writePremises(path: string, rows: number): Promise<void> {
  const out = createWriteStream(path);
  out.write('id,network,operator,technology,down_mbps,up_mbps,as_of,lng,lat\n');
  const { next: random } = seededRandom('bench', 'premises');
  for (let row = 0; row < rows; row++) {
    const place = `${(9.4 + random() * 0.7).toFixed(7)},${(45 + random() * 0.6).toFixed(7)}`;
    const line = `p${row},Rete ${row % 4},Operatore ${row % 7},FTTH,1000,300,2026-01-31,${place}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

const secondsSince = (startedAt: number): number => Math.round((performance.now() - startedAt) / 100) / 10;

function prefixed(prefix: string, figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [`${prefix}${name[0]!.toUpperCase()}${name.slice(1)}`, value]),
  );
}
