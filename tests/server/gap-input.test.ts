import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GapInputJson, readGapInput } from '../../server/gaps/gap-input-json.ts';
import type { MunicipalitySheet } from '../../client/api.ts';
import { municipalityGap } from '../../server/gaps/municipality-gap.ts';
import { startRecompute } from '../../server/gaps/recompute.ts';
import { type LittleRegionServer, serveLittleRegion } from '../helpers/little-region-server.ts';

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

const gapInput = (code: string, query = '') => server.read<GapInputJson>(`/municipalities/${code}/gap-input${query}`);

test('the input of a municipality holds what lies around it, on the grid', async () => {
  const input = await gapInput('019001');
  expect(input.boundary[0]![0]).toContainEqual([9.61, 45.31]);
  expect(input.zones.map(({ id }) => id)).toEqual(['z1', 'z2']);
  expect(input.firms.map(({ id, position }) => [id, position])).toEqual([
    ['f1', [9.603, 45.305]],
    ['f2', [9.607, 45.3055]],
    ['f3', [9.603, 45.3085]],
    ['f4', null],
  ]);
  expect(input.areas).toContainEqual({
    id: 'c1',
    network: 'Rete A',
    technology: 'FTTH',
    downMbps: 1000,
    geometry: [[expect.arrayContaining([[9.605, 45.307]])]],
  });
  expect(input.premises.map(({ id }) => id)).toEqual(['p1', 'p2']);
  expect(input.segments.map(({ id }) => id)).toEqual(['s1', 's2', 's3', 's4']);
  expect(input).toMatchObject({ coverageWithinM: 1000, segmentsWithinM: 25_000, premisesReachM: 50 });
});

test('coverage is read wider where it is asked for, and only by the steps there are', async () => {
  expect((await gapInput('098003')).areas).toEqual([]);
  expect((await gapInput('098003', '?coverageWithinM=25000')).areas).toHaveLength(2);
  expect((await server.fetch('/api/v1/municipalities/019001/gap-input?coverageWithinM=26000')).status).toBe(400);
  expect((await server.fetch('/api/v1/municipalities/999999/gap-input')).status).toBe(404);
});

test('what it gives computes to the figures of the server, to the digit', async () => {
  await server.dataSource.query(`SELECT mark_stale(ARRAY(SELECT code FROM municipality))`);
  const errors: unknown[] = [];
  const recompute = startRecompute({
    dataSource: server.dataSource,
    premisesReachM: 50,
    soleProcess: true,
    onError: (error) => errors.push(error),
  });
  await recompute.idle();
  await recompute.stop();
  expect(errors).toEqual([]);
  for (const code of ['019001', '019002', '098003']) {
    const { gap } = await server.read<MunicipalitySheet>(`/municipalities/${code}?horizon=2099-12-31&target=1000`);
    const input = await gapInput(code, '?coverageWithinM=25000');
    const { municipality } = municipalityGap(readGapInput(input), [{ downMbps: 1000, technologies: 'wired' }]);
    const steps = municipality.filter(({ includesProposed }) => !includesProposed);
    expect(steps[0]!.figures).toEqual(gap.before);
    expect({ ...steps.at(-1)!.figures, aidClasses: null }).toEqual({ ...gap.after, aidClasses: null });
  }
});
