import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import type { MultiPolygon, Polygon } from 'geojson';
import type { DataSource } from 'typeorm';
import type { DatasetKind } from '../../server/datasets/contract.ts';
import { importFile } from '../../server/imports.ts';
import { FIRM_COLUMNS } from '../demo/build-files.ts';
import { generateDemo } from '../demo/generate.ts';
import type { DemoMunicipality } from '../demo/site.ts';
import { writeCsv } from '../demo/write-csv.ts';

/** The real files that the run imports, below the folder of field data. */
export const FILES = {
  boundaries: 'boundaries/lombardia_comuni_2023.geojson',
  province: 'boundaries/limits_P_19_municipalities.geojson',
  attributes: 'boundaries/lombardia_comuni_attributi.csv',
  march: 'fibre/agcom/Reportistica_250331_Comuni.csv',
  june: 'fibre/agcom/Reportistica_250630_Comuni.csv',
  firms: 'firms/cosmetics_firms.csv',
} as const;

const SEED = 'acceptance';

/** Imports a real file. */
export function importReal(db: DataSource, folder: string, kind: DatasetKind, file: string) {
  return importFile(db, createReadStream(join(folder, file)), {
    kind,
    name: basename(file).replace(/\.[^.]+$/, ''),
    fileName: basename(file),
  });
}

/** Generates zones, coverage, firms and segments over the real boundaries of the province, and imports them. */
export async function importGenerated(db: DataSource, folder: string) {
  const demo = generateDemo({ municipalities: await readProvince(folder), seed: SEED });
  const files: [DatasetKind, string, string][] = [
    ['zones', 'zones.geojson', JSON.stringify(demo.zones)],
    ['firms', 'firms.csv', writeCsv(demo.firms, FIRM_COLUMNS)],
    ['coverage', 'coverage.geojson', JSON.stringify(demo.coverage)],
    ['segments', 'segments.geojson', JSON.stringify(demo.segments)],
  ];
  for (const [kind, fileName, text] of files) {
    const description = { kind, name: `generated ${kind}`, fileName, nature: 'generated' as const };
    await importFile(db, Readable.from([text]), description);
  }
  return {
    zones: demo.zones.features.length,
    firms: demo.firms.length,
    coverage: demo.coverage.features.length,
    segments: demo.segments.features.length,
  };
}

async function readProvince(folder: string): Promise<DemoMunicipality[]> {
  const { features } = JSON.parse(await readFile(join(folder, FILES.province), 'utf8')) as {
    features: { properties: { com_istat_code: string; name: string }; geometry: Polygon | MultiPolygon }[];
  };
  const attributes = await readRows(join(folder, FILES.attributes), ',');
  const families = await readRows(join(folder, FILES.june), ',');
  const byCode = new Map(attributes.map((row) => [row['com_istat_code'], row]));
  const shareOf = new Map(
    families.map((row) => [
      row['pro_com']!.padStart(6, '0'),
      Number(row['Famiglie raggiunte FTTH (calcolato)']) / Number(row['Famiglie Residenti (calcolato)']),
    ]),
  );
  return features.flatMap(({ properties: { com_istat_code: code, name }, geometry }) => {
    const row = byCode.get(code);
    const share = shareOf.get(code);
    if (!row?.['population']) return [];
    return [
      {
        code,
        name,
        centre: [Number(row['lon']), Number(row['lat'])] as const,
        population: Number(row['population']),
        ftthShare: share !== undefined && Number.isFinite(share) ? share : null,
        boundary: geometry,
      },
    ];
  });
}

async function readRows(path: string, delimiter: string): Promise<Record<string, string>[]> {
  const { parse } = await import('csv-parse/sync');
  return parse(await readFile(path), { columns: true, delimiter, bom: true, relax_column_count: true });
}
