import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { listDeliveryPoints } from '../../server/delivery-points/contract.ts';
import { type LittleRegionServer, serveLittleRegion } from '../helpers/little-region-server.ts';

type DeliveryPoints = z.infer<typeof listDeliveryPoints.answer>;

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

const list = (query = '') => server.read<DeliveryPoints>(`/delivery-points?${query}`);
const ids = ({ features }: DeliveryPoints) => features.map(({ id }) => id);

test('delivery points say where they are, who runs them and where they come from', async () => {
  const { features, numberMatched, numberReturned } = await list();
  expect([numberMatched, numberReturned]).toEqual([3, 3]);
  expect(features[0]).toEqual({
    type: 'Feature',
    id: 'd1',
    geometry: { type: 'Point', coordinates: [9.606, 45.305] },
    properties: {
      name: "PCN Sant'Àgata",
      operator: 'Consorzio',
      municipalityCode: '019001',
      datasetId: expect.any(Number),
      datasetName: 'generated',
      datasetVersion: 0,
      sourceRow: 1,
      generated: true,
    },
  });
  expect(features[1]!.properties).toMatchObject({ name: null, operator: null, sourceRow: null, generated: false });
});

test('one on a border belongs to one municipality, one in none to none', async () => {
  const { features } = await list();
  expect(features.map(({ properties }) => properties.municipalityCode)).toEqual(['019001', '019001', null]);
});

test('delivery points are filtered by box and by municipality', async () => {
  expect(ids(await list('bbox=9.605,45.3,9.607,45.31'))).toEqual(['d1']);
  expect(ids(await list('municipality=019001'))).toEqual(['d1', 'd2']);
  expect(ids(await list('municipality=019002'))).toEqual(['d2']);
  expect(ids(await list('municipality=019002&bbox=9.7,45.3,9.9,45.4'))).toEqual([]);
  expect(await list('municipality=999999')).toMatchObject({ numberMatched: 0, numberReturned: 0, features: [] });
});

test('delivery points come in pages that say how many there are in all', async () => {
  const page = await list('limit=2&offset=1');
  expect([page.numberMatched, ...ids(page)]).toEqual([3, 'd2', 'd3']);
  expect(await list('offset=9')).toMatchObject({ numberMatched: 3, numberReturned: 0, features: [] });
});
