import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem } from '../../../server/problem.ts';
import { startTestServer, type TestServer } from '../../helpers/server.ts';

let server: TestServer;
const received: unknown[] = [];

beforeAll(async () => {
  server = await startTestServer({
    services: {
      async importFile(content, description) {
        const read = await text(content);
        received.push({ ...description, read });
        if (read === 'faulty') throw new Problem('rows-rejected', { it: 'Righe errate', en: 'Faulty rows' });
        const [dataset] = await server.dataSource.query<[{ id: number }]>(
          `INSERT INTO dataset (kind, name, nature, as_of, file_name, sha256, rows_read, rows_stored, warnings)
           VALUES ($1, $2, $3, '2026-01-31', $4, 'abc', 2, 1, '[{"it": "una riga doppia", "en": "one row twice"}]') RETURNING id`,
          [description.kind, description.name, description.nature ?? 'fact', description.fileName],
        );
        const { items } = (await (await server.fetch('/api/v1/datasets')).json()) as { items: { id: number }[] };
        return { outcome: 'imported', dataset: items.find(({ id }) => id === dataset.id) as never };
      },
    },
  });
});
afterAll(() => server.close());

const send = (query: string, body: string, headers: Record<string, string> = server.administrator) =>
  server.fetch(`/api/v1/datasets?${query}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/csv', ...headers },
  });

test('a file goes to the import with its description, and is then among the data sets', async () => {
  expect(await (await server.fetch('/api/v1/datasets')).json()).toEqual({ items: [] });
  const response = await send('kind=firms&name=My%20firms&fileName=firms.csv', 'name;town\nRossi;Crema\n');
  expect(server.logged).toEqual([]);
  expect(response.status).toBe(200);
  const dataset = {
    id: expect.any(Number),
    kind: 'firms',
    name: 'My firms',
    nature: 'fact',
    origin: null,
    sourceUrl: null,
    licence: null,
    asOf: '2026-01-31',
    fileName: 'firms.csv',
    sha256: 'abc',
    importedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    rowsRead: 2,
    rowsStored: 1,
    rowsWithoutPlace: 0,
    version: 0,
    warnings: [{ it: 'una riga doppia', en: 'one row twice' }],
  };
  expect(await response.json()).toEqual({ outcome: 'imported', dataset });
  expect(await (await server.fetch('/api/v1/datasets')).json()).toEqual({ items: [dataset] });
  expect(received).toEqual([
    { kind: 'firms', name: 'My firms', fileName: 'firms.csv', read: 'name;town\nRossi;Crema\n' },
  ]);
});

test('faulty rows come back as a problem', async () => {
  const response = await send('kind=firms&name=faulty&fileName=firms.csv', 'faulty');
  expect([response.status, await response.json()]).toEqual([422, expect.objectContaining({ detail: 'Righe errate' })]);
});

test('nothing is read of a file that nobody may send, or that nobody described', async () => {
  const before = received.length;
  expect((await send('kind=firms&name=x&fileName=x', 'x', {})).status).toBe(401);
  expect((await send('kind=people&name=x&fileName=x', 'x')).status).toBe(400);
  expect((await send('kind=firms', 'x')).status).toBe(400);
  expect(
    (await send('kind=firms&name=x&fileName=x', 'x', { ...server.administrator, 'content-type': 'image/png' })).status,
  ).toBe(415);
  expect(received).toHaveLength(before);
});
