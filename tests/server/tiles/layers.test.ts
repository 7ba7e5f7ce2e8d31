import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TileLayer } from '../../../server/tiles/zooms.ts';
import { type LittleRegionServer, serveLittleRegion } from '../../helpers/little-region-server.ts';
import { readTile } from '../../helpers/read-tile.ts';

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

/** The tile that holds Sant'Agata and Bagnolo. */
const PLACE = '11/1078/734';

async function read(layer: TileLayer, place = PLACE, query = '') {
  const response = await server.fetch(`/api/v1/tiles/${layer}/${place}${query}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(new TextDecoder().decode(bytes));
  expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
  return readTile(bytes, layer);
}
const propertiesOf = async (...of: Parameters<typeof read>) => (await read(...of)).map(({ properties }) => properties);

test('municipalities have their code and name', async () => {
  const [agata, bagnolo, ...others] = await read('municipalities');
  expect(others).toEqual([]);
  expect(agata!.properties).toEqual({ code: '019001', name: "Sant'Àgata", generated: false });
  expect(bagnolo!.properties).toEqual({ code: '019002', name: 'Bagnolo', generated: false });
  // 0.01 degrees are 233 steps of a grid of 4096 x 2048 round the earth.
  const columns = agata!.lines[0]!.map(({ x }) => x);
  expect(Math.max(...columns) - Math.min(...columns)).toBe(233);
});

test('coverage has areas and premises', async () => {
  const features = await propertiesOf('coverage');
  expect(features.map(({ id, form }) => `${String(form)} ${String(id)}`)).toEqual([
    'area c1',
    'area c2',
    'premises p1',
    'premises p2',
  ]);
  expect(features[0]).toEqual({
    id: 'c1',
    form: 'area',
    network: 'Rete A',
    technology: 'FTTH',
    downMbps: 1000,
    upMbps: 300,
    generated: false,
  });
  expect(features[1]).not.toHaveProperty('upMbps');
});

test('zones name the municipalities they lie in', async () => {
  expect(await propertiesOf('zones')).toEqual([
    { id: 'z1', name: 'Zona Nord', areaM2: 400, municipalityCodes: '019001', generated: true },
    { id: 'z2', areaM2: 600, municipalityCodes: '019001,019002', generated: false },
    { id: 'z3', name: 'Zona Est', areaM2: 3000, municipalityCodes: '019002', generated: true },
  ]);
});

test('gaps are those of today and those at the horizon, with proposed segments where asked for', async () => {
  const gaps = async (query: string) =>
    (await propertiesOf('gaps', PLACE, query)).map(({ when, zoneId }) => `${String(when)} ${String(zoneId)}`);
  expect(await gaps('?horizon=2027-06-29')).toEqual(['after z1', 'after z2', 'before z1', 'before z2']);
  expect(await gaps('?horizon=2027-06-30')).toEqual(['after z1', 'before z1', 'before z2']);
  expect(await gaps('?horizon=2028-01-01')).toEqual(['after z1', 'before z1', 'before z2']);
  expect(await gaps('?horizon=2028-01-01&proposed=true')).toEqual(['before z1', 'before z2']);
  expect(await gaps('?target=100')).toEqual([]);
});

test('segments tell what was promised and what is overdue', async () => {
  const segments = await propertiesOf('segments');
  expect(segments.map(({ id }) => id)).toEqual(['s1', 's2', 's3', 's4']);
  expect(segments[0]).toEqual({
    id: 's1',
    name: 'Dorsale',
    network: 'Rete C',
    status: 'planned',
    technology: 'FTTH',
    downMbps: 1000,
    reachM: 200,
    readyOn: '2027-06-30',
    firstPromisedReadyOn: '2025-12-31',
    overdue: false,
    generated: false,
  });
  expect(segments.map(({ overdue }) => overdue)).toEqual([false, false, false, true]);
});

test('delivery points have their name and who runs them', async () => {
  const [first, second, ...others] = await read('deliveryPoints');
  expect(others).toEqual([]);
  expect(first!.properties).toEqual({ id: 'd1', name: "PCN Sant'Àgata", operator: 'Consorzio', generated: true });
  expect(second!.properties).toEqual({ id: 'd2', generated: false });
  // 0.004 degrees are 93 steps of a grid of 4096 x 2048 round the earth.
  expect(second!.lines[0]![0]!.x - first!.lines[0]![0]!.x).toBe(93);
});

test('at the greatest zoom each firm stands alone, with what serves it', async () => {
  const firms = async (query: string) =>
    Object.fromEntries(
      (await Promise.all([5873, 5874].map((y) => propertiesOf('firms', `14/8629/${y}`, query))))
        .flat()
        .map(({ id, service }) => [id, service]),
    );
  expect(await firms('?horizon=2027-06-29')).toEqual({ f1: 'served', f2: 'notServed', f3: 'notServed', f6: 'served' });
  expect(await firms('?horizon=2027-06-30')).toEqual({
    f1: 'served',
    f2: 'servedByHorizon',
    f3: 'notServed',
    f6: 'served',
  });
  expect(await firms('?horizon=2028-01-01&proposed=true')).toMatchObject({ f3: 'servedByHorizon' });
  expect(await firms('?target=100')).toEqual({ f1: 'served', f2: 'unknown', f3: 'unknown', f6: 'unknown' });
  expect((await propertiesOf('firms', '14/8629/5874')).find(({ id }) => id === 'f2')).toEqual({
    id: 'f2',
    name: "Cosmetica 100% d'Oro",
    service: 'notServed',
    servedFrom: '2027-06-30',
    nearestServedM: 157,
    employees: 40,
    generated: true,
  });
});

test('far away firms near to each other are one, which counts what serves them', async () => {
  const [cluster, ...others] = await propertiesOf('firms', '9/269/183', '?horizon=2027-06-30');
  expect(others).toEqual([]);
  expect(cluster).toEqual({ count: 4, served: 2, servedByHorizon: 1, notServed: 1, unknown: 0 });
});

test('below its least zoom a layer is empty, as is a tile where nothing lies', async () => {
  for (const layer of ['coverage', 'zones', 'gaps', 'segments', 'deliveryPoints'] as const) {
    expect(await read(layer, '7/67/45')).toEqual([]);
    expect(await read(layer, '11/0/0')).toEqual([]);
  }
  expect(await read('municipalities', '11/0/0')).toEqual([]);
  expect(await read('firms', '11/0/0')).toEqual([]);
});
