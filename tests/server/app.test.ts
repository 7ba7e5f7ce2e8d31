import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../../server/app.ts';
import { FILE_LIMITS } from '../../server/datasets/limits.ts';
import { listen } from '../../server/http-server.ts';
import { RATE_LIMITS } from '../../server/security.ts';
import { rawExchange, rawGet } from '../helpers/raw-request.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'ultimo-miglio-client-'));
const clientFolder = join(folder, 'dist');
let server: TestServer;

beforeAll(async () => {
  mkdirSync(join(clientFolder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'outside of the page');
  writeFileSync(join(clientFolder, '.sources-sha256'), 'hidden');
  writeFileSync(join(clientFolder, 'index.html'), '<!doctype html><title>Ultimo Miglio</title>');
  writeFileSync(join(clientFolder, 'assets', 'main-AbC123.js'), `console.log(${JSON.stringify('x'.repeat(5000))})`);
  server = await startTestServer({ clientFolder, basemapUrl: 'https://{s}.tiles.example.org/{z}/{x}/{y}.png' });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

test('the page is asked for each time, its files with a hash never again', async () => {
  const page = await server.fetch('/?lang=it&target=1000');
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
  const script = await server.fetch('/assets/main-AbC123.js');
  expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(script.headers.get('content-encoding')).toMatch(/^(gzip|br|deflate)$/);
});

test('the page loads from here and from the base map of the settings, and nothing else', async () => {
  const { headers } = await server.fetch('/');
  expect(headers.get('content-security-policy')).toBe(
    "default-src 'self';img-src 'self' data: https://*.tiles.example.org;object-src 'none';base-uri 'none';" +
      "form-action 'self';frame-ancestors 'self'",
  );
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('strict-transport-security')).toBeNull();
});

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/..%5c..%5csecret.txt',
  '/assets/%2e%2e%2f%2e%2e%2fsecret.txt',
  '/.sources-sha256',
  '/assets/%00main-AbC123.js',
  '//etc/passwd',
])('%s leads to nothing outside of the page', async (path) => {
  const { status, text } = await rawGet(server.address, path);
  expect([400, 403, 404]).toContain(status);
  expect(text).not.toMatch(/outside of the page|hidden|root:/);
});

test('an unknown path is a problem, below the API and elsewhere', async () => {
  for (const path of ['/api/v1/municipality', '/api/v2/municipalities', '/api', '/nothing.html']) {
    const response = await server.fetch(`${path}?lang=en`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await response.json()).toMatchObject({ detail: `There is nothing at ${path}` });
  }
});

test('a path that is not percent-encoded correctly is a 400', async () => {
  for (const path of ['/api/v1/municipalities/%E0%A4%A', '/api/v1/firms/%ff']) {
    const { status, headers } = await rawGet(server.address, path);
    expect([status, headers['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8']);
  }
});

test('no parameter reaches the database as SQL', async () => {
  const attack = encodeURIComponent("'; DROP TABLE target; --");
  const paths = [
    'municipalities?q=',
    'municipalities?sort=',
    'municipalities?code=',
    'zones?municipality=',
    'targets?x=',
  ];
  for (const path of paths) {
    expect((await server.fetch(`/api/v1/${path}${attack}`)).status).toBeLessThan(500);
  }
  expect((await server.fetch(`/api/v1/municipalities/${attack}`)).status).toBe(400);
  for (const path of ['municipalities?q=%00', 'firms/%00', 'firms?q=a%00b']) {
    expect((await server.fetch(`/api/v1/${path}`)).status).toBe(400);
  }
  const targets = (await (await server.fetch('/api/v1/targets')).json()) as { items: unknown[] };
  expect(targets.items).toHaveLength(4);
});

test('a query of 20,000 characters is answered, a flood of headers or of query is cut', async () => {
  const codes = Array.from({ length: 2800 }, (_, index) => String(100_000 + index)).join(',');
  expect((await server.fetch(`/api/v1/municipalities?code=${codes}`)).status).toBe(200);
  const flood = (path: string, headers: string) =>
    rawExchange(server.address, `GET ${path} HTTP/1.1\r\nhost: test\r\n${headers}\r\n`);
  // A reset connection may swallow the 431; what counts is that no answer is worked out.
  expect(await flood(`/api/v1/municipalities?q=${'x'.repeat(40_000)}`, '')).toMatch(/^(HTTP\/1.1 431 |$)/);
  expect(await flood('/', 'x-flood: aaaaaaaaaaaaaaaaaaaa\r\n'.repeat(3000))).toMatch(/^(HTTP\/1.1 431 |$)/);
  expect((await server.fetch(`/api/v1/municipalities?${'a=1&'.repeat(3000)}`)).status).toBe(400);
  expect((await server.fetch('/api/v1/status')).status).toBe(200);
});

test('what is not HTTP is answered and cut', async () => {
  expect(await rawExchange(server.address, 'GIVE ME EVERYTHING\r\n\r\n')).toContain('400 Bad Request');
});

test('each address has so many requests a minute, fewer to change things, fewest to guess a key', async () => {
  const strict = await startTestServer({ limits: { reads: 30, writes: 12, refusals: 5 } });
  const change = (authorization: string) =>
    strict.fetch('/api/v1/targets/7', { method: 'DELETE', headers: { authorization, 'x-forwarded-for': '10.0.0.1' } });
  const statuses = async (times: number, ask: () => Promise<Response>) => {
    const seen: number[] = [];
    for (let time = 0; time < times; time++) seen.push((await ask()).status);
    return seen;
  };
  expect(await statuses(7, () => change('Bearer wrong'))).toEqual([403, 403, 403, 403, 403, 429, 429]);
  const limited = await change(strict.administrator.authorization);
  expect([limited.status, limited.headers.get('content-type')]).toEqual([
    429,
    'application/problem+json; charset=utf-8',
  ]);
  expect(limited.headers.get('ratelimit-limit')).not.toBeNull();
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
  // Reading goes on until its own limit: 8 of 30 are used.
  const reading = await statuses(24, () => strict.fetch('/api/v1/targets'));
  expect([reading.filter((status) => status === 200).length, reading.at(-1)]).toEqual([22, 429]);
  await strict.close();
});

test('before the database is open the page is there, and the API says when to come back', async () => {
  const { app } = createApp({
    clientFolder,
    log: pino({ level: 'silent' }),
    limits: RATE_LIMITS,
    checkAnswers: true,
    maxUploadBytes: FILE_LIMITS.fileBytes,
  });
  const early = await listen(app, '127.0.0.1', 0);
  expect((await fetch(early.address)).status).toBe(200);
  for (const path of ['/status', '/api/v1/municipalities']) {
    const response = await fetch(early.address + path);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await response.json()).toMatchObject({ type: 'urn:ultimo-miglio:problem:starting' });
  }
  await early.stop(1000);
});

test('where the page is not built, it says how to build it', async () => {
  const { app } = createApp({
    clientFolder: join(folder, 'empty'),
    log: pino({ level: 'silent' }),
    limits: RATE_LIMITS,
    checkAnswers: true,
    maxUploadBytes: FILE_LIMITS.fileBytes,
  });
  const bare = await listen(app, '127.0.0.1', 0);
  const response = await fetch(bare.address);
  expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('npm run build')]);
  await bare.stop(1000);
});
