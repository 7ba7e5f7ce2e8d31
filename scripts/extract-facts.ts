/**
 * Extracts the facts of the demonstration from the folder of field data: `node scripts/extract-facts.ts FOLDER`.
 *
 * The municipalities of the province of Cremona within 16 km of Crema and those that share a border
 * with one of them, their AGCOM figures, and the sourced cosmetics firms among them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'csv-parse/sync';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';

import { writeCsv } from './demo/write-csv.ts';
import { findBorderNeighbours } from './demo/border-neighbours.ts';
import { localPlane } from './demo/plane.ts';

type Row = Record<string, string>;

const FACTS = path.join(import.meta.dirname, '..', 'data', 'facts');
const CREMA = '019035';
const RADIUS_M = 16_000;
const FAMILIES = 'Famiglie Residenti (calcolato)';
const FAMILIES_FTTH = 'Famiglie raggiunte FTTH (calcolato)';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Usage: node scripts/extract-facts.ts FOLDER, the folder of field data');
  process.exit(2);
}

const municipalities = selectMunicipalities(folder);
const codes = new Set(municipalities.map((row) => row['com_istat_code']!));
const columns = ['com_istat_code', 'name', 'prov_acr', 'prov_name', 'area_km2', 'population', 'lat', 'lon'];
writeFacts('municipalities.csv', municipalities, columns);
for (const date of ['250331', '250630']) {
  const rows = readRows(folder, `fibre/agcom/Reportistica_${date}_Comuni.csv`)
    .filter((row) => codes.has(row['pro_com']!.padStart(6, '0')))
    .toSorted((a, b) => a['pro_com']!.padStart(6, '0').localeCompare(b['pro_com']!.padStart(6, '0'), 'en'));
  const agcomColumns = ['Regione', 'Provincia', 'Comune', 'pro_com', FAMILIES, FAMILIES_FTTH];
  writeFacts(`broadband-statistics_${date}.csv`, rows, agcomColumns);
}
writeFacts(
  'firms.csv',
  readRows(folder, 'firms/cosmetics_firms.csv').filter(
    (row) => row['town'] === '' || codes.has(row['com_istat_code']!),
  ),
  ['name', 'town', 'prov_acr', 'com_istat_code', 'activity', 'polo_della_cosmesi', 'source'],
);

function selectMunicipalities(from: string): Row[] {
  const rows = readRows(from, 'boundaries/lombardia_comuni_attributi.csv');
  const crema = rows.find((row) => row['com_istat_code'] === CREMA)!;
  const plane = localPlane([Number(crema['lon']), Number(crema['lat'])]);
  const near = rows.filter((row) => {
    const [x, y] = plane.toPlane([Number(row['lon']), Number(row['lat'])]);
    return row['prov_acr'] === 'CR' && Math.hypot(x, y) <= RADIUS_M;
  });
  const boundaries = JSON.parse(
    readFileSync(path.join(from, 'boundaries/lombardia_comuni_2023.geojson'), 'utf8'),
  ) as FeatureCollection<Polygon | MultiPolygon, { com_istat_code: string }>;
  const chosen = findBorderNeighbours(boundaries.features, new Set(near.map((row) => row['com_istat_code']!)));
  return rows.filter((row) => chosen.has(row['com_istat_code']!));
}

function readRows(from: string, file: string): Row[] {
  return parse(readFileSync(path.join(from, file)), { columns: true, bom: true, relax_column_count: true });
}

function writeFacts(file: string, rows: readonly Row[], columns: readonly string[]): void {
  writeFileSync(path.join(FACTS, file), writeCsv(rows, columns));
  console.log(`${file}: ${rows.length} rows`);
}
