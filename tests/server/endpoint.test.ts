import express from 'express';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { bbox, defineContract, flag, istatCode } from '../../server/contract.ts';
import { endpoint, serveEndpoints } from '../../server/endpoint.ts';
import { listen, type HttpServer } from '../../server/http-server.ts';
import { logRequests } from '../../server/logging.ts';
import { Problem, type ProblemDetails } from '../../server/problem.ts';
import { sendProblems } from '../../server/send-problem.ts';
import { rawExchange, rawGet } from '../helpers/raw-request.ts';

const MAX_UPLOAD_BYTES = 16 * 1024 * 1024;

const echo = defineContract({
  path: '/echo/:code',
  summary: 'What was understood',
  tag: 'test',
  params: z.object({ code: istatCode }),
  query: z.object({ bbox: bbox.optional(), proposed: flag, limit: z.coerce.number().int().min(1).optional() }),
  answer: z.object({ code: z.string(), query: z.unknown(), language: z.string() }),
});
const send = defineContract({
  method: 'post',
  path: '/echo/:code',
  summary: 'A body',
  tag: 'test',
  params: z.object({ code: istatCode }),
  body: z.object({ name: z.string(), more: z.unknown().optional() }),
  answer: z.object({ name: z.string(), polluted: z.boolean() }),
});
const upload = defineContract({
  method: 'post',
  path: '/upload',
  summary: 'A file',
  tag: 'test',
  upload: { mediaTypes: ['text/csv'] },
  answer: z.object({ bytes: z.int(), chunks: z.int() }),
});
const guarded = defineContract({
  method: 'delete',
  path: '/guarded',
  summary: 'For administrators',
  tag: 'test',
  access: 'administrator',
  answer: z.object({ by: z.string() }),
});
const plain = (path: string, answer: z.ZodType) => defineContract({ path, summary: path, tag: 'test', answer });

const endpoints = [
  endpoint(echo, ({ params, query, language }) => ({ code: params.code, query, language })),
  endpoint(send, ({ body }) => ({ name: body.name, polluted: 'polluted' in {} })),
  endpoint(upload, async ({ upload: file }) => {
    let bytes = 0;
    let chunks = 0;
    for await (const chunk of file) {
      bytes += (chunk as Buffer).length;
      chunks++;
    }
    return { bytes, chunks };
  }),
  endpoint(guarded, ({ actor }) => ({ by: actor!.name })),
  endpoint(plain('/wrong-value', z.object({ count: z.int() })), () => ({ count: 1.5 })),
  endpoint(plain('/extra', z.object({ items: z.array(z.object({ id: z.int() })) })), () => ({
    items: [{ id: 1, secret: 'leaked' }],
  })),
  endpoint(plain('/defect', z.object({})), () => {
    throw new Error('password of the database: hunter2');
  }),
  endpoint(plain('/busy', z.object({})), () => {
    throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
  }),
  endpoint(plain('/deadlock', z.object({})), () => {
    throw Object.assign(new Error('deadlock detected'), { code: '40P01' });
  }),
  endpoint(plain('/faulty-rows', z.object({})), () => {
    const reason = { it: 'manca', en: 'missing' };
    const errors = [{ row: 2, line: 3, column: 'name', value: null, reason }];
    throw new Problem('rows-rejected', { it: 'Una riga errata', en: 'One faulty row' }, { errors, errorCount: 1 });
  }),
];

let server: HttpServer;
const logged: string[] = [];

beforeAll(async () => {
  const log = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
  const authenticate = (authorization: string | undefined) =>
    authorization === 'Bearer right'
      ? Promise.resolve({ name: 'Anna', role: 'administrator' as const })
      : Promise.reject(new Problem('credential-missing', { it: 'Manca', en: 'Missing' }));
  const app = express()
    .use(logRequests(log))
    .use(serveEndpoints(endpoints, { authenticate, checkAnswers: true, maxUploadBytes: MAX_UPLOAD_BYTES }))
    .use(sendProblems(log));
  server = await listen(app, '127.0.0.1', 0);
});
afterAll(() => server.stop(1000));

const ask = (path: string, init: RequestInit = {}) => fetch(server.address + path, init);
const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  return (await response.json()) as ProblemDetails;
};
const postJson = (body: string, headers: Record<string, string> = {}) =>
  ask('/echo/019035?lang=en', { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });

test('path and query reach the handler parsed, and an empty parameter counts as absent', async () => {
  const response = await ask('/echo/019035?bbox=9.5,45.2,9.9,45.5&proposed=true&limit=');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({
    code: '019035',
    query: { bbox: [9.5, 45.2, 9.9, 45.5], proposed: true },
    language: 'it',
  });
});

test.each([
  ['', {}, 'it'],
  ['', { 'accept-language': 'en-GB,en;q=0.9,it;q=0.1' }, 'en'],
  ['', { 'accept-language': 'it-IT,it;q=0.9,en;q=0.8' }, 'it'],
  ['', { 'accept-language': 'fr' }, 'it'],
  ['?lang=en', { 'accept-language': 'it' }, 'en'],
  ['?lang=it', { 'accept-language': 'en' }, 'it'],
])('language of %j with %j is %s', async (query, headers, language) => {
  const response = await ask(`/echo/019035${query}`, { headers: headers as Record<string, string> });
  expect(response.headers.get('content-language')).toBe(language);
  expect(response.headers.get('vary')).toContain('Accept-Language');
  expect(await response.json()).toMatchObject({ language });
});

test('an unknown parameter is refused, with its name and the names that exist', async () => {
  const response = await ask('/echo/019035?taget=1000&lang=en');
  expect(response.status).toBe(400);
  const { type, parameters } = await problem(response);
  expect(type).toBe('urn:ultimo-miglio:problem:invalid-request');
  expect(parameters).toEqual([{ name: 'taget', reason: 'unknown; known are: bbox, proposed, limit' }]);
});

test('every faulty parameter is named with its reason in the language of the reader', async () => {
  const italian = await problem(await ask('/echo/019035?bbox=1,2,3&limit=0&lang=it'));
  expect(italian.parameters).toEqual([
    { name: 'bbox', reason: 'ovest,sud,est,nord in gradi, come 9.5,45.2,9.9,45.5' },
    { name: 'limit', reason: expect.stringContaining('piccolo') },
  ]);
  const english = await problem(await ask('/echo/19035', { headers: { 'accept-language': 'en' } }));
  expect(english.parameters).toEqual([{ name: 'code', reason: 'six digits, such as 019035' }]);
  expect(english.title).toBe('The request is not valid');
});

test('a parameter given twice is refused', async () => {
  expect((await ask('/echo/019035?proposed=true&proposed=false')).status).toBe(400);
});

test('an unchanged answer is not sent again, and HEAD sends its headers alone', async () => {
  const first = await ask('/echo/019035');
  const etag = first.headers.get('etag')!;
  expect(etag).toMatch(/^W\/"/);
  expect(first.headers.get('cache-control')).toBe('no-cache');
  // Given by hand, since fetch answers a 304 from a cache that it does not have.
  const second = await rawGet(server.address, '/echo/019035', { 'if-none-match': etag });
  expect([second.status, second.text]).toEqual([304, '']);
  const head = await ask('/echo/019035', { method: 'HEAD' });
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
});

test('a wrong method is told the right ones', async () => {
  const response = await ask('/echo/019035', { method: 'PUT' });
  expect(response.status).toBe(405);
  expect(response.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
  expect((await problem(response)).type).toContain('method-not-allowed');
  const options = await ask('/echo/019035', { method: 'OPTIONS' });
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
});

test('an answer that departs from its contract is a defect, and the log says where', async () => {
  expect((await ask('/wrong-value')).status).toBe(500);
  expect((await ask('/extra')).status).toBe(500);
  expect(logged.join('')).toContain('count: ');
  expect(logged.join('')).toContain('items.0.secret: not in the contract');
});

test('what nobody foresaw shows nothing of itself, but an id under which the log tells all', async () => {
  const response = await ask('/defect?lang=en');
  expect(response.status).toBe(500);
  const text = await response.text();
  expect(text).not.toContain('hunter2');
  const { instance } = JSON.parse(text) as ProblemDetails;
  const line = logged.find((one) => one.includes('hunter2'))!;
  expect(instance).toBe(`urn:uuid:${(JSON.parse(line) as { requestId: string }).requestId}`);
});

test.each(['/busy', '/deadlock'])('a database that is busy (%s) is a 503 that says when to try again', async (path) => {
  const response = await ask(path);
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
});

test('faulty rows come with their place and a reason in the language of the reader', async () => {
  const response = await ask('/faulty-rows?lang=it');
  expect(response.status).toBe(422);
  expect(await problem(response)).toMatchObject({
    detail: 'Una riga errata',
    errorCount: 1,
    errors: [{ row: 2, line: 3, column: 'name', value: null, reason: 'manca' }],
  });
});

test('a body that is not JSON, too deep, too large or of another type is refused', async () => {
  expect((await problem(await postJson('{"name":'))).detail).toContain('not JSON');
  const deep = await postJson(`{"name":"x","more":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
  expect([deep.status, (await problem(deep)).detail]).toEqual([400, 'The JSON is nested deeper than 32 levels']);
  expect((await postJson(`{"name":"${'x'.repeat(1_100_000)}"}`)).status).toBe(413);
  expect((await postJson('name=x', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
  expect((await postJson('[]')).status).toBe(400);
  expect((await postJson('"name"')).status).toBe(400);
  expect((await postJson('{"name":"]]]]\\"[[[["}')).status).toBe(200);
});

test('__proto__ and constructor in a body pollute nothing', async () => {
  const refused = await postJson('{"name":"x","__proto__":{"polluted":true}}');
  expect((await problem(refused)).parameters).toEqual([{ name: '__proto__', reason: expect.any(String) }]);
  const nested = await postJson(
    '{"name":"x","more":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}',
  );
  expect(await nested.json()).toEqual({ name: 'x', polluted: false });
  expect((await ask('/echo/019035?__proto__=1')).status).toBe(400);
  expect((await ask('/echo/019035?constructor[prototype][polluted]=1')).status).toBe(400);
});

test('who has no credential is turned away before anything of the request is read', async () => {
  const response = await ask('/guarded?nonsense=1', { method: 'DELETE' });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toMatch(/^Bearer /);
  const known = await ask('/guarded', { method: 'DELETE', headers: { authorization: 'Bearer right' } });
  expect([await known.json(), known.headers.get('cache-control')]).toEqual([{ by: 'Anna' }, 'no-store']);
});

test('a file arrives as a stream', async () => {
  const response = await ask('/upload', {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: 'x'.repeat(3_000_000),
  });
  const { bytes, chunks } = (await response.json()) as { bytes: number; chunks: number };
  expect(bytes).toBe(3_000_000);
  expect(chunks).toBeGreaterThan(1);
  expect((await ask('/upload', { method: 'POST', body: 'x' })).status).toBe(415);
});

test('a file beyond the limit ends at the limit, whether it states its length or not', async () => {
  const stated = await rawPost({ 'content-length': String(MAX_UPLOAD_BYTES + 1) });
  expect(stated).toContain('HTTP/1.1 413 ');
  const chunk = new Uint8Array(1024 * 1024);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent > MAX_UPLOAD_BYTES) controller.close();
      else controller.enqueue(chunk);
      sent += chunk.length;
    },
  });
  const headers = { 'content-type': 'text/csv' };
  const response = await ask('/upload', { method: 'POST', headers, body: endless, duplex: 'half' } as RequestInit);
  expect(response.status).toBe(413);
  expect((await problem(response)).type).toContain('file-too-large');
});

function rawPost(headers: Record<string, string>): Promise<string> {
  const lines = Object.entries({ host: 'test', 'content-type': 'text/csv', ...headers }).map(([k, v]) => `${k}: ${v}`);
  return rawExchange(server.address, `POST /upload HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
}
