import type { Feature, Polygon } from 'geojson';

import { generateDemo } from './generate.ts';
import { labelCollection } from './label.ts';
import type { LngLat } from './plane.ts';
import { drawSchematicBoundaries } from './schematic-boundaries.ts';
import { writeCsv } from './write-csv.ts';

/** A municipality as `data/facts/municipalities.csv` gives it, with AGCOM's share where there is one. */
export type FactMunicipality = {
  com_istat_code: string;
  name: string;
  prov_acr: string;
  prov_name: string;
  areaKm2: number;
  population: number;
  /** [lng, lat] */
  centre: LngLat;
  ftthShare: number | null;
};

/** The seed of the committed demonstration. */
export const DEMO_SEED = 'cremasco-2026';

export const FIRM_COLUMNS = [
  'id',
  'name',
  'com_istat_code',
  'activity',
  'ateco',
  'employees',
  'export_share',
  'pledged_mbps',
  'lng',
  'lat',
  'position_precision',
  'generated',
];

/** Generates the demonstration over the facts' municipalities and schematic boundaries. */
export function generateFromFacts(facts: readonly FactMunicipality[], seed: string) {
  const boundaries = drawSchematicBoundaries(facts.map(({ centre, areaKm2 }) => ({ centre, areaKm2 })));
  const municipalities = facts.map(
    ({ com_istat_code, name, prov_acr, prov_name, population, centre: [lon, lat] }, index): Feature<Polygon> => ({
      type: 'Feature',
      properties: { com_istat_code, name, prov_acr, prov_name, population, lat, lon, generated: true },
      geometry: boundaries[index]!,
    }),
  );
  const demo = generateDemo({
    municipalities: facts.map(({ com_istat_code: code, name, centre, population, ftthShare }, index) => ({
      code,
      name,
      centre,
      population,
      ftthShare,
      boundary: boundaries[index]!,
    })),
    seed,
  });
  return { municipalities: labelCollection(municipalities, seed), ...demo };
}

/** The text of every file under data/demo/, by file name. */
export function buildDemoFiles(facts: readonly FactMunicipality[], seed: string = DEMO_SEED): Map<string, string> {
  const { municipalities, zones, firms, coverage, segments, deliveryPoints } = generateFromFacts(facts, seed);
  return new Map([
    ['municipalities.geojson', writeCollection(municipalities)],
    ['zones.geojson', writeCollection(zones)],
    ['firms.csv', writeCsv(firms, FIRM_COLUMNS)],
    ['coverage.geojson', writeCollection(coverage)],
    ['segments.geojson', writeCollection(segments)],
    ['delivery-points.geojson', writeCollection(deliveryPoints)],
  ]);
}

/** One feature a line, so that a difference between two versions can be read. */
function writeCollection(collection: { features: readonly Feature[] } & object): string {
  const { features, ...head } = collection;
  const opening = JSON.stringify(head).slice(0, -1);
  return `${opening},"features":[\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`;
}
