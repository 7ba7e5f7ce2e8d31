import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { listCoverage } from '../../server/coverage/contract.ts';
import type { listSegments } from '../../server/segments/contract.ts';
import type { listZones } from '../../server/zones/contract.ts';
import { type LittleRegionServer, serveLittleRegion } from '../helpers/little-region-server.ts';

type Zones = z.infer<typeof listZones.answer>;
type Coverage = z.infer<typeof listCoverage.answer>;
type Segments = z.infer<typeof listSegments.answer>;

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

const ids = ({ features }: { features: { id: string }[] }) => features.map(({ id }) => id);

describe('zones', () => {
  const list = (query = '') => server.read<Zones>(`/zones?${query}`);

  test('say where they lie and where they come from', async () => {
    const { features, numberMatched, numberReturned } = await list();
    expect([numberMatched, numberReturned]).toEqual([3, 3]);
    expect(features[0]).toMatchObject({
      type: 'Feature',
      id: 'z1',
      geometry: { type: 'MultiPolygon' },
      properties: { name: 'Zona Nord', areaM2: 400, municipalityCodes: ['019001'], generated: true, sourceRow: 1 },
    });
    expect(features[1]!.properties).toMatchObject({ name: null, municipalityCodes: ['019001', '019002'] });
  });

  test('are filtered by box and by municipality', async () => {
    expect(ids(await list('bbox=9.61,45.3,9.613,45.31'))).toEqual(['z2']);
    expect(ids(await list('bbox=9.603,45.303,9.603,45.303'))).toEqual(['z1']);
    expect(ids(await list('municipality=019002'))).toEqual(['z2', 'z3']);
    expect(await list('municipality=999999')).toMatchObject({ numberMatched: 0, numberReturned: 0, features: [] });
    expect(ids(await list('municipality=019001&bbox=9.7,45.3,9.8,45.4'))).toEqual([]);
  });

  test('come in pages that say how many there are in all', async () => {
    const page = await list('limit=2&offset=1');
    expect([page.numberMatched, ...ids(page)]).toEqual([3, 'z2', 'z3']);
    expect(await list('offset=9')).toMatchObject({ numberMatched: 3, numberReturned: 0, features: [] });
  });
});

describe('coverage', () => {
  const list = (query = '') => server.read<Coverage>(`/coverage?${query}`);

  test('has areas first, then premises, in one collection', async () => {
    const all = await list();
    expect(all).toMatchObject({ numberMatched: 4, areas: 2, premises: 2 });
    expect(ids(all)).toEqual(['c1', 'c2', 'p1', 'p2']);
    expect(all.features.map(({ geometry }) => geometry.type)).toEqual([
      'MultiPolygon',
      'MultiPolygon',
      'Point',
      'Point',
    ]);
    expect(all.features[0]!.properties).toEqual({
      form: 'area',
      network: 'Rete A',
      operator: 'Alfa',
      technology: 'FTTH',
      downMbps: 1000,
      upMbps: 300,
      asOf: '2024-01-01',
      datasetId: expect.any(Number),
      datasetName: 'fact',
      datasetVersion: 0,
      sourceRow: null,
      generated: false,
    });
  });

  test('counts its page across areas and premises', async () => {
    expect(ids(await list('limit=2&offset=1'))).toEqual(['c2', 'p1']);
  });

  test('is filtered by technology, speed, box and municipality', async () => {
    expect(ids(await list('technology=FTTC'))).toEqual(['c2']);
    expect(ids(await list('minDownMbps=1000'))).toEqual(['c1', 'p1', 'p2']);
    expect(ids(await list('minDownMbps=1000.5'))).toEqual(['p1', 'p2']);
    expect(ids(await list('bbox=9.603,45.3052,9.603,45.3053'))).toEqual(['c1', 'c2', 'p1']);
    expect(ids(await list('municipality=019001'))).toEqual(['c1', 'c2', 'p1', 'p2']);
    expect(await list('municipality=098003')).toMatchObject({ numberMatched: 0, areas: 0, premises: 0 });
  });
});

describe('segments', () => {
  const list = (query = '') => server.read<Segments>(`/segments?${query}`);
  const byId = async () => Object.fromEntries((await list()).features.map(({ id, properties }) => [id, properties]));

  test('keep every promise and say how far they slipped', async () => {
    const { s1, s2, s4 } = await byId();
    // From 31 December 2025 to 30 June 2027: 365 + 181 days.
    expect(s1).toMatchObject({ readyOn: '2027-06-30', firstPromisedReadyOn: '2025-12-31', slippageDays: 546 });
    expect(s1!.announcements).toEqual([
      { announcedOn: '2023-01-01', promisedReadyOn: '2025-12-31', source: 'delibera' },
      { announcedOn: '2024-01-01', promisedReadyOn: '2027-06-30', source: 'sito' },
    ]);
    expect(s2).toMatchObject({ firstPromisedReadyOn: null, slippageDays: null, announcements: [] });
    // Undated promises: the first in the source is the first.
    expect(s4).toMatchObject({ firstPromisedReadyOn: '2019-01-01', slippageDays: 731 });
  });

  test('say how they are built, as far as anybody knows', async () => {
    const { s1, s2 } = await byId();
    expect(s1).toMatchObject({
      worksType: 'trench',
      works: { trench: 0.6, existingDuct: 0.4 },
      crossings: 0,
      terminations: 2,
      costEur: 9000,
    });
    expect(s2).toMatchObject({ worksType: null, works: null, crossings: null, terminations: null, costEur: null });
  });

  test('are overdue when the promised day has passed and they do not work yet', async () => {
    const segments = await byId();
    expect(Object.entries(segments).map(([id, { overdue }]) => [id, overdue])).toEqual([
      ['s1', new Date() > new Date('2027-07-01')],
      ['s2', new Date() > new Date('2028-01-02')],
      ['s3', false],
      ['s4', true],
    ]);
  });

  test('name the municipalities that their line or their reach touches', async () => {
    const segments = await byId();
    expect(Object.entries(segments).map(([id, { municipalityCodes }]) => [id, municipalityCodes])).toEqual([
      ['s1', ['019001', '019002']],
      ['s2', ['019001']],
      ['s3', ['019002']],
      ['s4', ['019001', '019002']],
    ]);
  });

  test('are filtered by municipality, reach included, by status and by box', async () => {
    expect(ids(await list('municipality=019001'))).toEqual(['s1', 's2', 's4']);
    expect(ids(await list('municipality=019002'))).toEqual(['s1', 's3', 's4']);
    expect(ids(await list('municipality=098003'))).toEqual([]);
    expect(ids(await list('status=proposed'))).toEqual(['s2']);
    expect(ids(await list('bbox=9.611,45.302,9.611,45.302'))).toEqual(['s4']);
    expect(await list('limit=1')).toMatchObject({ numberMatched: 4, numberReturned: 1 });
  });
});
