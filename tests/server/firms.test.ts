import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { getFirm as cardContract, listFirms as listContract } from '../../server/firms/contract.ts';
import { getFirm, listFirms } from '../../server/firms/store.ts';
import { HOSTILE_TEXTS, type LittleRegionServer, serveLittleRegion } from '../helpers/little-region-server.ts';

type List = z.infer<typeof listContract.answer>;
type Card = z.infer<typeof cardContract.answer>;

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

const list = (query = '') => server.read<List>(`/firms?target=1000&horizon=2027-12-31${query}`);
const ids = async (query: string) => (await list(query)).features.map(({ id }) => id);
const card = (id: string, query = '') => server.read<Card>(`/firms/${id}?target=1000&horizon=2027-12-31${query}`);

describe('the list of firms', () => {
  test('says of each what serves it, and calls nobody unserved who has no position', async () => {
    const { features, numberMatched } = await list();
    expect(numberMatched).toBe(6);
    expect(Object.fromEntries(features.map(({ id, properties }) => [id, properties.service]))).toEqual({
      f1: 'served',
      f2: 'servedByHorizon',
      f3: 'notServed',
      f4: 'unknown',
      f5: 'unknown',
      f6: 'served',
    });
    const unknown = features.find(({ id }) => id === 'f5')!;
    expect(unknown.geometry).toBeNull();
    expect(unknown.properties).toMatchObject({
      municipalityName: null,
      aidClass: null,
      networks: [],
      nearestServedM: null,
      servedFrom: null,
    });
  });

  test('gives distances and networks before and after, and the day from which it is served', async () => {
    const { features } = await list();
    const [f1, f2] = ['f1', 'f2'].map((wanted) => features.find(({ id }) => id === wanted)!);
    expect(f1!.geometry).toEqual({ type: 'Point', coordinates: [9.603, 45.305] });
    expect(f1!.properties).toMatchObject({
      municipalityName: "Sant'Àgata",
      servedFrom: null,
      networks: ['Rete A'],
      nearestServedM: 0,
      aidClass: 'grey',
      generated: false,
    });
    expect(f2!.properties).toMatchObject({
      servedFrom: '2027-06-30',
      networks: ['Rete C'],
      nearestServedM: 157,
      nearestServedAfterM: 0,
      nearestSegmentM: 55.6,
      nearestSegmentId: 's1',
      generated: true,
    });
  });

  test('says at which speed a firm would subscribe, and nothing where no pledge is known', async () => {
    const { features } = await list();
    const pledges = features.map(({ id, properties }) => [id, properties.pledgedMbps]);
    expect(Object.fromEntries(pledges)).toEqual({ f1: null, f2: 1000, f3: null, f4: null, f5: null, f6: null });
    expect([(await card('f2')).pledgedMbps, (await card('f1')).pledgedMbps]).toEqual([1000, null]);
  });

  test('counts for the aid class only plans credible in time, however late the horizon', async () => {
    const asked = { target: 1000, horizon: '2027-12-31', proposed: false };
    const until = (plansUntil: string) => ({ ...asked, plansUntil });
    const filter = { sort: 'name', order: 'asc', limit: 10, offset: 0 } as const;
    const classes = async (plansUntil: string) => {
      const { features } = await listFirms(server.dataSource, until(plansUntil), filter);
      return Object.fromEntries(features.map(({ id, properties }) => [id, properties.aidClass]));
    };
    expect(await classes('2027-06-29')).toMatchObject({ f1: 'grey', f2: 'white', f3: 'white', f4: null, f6: 'black' });
    expect(await classes('2027-06-30')).toMatchObject({ f2: 'grey', f3: 'white' });
    expect((await getFirm(server.dataSource, until('2027-06-29'), 'f2', TERMS)).atTarget).toMatchObject({
      service: 'servedByHorizon',
      aidClass: 'white',
      networks: ['Rete C'],
    });
  });

  test('counts proposed segments when asked', async () => {
    const { features } = await server.read<List>('/firms?horizon=2028-01-01&proposed=true&municipality=019001');
    const f3 = features.find(({ id }) => id === 'f3')!.properties;
    expect(f3).toMatchObject({ service: 'servedByHorizon', servedFrom: '2028-01-01', nearestSegmentId: 's2' });
    expect(await ids('&service=servedByHorizon&proposed=true')).toEqual(['f2']);
  });

  test('is filtered by service, municipality, box, place and name', async () => {
    expect(await ids('&service=served')).toEqual(['f6', 'f1']);
    expect(await ids('&service=servedByHorizon')).toEqual(['f2']);
    expect(await ids('&service=notServed')).toEqual(['f3']);
    expect(await ids('&service=unknown')).toEqual(['f4', 'f5']);
    expect(await ids('&municipality=019002')).toEqual(['f6']);
    expect(await ids('&bbox=9.603,45.305,9.603,45.305')).toEqual(['f1']);
    expect(await ids('&placed=false')).toEqual(['f5']);
    expect(await ids('&placed=true')).toHaveLength(5);
    expect(await ids('&q=%C3%80NCORA')).toEqual(['f4']);
    expect(await ids(`&q=${encodeURIComponent("100% d'oro")}`)).toEqual(['f2']);
  });

  test('knows no service at a target that is not computed yet', async () => {
    const { features } = await server.read<List>('/firms?target=30');
    expect(features.map(({ properties }) => properties.service)).toEqual(Array(6).fill('unknown'));
  });

  test('sorts with what is unknown last', async () => {
    expect(await ids('&sort=name')).toEqual(['f4', 'f6', 'f1', 'f2', 'f3', 'f5']);
    expect(await ids('&sort=employees&order=desc')).toEqual(['f1', 'f2', 'f4', 'f6', 'f3', 'f5']);
    expect(await ids('&sort=exportShare')).toEqual(['f6', 'f1', 'f2', 'f4', 'f3', 'f5']);
    expect(await ids('&sort=nearestServedM&order=desc')).toEqual(['f3', 'f2', 'f6', 'f1', 'f4', 'f5']);
    expect(await ids('&sort=employees&order=desc&limit=2&offset=1')).toEqual(['f2', 'f4']);
  });

  test.each(HOSTILE_TEXTS)('finds nobody for %j, and no fault', async (text) => {
    expect(await ids(`&q=${encodeURIComponent(text)}`)).toEqual([]);
    const response = await server.fetch(`/api/v1/firms/${encodeURIComponent(text)}`);
    expect(response.status).toBe(404);
  });
});

const TERMS = { today: '2026-06-01', premisesReachM: 50 };

describe("a firm's card", () => {
  test('lists what can be bought there, the fastest first, with the distance of premises', async () => {
    const { services, ...f1 } = await card('f1');
    expect(f1).toMatchObject({
      name: 'Chromavis S.p.A.',
      position: { type: 'Point', coordinates: [9.603, 45.305] },
      gapState: 'current',
      municipalityFtthShare: 0.75,
      atTarget: { service: 'served', aidClass: 'grey' },
    });
    expect(services.map(({ id, form, downMbps }) => [id, form, downMbps])).toEqual([
      ['p1', 'premises', 2500],
      ['c1', 'area', 1000],
      ['c2', 'area', 100],
    ]);
    expect(services[0]!.distanceM).toBeCloseTo(30.0, 0);
    expect(services[1]!.distanceM).toBe(0);
  });

  test('takes the reach of premises from the thresholds', async () => {
    const asked = { target: 1000, horizon: '2027-12-31', proposed: false, plansUntil: '2027-12-31' };
    const wider = await getFirm(server.dataSource, asked, 'f1', { ...TERMS, premisesReachM: 61 });
    expect(wider.services.map(({ id }) => id)).toEqual(['p1', 'p2', 'c1', 'c2']);
  });

  test('says which targets that meets', async () => {
    const { targets } = await card('f1');
    expect(targets.map(({ downMbps, service, aidClass }) => [downMbps, service, aidClass])).toEqual([
      [30, 'unknown', null],
      [100, 'served', 'black'],
      [300, 'unknown', null],
      [1000, 'served', 'grey'],
    ]);
  });

  test('names the segments that will serve it and the nearest one, with first and present promise', async () => {
    const { servingSegments, nearestSegment } = await card('f2');
    expect(servingSegments.map(({ id }) => id)).toEqual(['s1']);
    expect(servingSegments[0]!.distanceM).toBeCloseTo(55.6, 1);
    expect(nearestSegment).toMatchObject({
      id: 's1',
      distanceM: 55.6,
      readyOn: '2027-06-30',
      firstPromisedReadyOn: '2025-12-31',
      slippageDays: 546,
    });
  });

  test('shows proposed segments too, whatever was asked', async () => {
    const { servingSegments, nearestSegment, atTarget } = await card('f3');
    expect(servingSegments).toMatchObject([{ id: 's2', status: 'proposed', readyOn: '2028-01-01' }]);
    expect(atTarget.service).toBe('notServed');
    expect(nearestSegment!.id).toBe('s1');
    expect((await card('f3', '&proposed=true')).nearestSegment!.id).toBe('s2');
  });

  test('of a firm known only to its municipality has the household share and no services', async () => {
    expect(await card('f4')).toMatchObject({
      positionPrecision: 'municipality',
      position: null,
      municipalityFtthShare: 0.75,
      atTarget: { service: 'unknown', aidClass: null },
      services: [],
      servingSegments: [],
      nearestSegment: null,
    });
  });

  test('of a firm without any place says so', async () => {
    expect(await card('f5')).toMatchObject({
      positionPrecision: null,
      municipalityCode: null,
      municipalityFtthShare: null,
      gapState: 'notComputed',
    });
  });

  test('tells when new figures are on their way', async () => {
    expect((await card('f6')).gapState).toBe('recomputing');
  });
});
