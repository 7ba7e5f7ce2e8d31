import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { KINDS } from './datasets/contract.ts';
import { countWithoutPlace } from './datasets/places.ts';
import { lockImports, removeDatasets } from './datasets/save.ts';
import type { Queryable } from './database/queryable.ts';
import { importFile, type Description } from './imports.ts';

const FOLDER = join(import.meta.dirname, '..', 'data');
const GENERATOR = 'Ultimo Miglio, generated for demonstration';
const AGCOM = {
  kind: 'broadband-statistics',
  nature: 'fact',
  origin: 'AGCOM, Broadband Map, report by comune',
  sourceUrl: 'https://maps.agcom.it/',
  licence: 'no licence text found; quoted with its source',
} as const;
const GENERATED = { nature: 'generated', origin: GENERATOR, licence: 'CC0 1.0' } as const;

/** The files of data/, in the order in which one needs the other; see data/SOURCES.md. */
const FILES: Description[] = [
  {
    kind: 'municipalities',
    name: 'demo',
    fileName: 'demo/municipalities.geojson',
    nature: 'generated',
    origin: `${GENERATOR}: boundaries. Names, codes, population, centres: ISTAT, processed by Openpolis`,
    licence: 'CC BY 4.0',
  },
  { ...AGCOM, name: 'demo-agcom-2025-03-31', fileName: 'facts/broadband-statistics_250331.csv', asOf: '2025-03-31' },
  { ...AGCOM, name: 'demo-agcom-2025-06-30', fileName: 'facts/broadband-statistics_250630.csv', asOf: '2025-06-30' },
  { ...GENERATED, kind: 'zones', name: 'demo', fileName: 'demo/zones.geojson' },
  { ...GENERATED, kind: 'firms', name: 'demo', fileName: 'demo/firms.csv' },
  {
    kind: 'firms',
    name: 'demo-sourced',
    fileName: 'facts/firms.csv',
    nature: 'fact',
    origin: 'newspapers and trade press; the source of each firm is with the firm',
    licence: 'public facts',
  },
  { ...GENERATED, kind: 'coverage', name: 'demo', fileName: 'demo/coverage.geojson' },
  { ...GENERATED, kind: 'segments', name: 'demo', fileName: 'demo/segments.geojson' },
  { ...GENERATED, kind: 'delivery-points', name: 'demo', fileName: 'demo/delivery-points.geojson' },
];

type State = 'loading' | 'loaded' | 'unwanted';

/**
 * Loads the demonstration data into a database where nothing has been imported yet. A loading that was cut short is
 * taken up again at the next call; once loaded, or removed, nothing happens any more.
 *
 * @param anyway  load it whatever has been imported or removed before
 */
export async function loadDemonstration(
  dataSource: DataSource,
  log: (line: string) => void,
  { anyway = false } = {},
): Promise<void> {
  if (!anyway && !(await isWanted(dataSource))) return;
  await setState(dataSource, 'loading');
  const trueBoundaries = await haveTrueBoundaries(dataSource);
  log('loading the demonstration data');
  for (const file of FILES) {
    if (file.kind === 'municipalities' && trueBoundaries) {
      log('  true boundaries are here: the schematic ones are left out');
      continue;
    }
    const { outcome, dataset } = await importFile(dataSource, join(FOLDER, file.fileName), file);
    log(`  ${file.kind} (${dataset.nature}): ${dataset.rowsStored}${outcome === 'unchanged' ? ', here already' : ''}`);
  }
  await setState(dataSource, 'loaded');
}

/** Removes what the demonstration brought, facts and generated, and every other generated data set; gives their number. */
export async function removeDemonstration(dataSource: DataSource): Promise<number> {
  return dataSource.transaction(async (db) => {
    await lockImports(db);
    const found = await db.query<{ id: number }[]>(
      `SELECT id FROM dataset WHERE nature = 'generated' OR (kind, name) IN (
         SELECT * FROM unnest($1::text[], $2::text[]))`,
      [FILES.map(({ kind }) => kind), FILES.map(({ name }) => name)],
    );
    await removeDatasets(
      db,
      found.map(({ id }) => id),
    );
    await countWithoutPlace(db, KINDS);
    await setState(db, 'unwanted');
    return found.length;
  });
}

/** Where others have imported first, nobody is surprised by invented data. */
async function isWanted(db: Queryable): Promise<boolean> {
  const [row] = await db.query<{ state: State }[]>('SELECT state FROM demonstration');
  if (row !== undefined) return row.state === 'loading';
  const [{ empty }] = await db.query<[{ empty: boolean }]>('SELECT NOT EXISTS (SELECT FROM dataset) AS empty');
  return empty;
}

async function haveTrueBoundaries(db: Queryable): Promise<boolean> {
  const [{ found }] = await db.query<[{ found: boolean }]>(
    `SELECT EXISTS (SELECT FROM municipality m JOIN dataset d ON d.id = m.dataset_id WHERE d.nature = 'fact') AS found`,
  );
  return found;
}

async function setState(db: Queryable, state: State): Promise<void> {
  await db.query(
    `INSERT INTO demonstration (state) VALUES ($1) ON CONFLICT (single) DO UPDATE SET state = excluded.state`,
    [state],
  );
}
