import express from 'express';
import pino from 'pino';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { FILE_LIMITS } from '../../server/datasets/limits.ts';
import { defineContract, defineFile } from '../../server/contract.ts';
import { endpointOfBytes, endpointOfFile, serveEndpoints } from '../../server/endpoint.ts';
import { listen, type HttpServer } from '../../server/http-server.ts';
import { logRequests } from '../../server/logging.ts';
import { sendProblems } from '../../server/send-problem.ts';
import { describeApi } from '../../server/openapi.ts';
import { rawGet } from '../helpers/raw-request.ts';

const bytesAt = (path: string) => ({
  ...defineContract({
    path,
    summary: path,
    tag: 'test',
    mediaType: 'application/vnd.mapbox-vector-tile',
    answer: z.array(z.object({ id: z.int() })),
  }),
  decode: (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes)),
});
const text = (ids: unknown[]) => new TextEncoder().encode(JSON.stringify(ids.map((id) => ({ id }))));

let reads = 0;
const endpoints = [
  endpointOfBytes(bytesAt('/packed'), async () => ({
    version: 'v1',
    read: async () => {
      reads++;
      return { bytes: gzipSync(text([1, 2])), gzipped: true };
    },
  })),
  endpointOfBytes(bytesAt('/wrong'), async () => ({
    version: 'v1',
    read: async () => ({ bytes: text(['one']), gzipped: false }),
  })),
  endpointOfFile(
    defineFile({
      path: '/file',
      summary: 'file',
      tag: 'test',
      query: z.object({ type: z.enum(['text/csv', 'application/pdf']), fails: z.string().optional() }),
      mediaTypes: ['text/csv'],
    }),
    async ({ query, language }) => ({
      version: 'v1',
      mediaType: query.type,
      fileName: 'piano «più» 1.csv',
      read: async () => {
        if (query.fails) throw new Error('on purpose');
        return { bytes: new TextEncoder().encode(`\uFEFFà;${language}\r\n`), gzipped: false };
      },
    }),
  ),
];

let server: HttpServer;
beforeAll(async () => {
  const log = pino({ level: 'silent' });
  const authenticate = () => Promise.reject(new Error('nobody signs in here'));
  const app = express()
    .use(logRequests(log))
    .use(serveEndpoints(endpoints, { authenticate, checkAnswers: true, maxUploadBytes: FILE_LIMITS.fileBytes }))
    .use(sendProblems(log));
  server = await listen(app, '127.0.0.1', 0);
});
afterAll(() => server.stop(1000));

test('bytes are sent gzipped to who accepts that, and else unpacked', async () => {
  const packed = await fetch(`${server.address}/packed`, { headers: { 'accept-encoding': 'gzip' } });
  expect(packed.headers.get('content-encoding')).toBe('gzip');
  expect(packed.headers.get('vary')).toContain('Accept-Encoding');
  expect(packed.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
  expect(await packed.json()).toEqual([{ id: 1 }, { id: 2 }]);
  const plain = await rawGet(server.address, '/packed');
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(JSON.parse(plain.text)).toEqual([{ id: 1 }, { id: 2 }]);
});

test('for who has the version no bytes are made', async () => {
  const before = reads;
  for (const known of ['W/"v1"', 'W/"v0", W/"v1"']) {
    const answer = await rawGet(server.address, '/packed', { 'if-none-match': known });
    expect([answer.status, answer.text, answer.headers.etag]).toEqual([304, '', 'W/"v1"']);
  }
  expect(reads).toBe(before);
  expect((await rawGet(server.address, '/packed', { 'if-none-match': 'W/"v0"' })).status).toBe(200);
});

test('bytes that are not what the contract says are a defect, and no version is named for it', async () => {
  const answer = await rawGet(server.address, '/wrong');
  expect([answer.status, answer.headers['cache-control']]).toEqual([500, 'no-store']);
  expect(answer.headers.etag).not.toBe('W/"v1"');
});

describe('a file', () => {
  const ask = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${server.address}/file?${query}`, { headers });

  test('is saved under its name, and its bytes come as they are', async () => {
    const answer = await ask('type=text/csv&lang=it');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename=".*1\.csv"; filename\*=UTF-8''piano%20%C2%ABpi%C3%B9%C2%BB%201\.csv$/,
    );
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new TextEncoder().encode('\uFEFFà;it\r\n'));
  });

  test('has a version in each language', async () => {
    const italian = await ask('type=text/csv', { 'accept-language': 'it' });
    expect([italian.headers.get('content-language'), italian.headers.get('etag')]).toEqual(['it', 'W/"v1_it"']);
    expect(italian.headers.get('vary')).toContain('Accept-Language');
    const known = { 'if-none-match': 'W/"v1_it"' };
    expect((await ask('type=text/csv&lang=it', known)).status).toBe(304);
    expect((await ask('type=text/csv&lang=en', known)).status).toBe(200);
  });

  test('that fails, or is of a type that its contract does not say, is a defect and not to be saved', async () => {
    for (const query of ['type=text/csv&fails=yes', 'type=application/pdf']) {
      const answer = await ask(query);
      expect([answer.status, answer.headers.get('content-disposition')]).toEqual([500, null]);
    }
  });

  test('is described with its types, and no schema', () => {
    const { paths } = describeApi(
      endpoints.map(({ contract }) => contract),
      '1',
    );
    expect(paths['/file']!['get']!.responses['200']).toMatchObject({
      description: 'A file to be saved',
      content: { 'text/csv': { schema: {} } },
    });
  });
});
