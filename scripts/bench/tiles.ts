import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { startRecompute } from '../../server/gaps/recompute.ts';
import { todayInItaly } from '../../server/targets/days.ts';
import { seedTargets } from '../../server/targets/store.ts';
import type { Tile } from '../../server/tiles/tile.ts';
import { TILE_LAYERS, type TileLayer } from '../../server/tiles/zooms.ts';
import { openFreshNative } from '../acceptance/databases.ts';
import { type Bench, type Figures, median, percentile } from './measure.ts';
import { DOWN_MBPS, loadRegion } from './region/load.ts';
import type { Region } from './region/region.ts';
import { wholeRegion } from './region/whole-region.ts';
import { startServer } from './running-server.ts';
import { checkFirms, compareWithReference } from './tiles/checks.ts';
import { type BenchQuestion, referenceTile } from './tiles/reference.ts';
import { type Step, walkTiles } from './tiles/walk.ts';

const SEED = 1;
const AREAS_EACH = 20;
const FIRMS = 100_000;
/** Municipalities and tiles of a zoom in the short form. */
const FEW = 50;
const TILES_OF_ZOOM = { whole: 30, short: 4 };
/** Every so many a tile is compared with the one of PostGIS before any is timed. */
const COMPARED_EVERY = 5;

/** Tiles of all layers and zooms, drawn and from the cache, beside PostGIS drawing the same with ST_AsMVT. */
export const benchTiles: Bench = async ({ short, say }) => {
  const serverUrl = process.env['DATABASE_URL'];
  if (!serverUrl) throw new Error('DATABASE_URL is not set: the reference is native PostGIS');
  const database = await openFreshNative(serverUrl);
  const { dataSource } = database;
  try {
    const filled = await fill(dataSource, short, say);
    const { url } = dataSource.options as { url: string };
    const server = await startServer({ DATABASE_URL: url });
    try {
      const question = { target: DOWN_MBPS, horizon: '2028-12-31', today: todayInItaly(new Date()) };
      const figures = await measure(
        dataSource,
        server.address,
        question,
        TILES_OF_ZOOM[short ? 'short' : 'whole'],
        say,
      );
      return { ...filled, ...figures };
    } finally {
      await server.stop();
    }
  } finally {
    await database.close();
  }
};

/** Leaves nothing of the region in this process, which is to ask for tiles and not to tidy up. */
async function fill(dataSource: DataSource, short: boolean, say: (line: string) => void): Promise<Figures> {
  const size = { areasEach: AREAS_EACH, seed: SEED };
  const { region, boundaries } = await wholeRegion(size, say, short ? { ...size, municipalities: FEW } : undefined);
  await loadRegion(dataSource, { ...region, firms: region.firms.slice(0, FIRMS) });
  await computeGaps(dataSource);
  say(describe(region));
  return { municipalities: region.municipalities.length, boundaries };
}

const describe = ({ municipalities, zones, areas, segments }: Region) =>
  `${municipalities.length} municipalities, ${zones.length} zones, ${areas.length} coverage areas, ${segments.length} segments`;

async function computeGaps(dataSource: DataSource): Promise<void> {
  await seedTargets(dataSource, [
    { downMbps: DOWN_MBPS, technologies: 'wired', nameIt: 'gigabit', nameEn: 'gigabit', source: 'bench' },
  ]);
  const recompute = startRecompute({ dataSource, premisesReachM: 50, soleProcess: true });
  await recompute.idle();
  await recompute.stop();
  await dataSource.query('VACUUM ANALYZE');
}

async function measure(
  dataSource: DataSource,
  address: string,
  question: BenchQuestion,
  tilesOfZoom: number,
  say: (line: string) => void,
): Promise<Figures> {
  const connection = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = async (layer: TileLayer, { z, x, y }: Tile, headers: Record<string, string> = {}) => {
    const asked = layer === 'gaps' || layer === 'firms' ? `?target=${question.target}&horizon=${question.horizon}` : '';
    const url = `${address}/api/v1/tiles/${layer}/${z}/${x}/${y}${asked}`;
    // The server ends a connection over which nothing came for some seconds, as where the reference took its time.
    return getTimed(url, headers, connection).catch(() => getTimed(url, headers, connection));
  };
  const steps = await walkTiles(dataSource, tilesOfZoom, SEED);

  // A tile far from the region, so that what is made for the first one is told apart from drawing.
  const first = {
    firstMunicipalitiesMs: (await ask('municipalities', { z: 14, x: 0, y: 0 })).ms,
    firstFirmsMs: (await ask('firms', { z: 13, x: 0, y: 0 })).ms,
  };
  const times: Record<'uncached' | 'cached' | 'unchanged' | 'reference', (Step & { ms: number })[]> = {
    uncached: [],
    cached: [],
    unchanged: [],
    reference: [],
  };
  let [compared, greatestBytes] = [0, 0];
  for (const [index, step] of steps.entries()) {
    const drawn = await ask(step.layer, step.tile);
    const startedAt = performance.now();
    await referenceTile(dataSource, step, question);
    times.reference.push({ ...step, ms: performance.now() - startedAt });
    times.uncached.push({ ...step, ms: drawn.ms });
    greatestBytes = Math.max(greatestBytes, drawn.bytes.length);
    const isCompared = index % COMPARED_EVERY === 0 && (step.layer !== 'firms' || step.tile.z === 14);
    if (isCompared) compared += await compareWithReference(dataSource, step, drawn.bytes, question);
  }
  // For themselves: the reference leaves this process, too, with work of its own to do.
  for (const step of steps) {
    const { etag } = await ask(step.layer, step.tile);
    times.cached.push({ ...step, ms: (await ask(step.layer, step.tile)).ms });
    times.unchanged.push({ ...step, ms: (await ask(step.layer, step.tile, { 'if-none-match': etag })).ms });
  }
  const firms = await checkFirms(dataSource, 8, async (tile) => (await ask('firms', tile)).bytes, question);
  connection.destroy();
  say(`checked: ${compared} features as PostGIS shows them; ${firms} firms in the tiles of zoom 8`);

  for (const layer of TILE_LAYERS) {
    const of = (kind: keyof typeof times) => times[kind].filter((each) => each.layer === layer).map(({ ms }) => ms);
    say(`${layer}: ${spread(of('uncached'))}; cached ${spread(of('cached'))}; ST_AsMVT ${spread(of('reference'))}`);
  }
  return {
    tiles: steps.length,
    compared,
    firms,
    ...figuresOf('uncached', times.uncached),
    ...figuresOf('cached', times.cached),
    ...figuresOf('unchanged', times.unchanged),
    ...figuresOf('reference', times.reference),
    ...Object.fromEntries(
      TILE_LAYERS.map((layer) => [
        `${layer}UncachedP95Ms`,
        tenths(
          percentile(
            times.uncached.filter((each) => each.layer === layer).map(({ ms }) => ms),
            95,
          ),
        ),
      ]),
    ),
    ...Object.fromEntries(Object.entries(first).map(([name, ms]) => [name, Math.round(ms)])),
    greatestKb: Math.round(greatestBytes / 1000),
  };
}

/** Asks as a browser does; the time is that to the last byte, before it is unpacked. */
async function getTimed(url: string, headers: Record<string, string>, agent: Agent) {
  const startedAt = performance.now();
  const asking = request(url, { agent, headers: { 'accept-encoding': 'gzip', ...headers } }).end();
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const packed = await buffer(response);
  const ms = performance.now() - startedAt;
  const bytes = response.headers['content-encoding'] === 'gzip' ? gunzipSync(packed) : packed;
  const { statusCode } = response;
  if (statusCode !== 200 && statusCode !== 304) throw new Error(bytes.toString());
  return { ms, bytes: new Uint8Array(bytes), etag: response.headers.etag ?? '' };
}

function figuresOf(kind: string, timed: readonly { ms: number }[]): Figures {
  const all = timed.map(({ ms }) => ms);
  return {
    [`${kind}MedianMs`]: tenths(median(all)),
    [`${kind}P95Ms`]: tenths(percentile(all, 95)),
    [`${kind}MaxMs`]: tenths(Math.max(...all)),
  };
}

const tenths = (ms: number) => Math.round(ms * 10) / 10;
const spread = (all: readonly number[]) =>
  `median ${tenths(median(all))}, p95 ${tenths(percentile(all, 95))}, max ${tenths(Math.max(...all))} ms`;
