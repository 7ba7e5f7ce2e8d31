import { createReadStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Imports } from '../../server/imports/conversation.ts';
import { openImports } from '../../server/import-conversation.ts';
import type { Choices, Run, Upload } from '../../server/imports/contract.ts';
import { Problem } from '../../server/problem.ts';
import type { Report } from './report.ts';

/** What must come of a file of the field: a data set of so many rows, or a refusal for the reason that it deserves. */
interface Expected {
  file: string;
  /** what its user says beside what the program understands */
  chosen?: Partial<Choices>;
  asOf?: string;
  format?: Upload['format'];
  epsg?: number;
  /** rows read, and of them faultless ones */
  read?: number;
  faultless?: number;
  refused?: RegExp;
}

const OFDS = 'fibre/ofds-standard-0.3/examples';
const KENYA = 'fibre/ofds-networks/Kenya-NOFBI-0.2';

/** In the order in which one needs the other: firms and statistics lie in the municipalities before them. */
const EXPECTED: readonly Expected[] = [
  { file: 'boundaries/lombardia_comuni_2023.geojson', format: 'geojson', epsg: 4326, read: 1503, faultless: 1503 },
  { file: 'boundaries/limits_P_19_municipalities.geojson', format: 'geojson', read: 113, faultless: 113 },
  {
    file: 'messy/derived-gis/comuni_cremona_EPSG32632_cp1252_shp.zip',
    format: 'shapefile',
    epsg: 32632,
    read: 113,
    faultless: 113,
  },
  { file: 'messy/derived-gis/comuni_cremona_two-layers.gpkg', format: 'geopackage', read: 113, faultless: 113 },
  { file: 'fibre/agcom/Reportistica_250331_Comuni.csv', format: 'csv', read: 7896, faultless: 7896 },
  { file: 'fibre/agcom/Reportistica_250630_Comuni.csv', format: 'csv', read: 7896, faultless: 7896 },
  { file: 'firms/cosmetics_firms.csv', format: 'csv', chosen: { kind: 'firms' }, read: 86, faultless: 86 },
  {
    file: 'osm/badhersfeld-2021_industrial-zones.geojson',
    format: 'geojson',
    chosen: { kind: 'zones' },
    read: 37,
    faultless: 37,
  },
  {
    file: 'osm/badhersfeld-2021.osm.pbf',
    format: 'osmPbf',
    chosen: { kind: 'zones', layer: 'zones' },
    read: 37,
    faultless: 37,
  },
  // No boundaries: what it says of the municipalities is read, and that each lacks its place is told.
  {
    file: 'messy/istat_elenco_comuni_2020-01-01_latin1_semicolon.csv',
    format: 'csv',
    chosen: { kind: 'municipalities' },
    read: 7904,
    faultless: 0,
  },
  {
    file: 'messy/comuni_brescia_dms_and_comma-pairs.csv',
    format: 'csv',
    chosen: { kind: 'delivery-points' },
    faultless: 205,
    read: 205,
  },
  {
    file: `${OFDS}/json/network-package.json`,
    format: 'ofdsJson',
    chosen: { kind: 'delivery-points', layer: 'nodes' },
    read: 2,
  },
  { file: `${OFDS}/json/network-separate-files.json`, refused: /no nodes or spans/ },
  { file: `${OFDS}/json/network-separate-endpoints.json`, refused: /no nodes or spans/ },
  { file: `${OFDS}/geojson/nodes.geojson`, format: 'geojson', chosen: { kind: 'delivery-points' }, read: 2 },
  {
    file: `${KENYA}/ofds_NOFBI_Kenya_nodes.geojson`,
    format: 'geojson',
    chosen: { kind: 'delivery-points' },
    read: 102,
  },
  { file: `${KENYA}/ofds_NOFBI_Kenya_spans.geojson`, format: 'geojson', chosen: { kind: 'segments' }, read: 112 },
];

const POLL_MS = 50;

/** Every file of the folder of field data through the conversation, against what its README says. */
export async function checkFieldFiles(db: DataSource, folder: string, report: Report): Promise<void> {
  const imports = await openImports(db, { soleProcess: true });
  try {
    for (const expected of EXPECTED.filter(({ file }) => existsSync(join(folder, file)))) {
      await checkFile(imports, folder, expected, report);
    }
  } finally {
    await imports.close();
  }
}

async function checkFile(imports: Imports, folder: string, expected: Expected, report: Report): Promise<void> {
  const { file, chosen = {}, refused } = expected;
  const fileName = basename(file);
  const outcome = await take(imports, join(folder, file), expected).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  if (outcome instanceof Problem || refused) {
    const said = outcome instanceof Problem ? outcome.detail.en : 'read';
    report.check(`${fileName} is refused`, refused?.test(said) ?? false, said.slice(0, 200));
    return;
  }
  const { upload, choices, run } = outcome;
  const seen = {
    format: upload.format,
    epsg: choices.epsg,
    read: run.report?.rowsRead,
    faultless: run.report?.rowsFaultless,
  };
  const asked = { format: expected.format, epsg: expected.epsg, read: expected.read, faultless: expected.faultless };
  const told = Object.entries(asked).filter(([, value]) => value !== undefined);
  const holds = told.every(([name, value]) => seen[name as keyof typeof seen] === value);
  report.check(
    `${fileName} as ${chosen.kind ?? choices.kind}`,
    holds,
    `${JSON.stringify(seen)}, expected ${JSON.stringify(Object.fromEntries(told))}`,
  );
}

async function take(imports: Imports, path: string, { file, chosen = {}, asOf }: Expected) {
  const upload = await imports.receive(createReadStream(path), basename(file));
  try {
    const { kind = null, layer = null } = chosen;
    const proposed =
      kind === null && layer === null ? upload.proposed : await imports.proposal(upload.id, { kind, layer });
    const choices: Choices = { ...proposed, ...chosen };
    const name = basename(file)
      .replace(/[^\w .()-]/g, '_')
      .slice(0, 100);
    const dataset = { name, nature: null, origin: null, sourceUrl: null, licence: null, asOf: asOf ?? null };
    const run = await settled(imports, imports.check(upload.id, { choices, dataset }));
    if (run.report && run.report.faultCount === 0) {
      await settled(imports, imports.importRun(run.id, 'all'));
    } else if (run.state === 'checked') await imports.cancel(run.id);
    return { upload, choices, run };
  } finally {
    await imports.removeUpload(upload.id);
  }
}

async function settled(imports: Imports, begun: Run): Promise<Run> {
  let run = begun;
  while (run.state === 'checking' || run.state === 'importing') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    run = imports.run(run.id);
  }
  if (run.problem !== null) throw new Problem('file-unreadable', run.problem.detail);
  return run;
}
