import type { DataSource } from 'typeorm';
import type { Queryable } from './database/queryable.ts';
import { ColumnMapping } from './datasets/kinds/columns.ts';
import { readPlace } from './datasets/kinds/read-place.ts';
import type { ReadEvent, SourceRecord } from './datasets/readers/source-record.ts';
import { RowIntake, type TakenRecord } from './datasets/row-intake.ts';
import { projectPlaces } from './import-run.ts';
import { KINDS_BY_NAME } from './import-ways.ts';
import type { Choices, Preview } from './imports/contract.ts';
import { type Guess, reasonFor } from './imports/guess-crs.ts';
import { positionsOf } from './imports/projections.ts';
import { cellsOf } from './imports/propose-columns.ts';
import { columnsToMap } from './imports/propose-kind.ts';
import { readFile, type ReadingLimits } from './imports/reading.ts';
import { guessSystems } from './imports/store-projections.ts';
import type { KeptUpload } from './imports/uploads.ts';
import { Problem, type Bilingual, type RowError } from './problem.ts';

const PREVIEW_ROWS = 200;
const SHOWN_SAMPLES = 3;
const SHOWN_CHARACTERS = 200;

/** The first rows of a file as they would be imported, with whatever is wrong with them and with the choices. */
export async function previewFile(
  db: DataSource,
  { file }: KeptUpload,
  choices: Choices,
  limits?: Partial<ReadingLimits>,
): Promise<Preview> {
  const events: ReadEvent[] = [];
  let isWhole = false;
  for await (const batch of readFile(file, choices, PREVIEW_ROWS, limits)) {
    events.push(...batch.events);
    isWhole = batch.isEnd;
  }
  const records = events.flatMap((event) => (event.type === 'record' ? event.record : []));
  const kind = KINDS_BY_NAME[choices.kind];
  const columns = columnsToMap(kind, records);
  const mapping = new ColumnMapping(columns, choices.columns);
  const context = { datasetName: 'preview', asOf: '2000-01-01' };
  const intake = new RowIntake(kind, context, mapping, choices.decimal);
  const warnings: Bilingual[] = [];
  const note = <Result>(work: () => Result): Result | null => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (!warnings.some(({ en }) => en === error.detail.en)) warnings.push(error.detail);
      return null;
    }
  };
  const told = events.find((event) => event.type === 'columns');
  if (told) note(() => mapping.checkHeader(told.columns, told.line));
  const taken = intake.take(events.filter(({ type }) => type !== 'columns'));
  const guesses = await guessSystems(db, firstPositions(taken));
  await projectPlaces(db, taken, choices);
  for (const one of taken) note(() => intake.parse([one]));
  warnings.push(...(note(() => intake.conclude()) ?? []));

  const names = told?.columns ?? [...new Set(records.flatMap(({ properties }) => Object.keys(properties)))];
  const fromOf = new Map(columns.map(({ name }) => [name, names.find((one) => mapping.reads(one, name)) ?? null]));
  const used = new Set(fromOf.values());
  return {
    columns: columns.map(({ name, required = false, meaning = { en: name, it: name } }) => {
      const from = fromOf.get(name)!;
      const samples = from === null ? [] : [...new Set(cellsOf(records, from))].slice(0, SHOWN_SAMPLES);
      return { name, required, from, meaning, samples: samples.map(shorten) };
    }),
    unused: names.filter((name) => name !== '' && !used.has(name)),
    rows: rowsOf(
      taken,
      intake.faults,
      columns.map(({ name }) => name),
    ),
    isWhole,
    warnings,
    crsGuesses: guesses.map((guess) => ({
      epsg: guess.epsg,
      name: guess.name,
      fits: guess.fits,
      why: reasonFor(guess),
    })),
  };
}

/** Where the first records of a file lie, in its own coordinates, as the columns were chosen. */
export async function guessFromSample(
  db: Queryable,
  sample: readonly SourceRecord[],
  choices: Choices,
): Promise<Guess[]> {
  const kind = KINDS_BY_NAME[choices.kind];
  if (!kind.place) return [];
  const mapping = new ColumnMapping(columnsToMap(kind, sample), choices.columns);
  const taken = sample.map((record) => {
    const cells = mapping.map(record.properties);
    return { record, cells, place: readPlace(record, cells, choices.decimal) };
  });
  return guessSystems(db, firstPositions(taken));
}

/** One position of each record. */
function firstPositions(taken: readonly TakenRecord[]): { x: number[]; y: number[] } {
  const firsts = taken.flatMap(({ place }) => positionsOf([place.geometry]).slice(0, 1));
  return { x: firsts.map(([x]) => x), y: firsts.map(([, y]) => y) };
}

function rowsOf(taken: readonly TakenRecord[], faults: readonly RowError[], columns: string[]): Preview['rows'] {
  const byRow = Map.groupBy(faults, ({ row }) => row);
  const rows = taken.map(({ record: { row, line }, cells, place }) => {
    const own = byRow.get(row) ?? [];
    byRow.delete(row);
    const values = Object.fromEntries(columns.map((name) => [name, shown(cells.get(name))]));
    const isPlaced = place.fault === null && own.every(({ column }) => column !== place.column);
    return { row, line, values, geometry: isPlaced ? place.geometry : null, faults: own };
  });
  // Those that could not be made a record of at all.
  const others = [...byRow].map(([row, own]) => ({ row, line: own[0]!.line, values: {}, geometry: null, faults: own }));
  return [...rows, ...others].toSorted((a, b) => a.row - b.row);
}

function shown(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return shorten(typeof value === 'string' ? value : JSON.stringify(value));
}

const shorten = (text: string): string => text.slice(0, SHOWN_CHARACTERS);
