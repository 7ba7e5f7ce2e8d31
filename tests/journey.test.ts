import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Figures, FirmList, MunicipalitySheet, SegmentList, Status } from '../client/api.ts';
import { startWorkingServer, type WorkingServer } from './helpers/working-server.ts';

// The whole house without a browser: files come in over HTTP, gaps are computed, the API answers. Two municipalities,
// 78 km apart, each with one zone 0.01 degrees square: at 45.325 degrees north that is 784 m from west to east.

const WEST = '019001';
const EAST = '019002';
const QUESTION = 'target=1000&horizon=2027-12-31';

let server: WorkingServer;

beforeAll(async () => {
  server = await startWorkingServer();
});
afterAll(() => server.close());

type Properties = Record<string, string | number>;
const square = (west: number, south: number, width: number, height = width) => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + width, south],
      [west + width, south + height],
      [west, south + height],
      [west, south],
    ],
  ],
});
const geojson = (...features: [Properties, object][]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: features.map(([properties, geometry]) => ({ type: 'Feature', properties, geometry })),
  });

const MUNICIPALITIES = geojson(
  [{ com_istat_code: '19001', name: 'Ovest', prov_acr: 'CR' }, square(9.6, 45.3, 0.1)],
  [{ com_istat_code: '19002', name: 'Est', prov_acr: 'CR' }, square(10.6, 45.3, 0.1)],
);
const STATISTICS = `Regione,Provincia,Comune,pro_com,Famiglie Residenti (calcolato),Famiglie raggiunte FTTH (calcolato)
Lombardia,Cremona,Ovest,19001,400,300
Lombardia,Cremona,Est,19002,200,0
`;
const ZONES = geojson(
  [{ id: 'z-west', name: 'Zona Ovest' }, square(9.62, 45.32, 0.01)],
  [{ id: 'z-east', name: 'Zona Est' }, square(10.62, 45.32, 0.01)],
);
const FIRMS = `id,name,com_istat_code,employees,export_share,lng,lat,position_precision
w-1,Rossetti,${WEST},30,0.5,9.6225,45.325,exact
w-2,Ciprie,${WEST},10,0.9,9.6275,45.325,exact
w-3,Flaconi,${WEST},5,,,,municipality
e-1,Tappi,${EAST},,,10.625,45.325,exact
`;
const covering = (widthInWest: number) =>
  geojson([fibre('c-west'), square(9.62, 45.32, widthInWest, 0.01)], [fibre('c-east'), square(10.62, 45.32, 0.01)]);
const fibre = (id: string) => ({ id, network: 'Rete Alfa', technology: 'FTTH', down_mbps: 1000, up_mbps: 300 });
const SEGMENTS = geojson([
  {
    ...fibre('s-1'),
    name: 'Dorsale',
    status: 'planned',
    reach_m: 100,
    announcements: JSON.stringify([
      { announced_on: '2025-01-01', promised_ready_on: '2026-12-31' },
      { announced_on: '2026-01-01', promised_ready_on: '2027-06-30' },
    ]),
  },
  {
    type: 'LineString',
    coordinates: [
      [9.6275, 45.31],
      [9.6275, 45.34],
    ],
  },
]);

/** Imports a file and waits until the figures follow; gives its outcome. */
async function bring(kind: string, name: string, fileName: string, content: string): Promise<string> {
  const response = await server.fetch(`/api/v1/datasets?${new URLSearchParams({ kind, name, fileName })}`, {
    method: 'POST',
    headers: {
      ...server.administrator,
      'content-type': fileName.endsWith('.csv') ? 'text/csv' : 'application/geo+json',
    },
    body: content,
  });
  const answer = (await response.json()) as { outcome: string };
  expect(response.status, JSON.stringify(answer)).toBe(200);
  await expect.poll(async () => (await server.read<Status>('/status')).recomputing, { timeout: 20_000 }).toBe(0);
  return answer.outcome;
}

const municipality = (code: string) => server.read<MunicipalitySheet>(`/municipalities/${code}?${QUESTION}`);

/** The figures of a day in short. */
function inShort(figures: Figures | null) {
  const { firmsServed, firmsNotServed, firmsPositionUnknown, zoneGapShare, employees, exportShare } = figures!;
  return {
    firms: [firmsServed, firmsNotServed, firmsPositionUnknown],
    zoneGapShare: zoneGapShare!.toFixed(3),
    employees: employees.share?.toFixed(3) ?? null,
    export: exportShare.share?.toFixed(3) ?? null,
  };
}

test('files come in, figures come out; a file that changes, changes what it touches and no more', async () => {
  expect(await bring('municipalities', 'istat', 'comuni.geojson', MUNICIPALITIES)).toBe('imported');
  await bring('broadband-statistics', 'agcom', 'Reportistica_250630_comuni.csv', STATISTICS);
  await bring('zones', 'osm', 'zone.geojson', ZONES);
  await bring('firms', 'registro', 'aziende.csv', FIRMS);
  await bring('coverage', 'rilievo', 'copertura.geojson', covering(0.005));
  await bring('segments', 'piano', 'tratte.geojson', SEGMENTS);

  // West: one firm in the covered half of the zone, one in the other half, one known only to the municipality.
  const west = await municipality(WEST);
  expect(west.gap.state).toBe('current');
  expect(west.statistic!.ftthShare).toBe(0.75);
  expect(inShort(west.gap.before)).toEqual({
    firms: [1, 1, 1],
    zoneGapShare: '0.500',
    employees: '0.250',
    export: (0.9 / 1.4).toFixed(3),
  });
  expect(west.gap.before!.aidClasses).toEqual({ white: 1, grey: 1, black: 0 });
  // The segment serves a strip 200 m wide of the 784 m of the zone, and with it the firm on it.
  expect(west.gap.firmsNewlyServed).toBe(1);
  const after = inShort(west.gap.after);
  expect(after).toEqual({ firms: [2, 0, 1], zoneGapShare: expect.any(String), employees: '0.000', export: '0.000' });
  expect(west.gap.after!.zoneGapShare).toBeCloseTo(0.5 - 200 / 784.05, 3);
  const { features } = await server.read<FirmList>(`/firms?municipality=${WEST}&${QUESTION}`);
  const ciprie = features.find(({ properties }) => properties.name === 'Ciprie')!.properties;
  expect([ciprie.service, ciprie.servedFrom]).toEqual(['servedByHorizon', '2027-06-30']);
  expect(ciprie.nearestServedM).toBeCloseTo(0.0025 * 78_405, 0);
  expect(ciprie.nearestSegmentM).toBeCloseTo(0, 1);
  const { features: lines } = await server.read<SegmentList>(`/segments?municipality=${WEST}`);
  const { firstPromisedReadyOn, readyOn, slippageDays } = lines[0]!.properties;
  expect([firstPromisedReadyOn, readyOn, slippageDays]).toEqual(['2026-12-31', '2027-06-30', 181]);
  // East: its only firm and its zone are covered; nobody states employees or export there.
  const east = await municipality(EAST);
  expect(inShort(east.gap.before)).toEqual({ firms: [1, 0, 0], zoneGapShare: '0.000', employees: null, export: null });

  // The whole zone in the west is covered now; the east is as it was, and is not computed again.
  expect(await bring('coverage', 'rilievo', 'copertura.geojson', covering(0.01))).toBe('imported');
  const better = await municipality(WEST);
  expect(inShort(better.gap.before)).toEqual({
    firms: [2, 0, 1],
    zoneGapShare: '0.000',
    employees: '0.000',
    export: '0.000',
  });
  expect(better.gap.computedAt! > west.gap.computedAt!).toBe(true);
  expect(await municipality(EAST)).toEqual(east);

  // The old file again: everything as before, to the last digit; and once more: nothing at all happens.
  expect(await bring('coverage', 'rilievo', 'copertura.geojson', covering(0.005))).toBe('imported');
  const again = await municipality(WEST);
  expect({ ...again.gap, computedAt: null }).toEqual({ ...west.gap, computedAt: null });
  expect(await bring('coverage', 'rilievo', 'copertura.geojson', covering(0.005))).toBe('unchanged');
  expect(await municipality(WEST)).toEqual(again);
  expect(await municipality(EAST)).toEqual(east);
});
