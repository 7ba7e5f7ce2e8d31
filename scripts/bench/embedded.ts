import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFreshNative } from '../acceptance/databases.ts';
import { type Database, openDatabase } from '../../server/database/data-source.ts';
import { type Bench, median, percentile } from './measure.ts';
import { loadRegion } from './region/load.ts';
import type { Region } from './region/region.ts';
import { wholeRegion } from './region/whole-region.ts';
import { startServer } from './running-server.ts';

const SEED = 1;
const AREAS_EACH = 5;
const SHORT = { municipalities: 40, areasEach: 5, seed: SEED };
const QUESTION = 'target=1000&horizon=2028-12-31';
const LIST = `/api/v1/municipalities?${QUESTION}&limit=10000`;

/**
 * The program on the embedded database while it computes all gaps of a region: how long that takes, how long its readers wait
 * meanwhile, how much memory it holds at the most. Where DATABASE_URL names a native server, the figures of both must be
 * the same to the digit before any time is told.
 */
export const benchEmbedded: Bench = async ({ short, say }) => {
  const { region, boundaries } = await wholeRegion(
    { areasEach: AREAS_EACH, seed: SEED },
    say,
    short ? SHORT : undefined,
  );
  const dataDir = await mkdtemp(join(tmpdir(), 'ultimo-miglio-bench-'));
  try {
    await fill(await openDatabase({ dataDir }), region);
    const server = await startServer({ DATA_DIR: dataDir, DATABASE_URL: '' });
    try {
      const startedAt = performance.now();
      const paths = readersPaths(region);
      const waits: number[] = [];
      for (let turn = 0; (await server.recomputing()) > 0; turn++) {
        waits.push(await timeOf(server.address + paths[turn % paths.length]!));
      }
      const computedMs = performance.now() - startedAt;
      const peakMb = await peakMemoryMb(dataDir);
      const checked = await compareWithNative(region, await figuresOf(server.address));
      return {
        municipalities: region.municipalities.length,
        boundaries,
        firms: region.firms.length,
        checked,
        computedMs: Math.round(computedMs),
        requestsMeanwhile: waits.length,
        waitMedianMs: Math.round(median(waits)),
        waitP95Ms: Math.round(percentile(waits, 95)),
        peakMemoryMb: peakMb,
      };
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
};

async function fill(database: Database, region: Region): Promise<void> {
  try {
    await loadRegion(database.dataSource, region);
  } finally {
    await database.close();
  }
}

/** What a reader asks for: the sheet of a municipality with its gap, firms and segments. */
function readersPaths({ municipalities }: Region): string[] {
  const some = municipalities.filter((_, index) => index % Math.ceil(municipalities.length / 50) === 0);
  return some.flatMap(({ code }) => [
    `/api/v1/municipalities/${code}?${QUESTION}`,
    `/api/v1/municipalities/${code}/gap?${QUESTION}`,
    `/api/v1/firms?${QUESTION}&municipality=${code}`,
    `/api/v1/segments?municipality=${code}`,
  ]);
}

async function timeOf(url: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return performance.now() - startedAt;
}

/** The most that the process that has the folder has held, as Linux tells it. */
async function peakMemoryMb(dataDir: string): Promise<number> {
  const { pid } = JSON.parse(await readFile(join(dataDir, 'database.lock'), 'utf8')) as { pid: number };
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]) / 1024);
}

type Figures = { code: string; gap: { before: unknown; after: unknown } };

async function figuresOf(address: string): Promise<string> {
  const { items } = (await (await fetch(address + LIST)).json()) as { items: Figures[] };
  return JSON.stringify(items.map(({ code, gap: { before, after } }) => ({ code, before, after })));
}

/** @throws Error where the figures of the two databases are not the same */
async function compareWithNative(region: Region, figures: string): Promise<string> {
  const serverUrl = process.env['DATABASE_URL'];
  if (!serverUrl) return 'not compared: DATABASE_URL is not set';
  const native = await openFreshNative(serverUrl);
  try {
    await loadRegion(native.dataSource, region);
    const server = await startServer({ DATABASE_URL: (native.dataSource.options as { url: string }).url });
    try {
      await server.untilComputed();
      if ((await figuresOf(server.address)) !== figures) throw new Error('the figures of the two databases differ');
    } finally {
      await server.stop();
    }
  } finally {
    await native.close();
  }
  return `${region.municipalities.length} municipalities like native`;
}
