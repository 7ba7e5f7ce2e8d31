import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { ApiProblem, ConnectionLost, fetchJson } from '../../client/fetch-json.ts';

let server: Server | undefined;

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

test('an answer is handed over, asked for in the reader’s language', async () => {
  const url = await serve((request, response) => response.end(JSON.stringify(request.headers['accept-language'])));
  expect(await fetchJson(url, { language: 'en' })).toBe('en');
});

test('a problem of the server keeps its kind, status and words', async () => {
  const url = await serve((_request, response) => {
    response.writeHead(404, { 'content-type': 'application/problem+json' });
    response.end(
      JSON.stringify({
        type: 'urn:ultimo-miglio:problem:not-found',
        title: 'Non trovato',
        status: 404,
        detail: 'Nessun comune 999999',
      }),
    );
  });
  const problem = await fetchJson(url, { language: 'it' }).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect(problem).toMatchObject({ kind: 'not-found', status: 404, message: 'Nessun comune 999999' });
});

test('a server that is busy for a moment is asked again', async () => {
  let asked = 0;
  const url = await serve((_request, response) => {
    asked += 1;
    response.writeHead(asked === 1 ? 503 : 200, { 'content-type': 'application/json' });
    response.end('"there"');
  });
  expect(await fetchJson(url, { language: 'it' }, [1])).toBe('there');
  expect(asked).toBe(2);
});

test('a server that is gone is a lost connection, after several attempts', async () => {
  const url = await serve((_request, response) => response.end());
  server!.close();
  await expect(fetchJson(url, { language: 'it' }, [1, 1])).rejects.toBeInstanceOf(ConnectionLost);
});

test('who stops asking gets no answer and no second attempt', async () => {
  let asked = 0;
  const url = await serve((_request, response) => {
    asked += 1;
    response.writeHead(503).end();
  });
  const abort = new AbortController();
  const answer = fetchJson(url, { language: 'it', signal: abort.signal });
  abort.abort();
  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  expect(asked).toBeLessThanOrEqual(1);
});
