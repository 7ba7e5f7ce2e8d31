import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'csv-parse/sync';

import type { FactMunicipality } from './build-files.ts';

type Row = Record<string, string>;

const FAMILIES = 'Famiglie Residenti (calcolato)';
const FAMILIES_FTTH = 'Famiglie raggiunte FTTH (calcolato)';

/** Reads `data/facts/`: municipalities joined to AGCOM's figures of June 2025. */
export function readFacts(folder: string): FactMunicipality[] {
  const statistics = new Map(
    readRows(path.join(folder, 'broadband-statistics_250630.csv')).map((row) => [
      row['pro_com']!.padStart(6, '0'),
      row,
    ]),
  );
  return readRows(path.join(folder, 'municipalities.csv')).map((row) => {
    const families = statistics.get(row['com_istat_code']!);
    return {
      com_istat_code: row['com_istat_code']!,
      name: row['name']!,
      prov_acr: row['prov_acr']!,
      prov_name: row['prov_name']!,
      areaKm2: Number(row['area_km2']),
      population: Number(row['population']),
      centre: [Number(row['lon']), Number(row['lat'])],
      ftthShare: families ? shareOf(families[FAMILIES_FTTH]!, families[FAMILIES]!) : null,
    };
  });
}

/** A blank is not zero: without either figure there is no share. */
function shareOf(part: string, whole: string): number | null {
  return part === '' || whole === '' ? null : Number(part) / Number(whole);
}

function readRows(file: string): Row[] {
  return parse(readFileSync(file), { columns: true, bom: true });
}
