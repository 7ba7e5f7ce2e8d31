import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  type getMunicipality,
  type listBoundaries,
  type listMunicipalities,
  SORTS,
} from '../../server/municipalities/contract.ts';
import { HOSTILE_TEXTS, type LittleRegionServer, serveLittleRegion } from '../helpers/little-region-server.ts';

type List = z.infer<typeof listMunicipalities.answer>;
type Card = z.infer<typeof getMunicipality.answer>;
type Boundaries = z.infer<typeof listBoundaries.answer>;

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

const list = (query = '') => server.read<List>(`/municipalities?target=1000&horizon=2027-12-31${query}`);
const names = async (query: string) => (await list(query)).items.map(({ name }) => name);

describe('the list of municipalities', () => {
  test('gives the figures of today and at the horizon', async () => {
    const { items, asked } = await list();
    const question = { target: 1000, horizon: '2027-12-31', proposed: false };
    expect(asked).toEqual({ ...question, plansUntil: '2027-12-31' });
    const agata = items.find(({ code }) => code === '019001')!;
    expect(agata.gap).toMatchObject({
      state: 'current',
      methodVersion: '1.0',
      before: { zoneGapM2: 600, firmsServed: 1, firmsNotServed: 2, firmsPositionUnknown: 1 },
      after: { zoneGapM2: 200, firmsServed: 2, firmsNotServed: 1 },
      firmsNewlyServed: 1,
      failures: [],
    });
    expect(Date.parse(agata.gap.computedAt!)).toBe(Date.parse('2026-02-01T10:00:00Z'));
    expect(agata).toMatchObject({ population: 1000, centre: [9.605, 45.305], generated: false });
    expect(agata.bbox).toEqual([9.6, 45.3, 9.61, 45.31]);
    expect(agata.statistic).toMatchObject({ asOf: '2023-12-31', families: 400, familiesFtth: 300, ftthShare: 0.75 });
  });

  test('changes with the horizon, on the promised day itself', async () => {
    const after = async (horizon: string) =>
      (await server.read<List>(`/municipalities?horizon=${horizon}&code=019001`)).items[0]!.gap.after!.zoneGapM2;
    expect(await after('2027-06-29')).toBe(600);
    expect(await after('2027-06-30')).toBe(200);
    expect(await after('1990-01-01')).toBe(600);
  });

  test('counts proposed segments when asked, where they matter', async () => {
    const { items } = await server.read<List>('/municipalities?horizon=2028-01-01&proposed=true');
    const gaps = Object.fromEntries(items.map(({ name, gap }) => [name, gap.after?.zoneGapM2]));
    expect(gaps).toEqual({ "Sant'Àgata": 0, Bagnolo: 0, 'Crema Alta': undefined });
  });

  test('says of each whether its figures are current, recomputed, or missing', async () => {
    const { items, recomputing, computedAt } = await list();
    expect(Object.fromEntries(items.map(({ name, gap }) => [name, gap.state]))).toEqual({
      "Sant'Àgata": 'current',
      Bagnolo: 'recomputing',
      'Crema Alta': 'notComputed',
    });
    expect(recomputing).toBe(1);
    expect(Date.parse(computedAt!)).toBe(Date.parse('2026-01-01T10:00:00Z'));
    const missing = items.find(({ name }) => name === 'Crema Alta')!;
    expect(missing.gap).toMatchObject({ before: null, after: null, firmsNewlyServed: null, computedAt: null });
    expect(missing.statistic).toBeNull();
    expect(items.find(({ name }) => name === 'Bagnolo')!.gap.failures).toEqual([
      { zoneId: 'z9', culprits: ['c9'], reason: 'crossed' },
    ]);
  });

  test('adds up all that match, whatever the page: sums of parts, shares of sums', async () => {
    const { total, totals, items } = await list('&limit=1&offset=1');
    expect(total).toBe(3);
    expect(items).toHaveLength(1);
    expect(totals.before).toEqual({
      zoneAreaM2: 4000,
      zoneGapM2: 600,
      zoneGapShare: 0.15,
      zonesWithGap: 2,
      firmsServed: 3,
      firmsNotServed: 2,
      firmsPositionUnknown: 1,
      employees: { firmsStating: 0, firmsNotStating: 5, total: 0, notServed: 0, share: null },
      exportShare: { firmsStating: 4, firmsNotStating: 1, total: 4, notServed: 1, share: 0.25 },
      aidClasses: { white: 2, grey: 3, black: 0 },
    });
    expect(totals.after).toMatchObject({ zoneGapM2: 200, zoneGapShare: 0.05, firmsServed: 4, firmsNotServed: 1 });
  });

  test('has no totals where nothing is computed, and none of nothing', async () => {
    expect((await list('&code=098003')).totals).toEqual({ before: null, after: null });
    expect(await list('&code=999999')).toMatchObject({ total: 0, items: [], totals: { before: null, after: null } });
    expect((await server.read<List>('/municipalities?target=30')).totals.before).toBeNull();
  });

  test('filters by name without regard to accents, case and signs', async () => {
    for (const typed of ['agata', 'ÀGATA', "sant'agàta", 'SANT  AGA']) {
      expect(await names(`&q=${encodeURIComponent(typed)}`), typed).toEqual(["Sant'Àgata"]);
    }
    expect(await names('&q=')).toHaveLength(3);
  });

  test('filters by province, codes, box and gap', async () => {
    expect(await names('&province=lo')).toEqual(['Crema Alta']);
    expect(await names('&code=098003,%20019002,,1,abc')).toEqual(['Bagnolo', 'Crema Alta']);
    expect(await names('&code=abc')).toEqual([]);
    expect(await names('&bbox=9.61,45.3,9.65,45.31')).toEqual(['Bagnolo', "Sant'Àgata"]);
    expect(await names('&withGap=true')).toEqual(["Sant'Àgata"]);
    expect(await names('&withGap=false')).toEqual(['Bagnolo']);
  });

  test('takes a box of no size as a point, and one over nothing as nothing', async () => {
    expect(await names('&bbox=9.605,45.305,9.605,45.305')).toEqual(["Sant'Àgata"]);
    expect(await names('&bbox=0,0,0,0')).toEqual([]);
    expect(await names('&bbox=-180,-90,180,90')).toHaveLength(3);
  });

  test.each(HOSTILE_TEXTS)('finds nothing for %j, and no fault', async (text) => {
    for (const parameter of ['q', 'province', 'code']) {
      const value = encodeURIComponent(text.slice(0, 30));
      expect(await names(`&${parameter}=${value}`), parameter).toEqual([]);
    }
  });

  test.each(SORTS)('sorts by %s both ways, what is unknown last', async (sort) => {
    const up = await names(`&sort=${sort}`);
    const down = await names(`&sort=${sort}&order=desc`);
    expect(up.toSorted()).toEqual(down.toSorted());
    const unknown = { population: 'Bagnolo', name: null }[sort as string];
    if (unknown !== null) expect(up.at(-1)).toBe(unknown ?? 'Crema Alta');
    if (unknown !== null) expect(down.at(-1)).toBe(unknown ?? 'Crema Alta');
  });

  test('sorts by the figure, and by name where that is equal', async () => {
    expect(await names('&sort=zoneGapM2&order=desc')).toEqual(["Sant'Àgata", 'Bagnolo', 'Crema Alta']);
    expect(await names('&sort=firms')).toEqual(['Bagnolo', "Sant'Àgata", 'Crema Alta']);
    expect(await names('&sort=employeesNotServed')).toEqual(['Bagnolo', "Sant'Àgata", 'Crema Alta']);
    expect(await names('&sort=ftthShare')).toEqual(["Sant'Àgata", 'Bagnolo', 'Crema Alta']);
    expect(await names('&sort=name&order=desc')).toEqual(["Sant'Àgata", 'Crema Alta', 'Bagnolo']);
  });
});

test('the settings say how far all municipalities reach', async () => {
  const { items } = await list();
  const { bbox } = await server.read<{ bbox: number[] }>('/settings');
  const outermost = (axis: number, most: (...values: number[]) => number) =>
    most(...items.map((one) => one.bbox[axis]!));
  expect(bbox).toEqual([
    outermost(0, Math.min),
    outermost(1, Math.min),
    outermost(2, Math.max),
    outermost(3, Math.max),
  ]);
});

describe('one municipality', () => {
  test('has its gap, all its statistics newest first, and its box', async () => {
    const card = await server.read<Card>('/municipalities/019001?target=1000&horizon=2027-12-31');
    expect(card).toMatchObject({
      name: "Sant'Àgata",
      zones: 2,
      gap: { before: { zoneGapM2: 600 }, after: { zoneGapM2: 200 }, firmsNewlyServed: 1 },
      bbox: [9.6, 45.3, 9.61, 45.31],
    });
    expect(card.statistics.map(({ asOf, ftthShare }) => [asOf, ftthShare])).toEqual([
      ['2023-12-31', 0.75],
      ['2022-12-31', 0.25],
    ]);
  });

  test('shows no share of no families', async () => {
    const { statistics } = await server.read<Card>('/municipalities/019002');
    expect(statistics).toMatchObject([{ families: 0, familiesFtth: 0, ftthShare: null }]);
  });

  test('that nobody knows is a 404', async () => {
    const response = await server.fetch('/api/v1/municipalities/999999');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: 'urn:ultimo-miglio:problem:not-found' });
  });
});

const from = (datasetName: 'fact' | 'generated') => ({
  datasetId: expect.any(Number),
  datasetName,
  datasetVersion: 0,
  sourceRow: null,
  generated: datasetName === 'generated',
});

test('boundaries are GeoJSON, all of them or those that meet a box', async () => {
  const all = await server.read<Boundaries>('/boundaries');
  expect(all.features.map(({ id, properties }) => [id, properties])).toEqual([
    ['019001', { name: "Sant'Àgata", provinceCode: 'CR', ...from('fact') }],
    ['019002', { name: 'Bagnolo', provinceCode: 'CR', ...from('fact') }],
    ['098003', { name: 'Crema Alta', provinceCode: 'LO', ...from('generated') }],
  ]);
  expect(all.features[0]!.geometry.coordinates[0]![0]).toContainEqual([9.61, 45.31]);
  const some = await server.read<Boundaries>('/boundaries?bbox=9.7,45.3,9.8,45.4');
  expect(some.features.map(({ id }) => id)).toEqual(['098003']);
});
