import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { getGap } from '../../server/gaps/contract.ts';
import { type LittleRegionServer, serveLittleRegion } from '../helpers/little-region-server.ts';

type Gap = z.infer<typeof getGap.answer>;

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

const gap = (code: string, query = '') => server.read<Gap>(`/municipalities/${code}/gap?target=1000${query}`);
const parts = ({ features }: Gap) => features.map(({ id, properties }) => [id, properties.gapAreaM2]);

test('the gap has one feature for each zone with a gap, before and after', async () => {
  const answer = await gap('019001', '&horizon=2027-06-30');
  expect(parts(answer)).toEqual([
    ['before:z1', 400],
    ['before:z2', 200],
    ['after:z1', 200],
  ]);
  expect(answer.gap).toMatchObject({ state: 'current', before: { zoneGapM2: 600 }, after: { zoneGapM2: 200 } });
  expect(answer.features[0]).toMatchObject({
    geometry: { type: 'MultiPolygon' },
    properties: { zoneName: 'Zona Nord', when: 'before', zoneAreaM2: 400, municipalityCode: '019001', generated: true },
  });
  expect(answer.features[2]!.geometry.coordinates[0]![0]).toContainEqual([9.603, 45.304]);
});

test('the day before a promise changes nothing', async () => {
  expect(parts(await gap('019001', '&horizon=2027-06-29')).slice(2)).toEqual([
    ['after:z1', 400],
    ['after:z2', 200],
  ]);
});

test('proposed segments close it when they may count', async () => {
  expect(parts(await gap('019001', '&horizon=2028-01-01'))).toContainEqual(['after:z1', 200]);
  const proposed = await gap('019001', '&horizon=2028-01-01&proposed=true');
  expect(parts(proposed)).toEqual([
    ['before:z1', 400],
    ['before:z2', 200],
  ]);
  expect(proposed.gap.after!.zoneGapM2).toBe(0);
});

test('a municipality without proposed segments answers as ever when they may count', async () => {
  const { gap: summary, features } = await gap('019002', '&proposed=true');
  expect(features).toEqual([]);
  expect(summary).toMatchObject({ state: 'recomputing', after: { zoneAreaM2: 3000, zoneGapM2: 0 } });
});

test('what is not computed is no gap of nothing', async () => {
  expect(await gap('098003')).toMatchObject({ gap: { state: 'notComputed', before: null, after: null }, features: [] });
});

test('a zone removed since then is still shown, without its name', async () => {
  await server.dataSource.query(`DELETE FROM zone WHERE id = 'z1'`);
  const answer = await gap('019001', '&horizon=2027-06-30');
  expect(answer.gap.state).toBe('recomputing');
  expect(answer.features[0]!.properties).toMatchObject({ zoneId: 'z1', zoneName: null, generated: false });
});

test('an unknown municipality is a 404, an unknown target a 422', async () => {
  expect((await server.fetch('/api/v1/municipalities/999999/gap')).status).toBe(404);
  expect((await server.fetch('/api/v1/municipalities/019001/gap?target=77')).status).toBe(422);
});
