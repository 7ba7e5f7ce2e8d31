import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listEndpoints, type Services } from '../../server/app.ts';
import type { OpenApiDocument } from '../../server/openapi.ts';
import { decodeTile } from '../../server/tiles/decode-tile.ts';
import { startTestServer, type TestServer } from '../helpers/server.ts';

let server: TestServer;
let document: OpenApiDocument;

beforeAll(async () => {
  server = await startTestServer();
  document = (await (await server.fetch('/api/v1/openapi.json')).json()) as OpenApiDocument;
});
afterAll(() => server.close());

test('the document is OpenAPI 3.1 by its meta schema', async () => {
  const { valid, errors } = await new Validator().validate(
    structuredClone(document) as unknown as Record<string, unknown>,
  );
  expect(errors).toBeUndefined();
  expect([valid, document.openapi]).toEqual([true, '3.1.0']);
});

test('every operation that is served is in it, and no other', () => {
  const served = listEndpoints({ about: {} } as Services).map(
    ({ contract }) => `${contract.method} ${contract.path.replace(/:(\w+)/g, '{$1}')}`,
  );
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(described.toSorted()).toEqual(served.toSorted());
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((one) => one.operationId));
  expect(new Set(ids).size).toBe(ids.length);
});

test('every answer of the live server fits its description, the good ones and the problems', async () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const url = `/api/v1${path.replace('{code}', '019035').replace(/\{\w+\}/g, '1')}?lang=en`;
      const needed = operation.parameters.flatMap((one) =>
        'in' in one && one.in === 'query' && one.required ? [`${one.name}=${one.example ?? ''}`] : [],
      );
      const response = await server.fetch([url, ...needed].join('&'), { method: method.toUpperCase() });
      const described = operation.responses[String(response.status)];
      expect(described, `${method} ${path} answers ${response.status}`).toBeDefined();
      const type = response.headers.get('content-type')!.replace(/;.*/, '');
      if (type === 'application/pdf') {
        expect(Object.keys((described as { content: object }).content)).toContain(type);
        expect((await response.text()).startsWith('%PDF-'), path).toBe(true);
        continue;
      }
      const pointer = response.ok
        ? ['paths', path, method, 'responses', '200', 'content', type, 'schema']
        : ['components', 'responses', String(response.status), 'content', type, 'schema'];
      const reference = pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')));
      const validate = ajv.compile({ $ref: `api#/${reference.join('/')}` });
      const answer = type.endsWith('json')
        ? await response.json()
        : decodeTile(new Uint8Array(await response.arrayBuffer()), path.split('/')[2]!);
      expect(validate(answer), `${method} ${path}: ${ajv.errorsText(validate.errors)}`).toBe(true);
    }
  }
});

test('the page beside it lists every operation, and loads nothing but its own style and icon', async () => {
  const response = await server.fetch('/api/v1/docs');
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  const html = await response.text();
  for (const methods of Object.values(document.paths)) {
    for (const { operationId } of Object.values(methods)) expect(html).toContain(`id="${operationId}"`);
  }
  expect(html).not.toMatch(/<script|style=|https?:\/\//);
  expect([...html.matchAll(/(?:src|href)="([^#"]+)"/g)].map(([, url]) => url)).toEqual([
    '/favicon.svg',
    'docs.css',
    'openapi.json',
  ]);
  expect((await server.fetch('/api/v1/docs.css')).headers.get('content-type')).toContain('text/css');
  for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${id}"`);
});
