import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProblemDetails } from '../../../server/problem.ts';
import { type LittleRegionServer, serveLittleRegion } from '../../helpers/little-region-server.ts';

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

const refusal = async (path: string, language: 'it' | 'en') => {
  const response = await server.fetch(`/api/v1/tiles/${path}${path.includes('?') ? '&' : '?'}lang=${language}`);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  return (await response.json()) as ProblemDetails;
};

test('a tile that does not exist is named in the language of the reader', async () => {
  expect(await refusal('zones/9/512/0', 'it')).toMatchObject({
    status: 404,
    detail: 'Allo zoom 9 x e y vanno da 0 a 511',
  });
  expect(await refusal('zones/9/0/512', 'en')).toMatchObject({
    status: 404,
    detail: 'At zoom 9 x and y go from 0 to 511',
  });
  expect(await refusal('roads/9/0/0', 'it')).toMatchObject({
    status: 404,
    detail: "Non c'è nulla in /api/v1/tiles/roads/9/0/0",
  });
});

test.each(['zones/15/0/0', 'zones/-1/0/0', 'zones/9/0/x', 'zones/9/1.5/0', 'zones/9/0/123456', 'zones/1e1/0/0'])(
  '%s is no place of a tile',
  async (path) => {
    const { status, parameters } = await refusal(path, 'it');
    expect([status, parameters!.length]).toEqual([400, 1]);
  },
);

test('why it is no place is said in both languages', async () => {
  expect((await refusal('zones/9/a/0', 'en')).parameters).toEqual([{ name: 'x', reason: 'a whole number' }]);
  expect((await refusal('zones/9/a/0', 'it')).parameters).toEqual([{ name: 'x', reason: 'un numero intero' }]);
});

test('a question is taken where it matters, and nowhere else', async () => {
  expect(await refusal('zones/9/0/0?target=1000', 'en')).toMatchObject({ status: 400 });
  expect(await refusal('gaps/9/0/0?target=77', 'en')).toMatchObject({ status: 422 });
  expect(await refusal('firms/9/0/0?horizon=soon', 'en')).toMatchObject({ status: 400 });
});
