import { isDeepStrictEqual } from 'node:util';
import type { DataSource } from 'typeorm';
import type { Queryable } from './database/queryable.ts';
import { KINDS, type Dataset } from './datasets/contract.ts';
import { ColumnMapping } from './datasets/kinds/columns.ts';
import type { StagedRow } from './datasets/kinds/kind.ts';
import { PLACE_COLUMNS } from './datasets/kinds/place-columns.ts';
import { countWithoutPlace } from './datasets/places.ts';
import { MAX_FAULTS_KEPT, RowIntake, type TakenRecord } from './datasets/row-intake.ts';
import { isIntact, isUnchanged, lockImports, saveDataset, type Statement } from './datasets/save.ts';
import {
  dropStaging,
  findDuplicates,
  openStaging,
  touchStaging,
  unstage,
  unstageDuplicates,
} from './datasets/staging.ts';
import { recordVersion } from './datasets/store-versions.ts';
import { findDataset } from './datasets/store.ts';
import { placeFirms } from './firms/save.ts';
import { WAYS, type Way } from './import-ways.ts';
import type { Choices } from './imports/contract.ts';
import type { KeptFile } from './imports/keep-file.ts';
import { positionsOf, systemOf, WGS84 } from './imports/projections.ts';
import { readFile, type ReadingLimits } from './imports/reading.ts';
import { municipalitiesVersion } from './imports/store.ts';
import { transformPositions } from './imports/store-projections.ts';
import type { Bilingual } from './problem.ts';
import { Problem } from './problem.ts';

/** What a file is to become. */
export interface Goal extends Statement {
  name: string;
  choices: Choices;
}

export interface ImportProgress {
  rows: number;
  bytesRead: number;
  bytesTotal: number;
}

export interface ImportOutcome {
  outcome: 'imported' | 'unchanged';
  dataset: Dataset;
}

export interface Watch {
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
  limits?: Partial<ReadingLimits> | undefined;
}

/** A file that is read and staged whole, every fault of it known; nothing that others see has changed. */
export interface CheckedFile {
  staged: string;
  intake: RowIntake<StagedRow>;
  warnings: Bilingual[];
  rowsFaultless: number;
  /** of the municipalities that the rows were placed in */
  municipalitiesVersion: string;
}

const TOUCH_EVERY_MS = 5 * 60_000;

/**
 * Reads a file whole and stages its faultless rows, in short statements, so that others come between them.
 *
 * @throws Problem 'file-unreadable' where the file as a whole is wrong; nothing is left staged then
 */
export async function checkFile(
  db: DataSource,
  file: KeptFile,
  { name, choices, asOf }: Goal,
  watch: Watch = {},
): Promise<CheckedFile> {
  const way = WAYS[choices.kind];
  const columns = [...way.kind.columns, ...(way.kind.place ? PLACE_COLUMNS.filter(isFree(way)) : [])];
  const mapping = new ColumnMapping(columns, choices.columns);
  const context = { datasetName: name, asOf: asOf ?? null };
  const intake = new RowIntake(way.kind, context, mapping, choices.decimal);
  const version = await municipalitiesVersion(db);
  const staged = await openStaging(db, way.staging);
  try {
    await stageFile(db, { file, choices, way, staged, intake }, watch);
    watch.signal?.throwIfAborted();
    intake.noteDuplicates(way.keyColumn, await findDuplicates(db, staged, MAX_FAULTS_KEPT));
    await unstageDuplicates(db, staged);
    await settle(db, way, staged, intake);
    const warnings = intake.conclude();
    const rowsFaultless = await countStaged(db, staged);
    return { staged, intake, warnings, rowsFaultless, municipalitiesVersion: version };
  } catch (error) {
    await dropStaging(db, staged);
    throw error;
  }
}

/** A kind's own column of the same name comes first: `lat` of municipalities is their centre's. */
function isFree({ kind }: Way): (column: { name: string }) => boolean {
  const own = new Set(kind.columns.map(({ name }) => name));
  return ({ name }) => !own.has(name);
}

interface Staged {
  file: KeptFile;
  choices: Choices;
  way: Way;
  staged: string;
  intake: RowIntake<StagedRow>;
}

async function stageFile(db: DataSource, what: Staged, { onProgress, signal, limits }: Watch): Promise<void> {
  const { file, choices, way, staged, intake } = what;
  let touchedAt = performance.now();
  for await (const { events, bytesRead, bytesTotal } of readFile(file, choices, Infinity, limits)) {
    signal?.throwIfAborted();
    const taken = intake.take(events);
    await projectPlaces(db, taken, choices);
    const rows = intake.parse(taken);
    if (rows.length > 0) {
      const faulty = intake.noteRemarks(rows, await way.staging.stage(db, staged, rows));
      await unstage(db, staged, faulty);
    }
    onProgress?.({ rows: intake.rowsRead, bytesRead: Math.min(bytesRead, bytesTotal), bytesTotal });
    if (performance.now() - touchedAt < TOUCH_EVERY_MS) continue;
    touchedAt = performance.now();
    await touchStaging(db, staged);
  }
}

/** Brings the places of records from the file's coordinates to degrees WGS84. */
export async function projectPlaces(
  db: Queryable,
  taken: readonly TakenRecord[],
  { epsg, swapAxes }: Pick<Choices, 'epsg' | 'swapAxes'>,
): Promise<void> {
  if (epsg === WGS84 && !swapAxes) return;
  const positions = positionsOf(taken.map(({ place }) => place.geometry));
  if (swapAxes) for (const position of positions) [position[0], position[1]] = [position[1], position[0]];
  if (epsg === WGS84) return;
  const given = { x: positions.map(([x]) => x), y: positions.map(([, y]) => y) };
  const { x, y } = await transformPositions(db, systemOf(epsg), given);
  for (const [at, position] of positions.entries()) [position[0], position[1]] = [x[at]!, y[at]!];
}

/** Faults that settling finds; their rows are taken out. */
async function settle(db: Queryable, { staging }: Way, staged: string, intake: RowIntake<StagedRow>): Promise<void> {
  if (!staging.settle) return;
  const remarks = await staging.settle(db, staged);
  await unstage(db, staged, intake.noteRemarks(remarks, remarks));
}

async function countStaged(db: Queryable, staged: string): Promise<number> {
  const [{ rows }] = await db.query<[{ rows: number }]>(`SELECT count(*)::integer AS rows FROM ${staged}`);
  return rows;
}

interface Merging {
  rows: 'all' | 'faultless';
  signal?: AbortSignal;
  /** told how many more rows are in the data set, in a transaction that may yet fail */
  onRows?: (rows: number) => void;
}

/**
 * Makes a checked file the data set, in one transaction: all of it is there afterwards, or nothing. Where the
 * municipalities have changed since it was checked, its rows are placed in those that are there now.
 *
 * @throws Problem 'rows-rejected' where all rows are asked for and some are faulty; 'changed-meanwhile' where some have
 *   become so by what others imported since
 */
export async function mergeChecked(
  db: DataSource,
  file: KeptFile,
  goal: Goal,
  checked: CheckedFile,
  { rows, signal, onRows = () => {} }: Merging,
): Promise<ImportOutcome> {
  const { staged, intake } = checked;
  const { kind } = goal.choices;
  if (rows === 'all' && intake.faultCount > 0) throw intake.rejection();
  const way = WAYS[kind];
  return db.transaction(async (tx) => {
    await lockImports(tx);
    const present = rows === 'all' ? await findUnchanged(tx, file.sha256, goal) : null;
    if (present !== null) return { outcome: 'unchanged', dataset: present };
    if ((await municipalitiesVersion(tx)) !== checked.municipalitiesVersion) {
      await settleAgain(tx, way, checked, rows);
    }
    signal?.throwIfAborted();
    const rowsStored = await countStaged(tx, staged);
    if (rowsStored === 0) throw intake.rejection();
    const datasetId = await saveDataset(tx, {
      ...goal,
      kind,
      nature: goal.nature ?? (intake.generated ? 'generated' : 'fact'),
      fileName: file.fileName,
      sha256: file.sha256,
      rowsRead: intake.rowsRead,
      rowsStored,
      warnings: [...(rows === 'faultless' ? leftOut(intake.faultCount) : []), ...checked.warnings],
      readAs: goal.choices,
    });
    await way.staging.merge(tx, datasetId, staged, (more) => {
      signal?.throwIfAborted();
      onRows(more);
    });
    if (kind === 'municipalities') {
      await placeFirms(tx);
      await countWithoutPlace(tx, KINDS);
    } else await countWithoutPlace(tx, [kind], datasetId);
    await recordVersion(tx, datasetId);
    await dropStaging(tx, staged);
    signal?.throwIfAborted();
    return { outcome: 'imported', dataset: (await findDataset(tx, kind, goal.name))! };
  });
}

async function settleAgain(tx: Queryable, way: Way, checked: CheckedFile, rows: 'all' | 'faultless'): Promise<void> {
  const before = checked.intake.faultCount;
  await settle(tx, way, checked.staged, checked.intake);
  checked.municipalitiesVersion = await municipalitiesVersion(tx);
  if (rows === 'all' && checked.intake.faultCount > before) throw changedMeanwhile();
}

/** The data set that this file would make, where it is there already. */
export async function findUnchanged(db: Queryable, sha256: string, goal: Goal): Promise<Dataset | null> {
  const { name, nature, origin, sourceUrl, licence, asOf, choices } = goal;
  const present = await findDataset(db, choices.kind, name);
  if (present === null || !isUnchanged(present, sha256, { nature, origin, sourceUrl, licence, asOf })) return null;
  const same = (await isReadAlike(db, present.id, choices)) && (await isIntact(db, present));
  return same ? present : null;
}

/** Whether a data set was read from its file this way. */
async function isReadAlike(db: Queryable, id: number, choices: Choices): Promise<boolean> {
  const [row] = await db.query<{ readAs: unknown }[]>('SELECT read_as AS "readAs" FROM dataset WHERE id = $1', [id]);
  return row?.readAs == null || isDeepStrictEqual(row.readAs, JSON.parse(JSON.stringify(choices)));
}

const leftOut = (count: number): Bilingual[] =>
  count === 0
    ? []
    : [
        {
          en: `The faulty rows were left out: ${count} ${count === 1 ? 'fault' : 'faults'}`,
          it: `Le righe errate sono state tralasciate: ${count} ${count === 1 ? 'errore' : 'errori'}`,
        },
      ];

const changedMeanwhile = () =>
  new Problem('changed-meanwhile', {
    en: 'The municipalities have changed since the file was checked, and rows that were right are no longer: check it again',
    it: 'I comuni sono cambiati da quando il file è stato verificato, e righe che erano giuste non lo sono più: verificarlo di nuovo',
  });
