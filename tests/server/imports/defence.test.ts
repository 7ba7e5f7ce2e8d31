import { readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { constants, deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../../../scripts/bench/running-server.ts';
import type { Run, Upload } from '../../../server/imports/contract.ts';
import type { ProblemDetails } from '../../../server/problem.ts';
import { prepareTestPlace, type TestPlace } from '../../helpers/database.ts';
import { writeZip } from '../../helpers/write-zip.ts';

// A server process of its own, sent by HTTP whatever is meant to bring it down: it says why it refuses, and stays small.

const MB = 1024 * 1024;
const ADMIN_KEY = 'key-of-this-test-only-and-of-nothing-else';
let place: TestPlace;
let server: RunningServer;
let restedMb: number;
beforeAll(async () => {
  place = await prepareTestPlace();
  const { dataDir, databaseUrl = '' } = place.config;
  server = await startServer({ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, ADMIN_KEY });
  // The embedded database alone is larger at its start than all that comes after: from here on the peak is counted anew.
  await writeFile(`/proc/${await server.pid()}/clear_refs`, '5');
  restedMb = await memoryMb('VmRSS');
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await place?.remove();
});

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${server.address}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json', 'accept-language': 'en' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}

async function send(fileName: string, content: Iterable<Uint8Array | string>): Promise<Response> {
  return fetch(`${server.address}/api/v1/uploads?fileName=${encodeURIComponent(fileName)}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ADMIN_KEY}`,
      'content-type': 'application/octet-stream',
      'accept-language': 'en',
    },
    body: Readable.toWeb(Readable.from(bytesOf(content))) as unknown as BodyInit,
    duplex: 'half',
  } as RequestInit);
}

function* bytesOf(content: Iterable<Uint8Array | string>): Generator<Uint8Array> {
  for (const piece of content) yield Buffer.from(piece);
}

/** Sends a file, and has it checked as what it is said to be where it is not refused at once. */
async function check(fileName: string, content: Iterable<Uint8Array | string>, kind: string): Promise<Run | string> {
  const response = await send(fileName, content);
  if (!response.ok) return ((await response.json()) as ProblemDetails).detail;
  const sent = (await response.json()) as Upload;
  const proposed = { ...sent.proposed, kind };
  const dataset = { name: 'hostile', nature: null, origin: null, sourceUrl: null, licence: null, asOf: null };
  let run = await ask<Run>('POST', `/uploads/${sent.id}/runs`, { choices: proposed, dataset });
  while (run.state === 'checking') {
    await new Promise((resolve) => setTimeout(resolve, 50));
    run = await ask<Run>('GET', `/runs/${run.id}`);
  }
  return run.problem?.detail.en ?? run;
}

/** Deflated zeros, as many megabytes as asked for. */
function packedZeros(megabytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(MB), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), Buffer.of(0x03, 0x00)]);
}

function* hugePolygon(vertices: number): Generator<string> {
  yield '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"x"},"geometry":{"type":"Polygon","coordinates":[[';
  const together = 10_000;
  for (let from = 0; from < vertices; from += together) {
    const some = Array.from({ length: together }, (_, index) => {
      const angle = (2 * Math.PI * (from + index)) / vertices;
      return `[${(9.5 + Math.cos(angle) / 10).toFixed(9)},${(45.3 + Math.sin(angle) / 10).toFixed(9)}],`;
    });
    yield some.join('');
  }
  yield '[9.6,45.3]]]}}]}';
}

const KML_BY_ENTITY = `<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&x;</name><Point><coordinates>9,45</coordinates></Point></Placemark></kml>`;

const HOSTILE: [string, string, () => Iterable<Uint8Array | string>, RegExp][] = [
  [
    'a bomb of 10 GB in 10 MB',
    'bomb.zip',
    () => [writeZip([{ name: 'zones.csv', packed: packedZeros(10_240), declaredBytes: 1000 }])],
    /unpacks to more|damaged|larger than/,
  ],
  [
    'a member that leaves its folder',
    'away.zip',
    () => [writeZip([{ name: '../../etc/cron.d/x.csv', content: 'name,lng,lat\na,9,45\n' }])],
    /\.\./,
  ],
  ['an entity in KML', 'entity.kml', () => [KML_BY_ENTITY], /entit/],
  [
    'a GeoJSON nested 100,000 deep',
    'deep.geojson',
    () => [`{"type":"FeatureCollection","features":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    /nested deeper/,
  ],
];

test.each(HOSTILE)('%s is refused', async (_, fileName, content, reason) => {
  expect(await check(fileName, content(), 'zones')).toMatch(reason);
});

test('a polygon of 5 million vertices is refused with its row, or as a whole', async () => {
  const outcome = await check('huge.geojson', hugePolygon(5_000_000), 'zones');
  const said = typeof outcome === 'string' ? outcome : JSON.stringify(outcome.report);
  expect(said).toMatch(/1[.,]?000[.,]?000|vertices|longer than/);
  if (typeof outcome !== 'string') expect(outcome.report).toMatchObject({ rowsFaultless: 0, faultCount: 1 });
}, 120_000);

test('a formula among faulty cells comes back as a text', async () => {
  const formula = '=HYPERLINK("http://example.com";"x")';
  const run = (await check(
    'formula.csv',
    [`name,lng,lat,employees\nAlfa,9.68,45.36,"${formula.replaceAll('"', '""')}"\n`],
    'firms',
  )) as Run;
  expect(run.report?.faults[0]?.value).toBe(formula);
  const answer = await fetch(`${server.address}/api/v1/runs/${run.id}/faults.csv`, {
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
  });
  const text = await answer.text();
  expect(answer.status, text).toBe(200);
  expect(text).toContain(`"'=HYPERLINK(""http`);
});

test('after all that the server answers, and has held little more than at rest', async () => {
  expect((await fetch(`${server.address}/status`)).status).toBe(200);
  const peakMb = await memoryMb('VmHWM');
  expect(peakMb - restedMb).toBeLessThan(400);
  // The embedded database lies in the same process, and at rest already holds most of that.
  if (place.config.databaseUrl !== undefined) expect(peakMb).toBeLessThan(1024);
});

async function memoryMb(what: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${await server.pid()}/status`, 'utf8');
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)![1]) / 1024;
}
