import type { DatasetKind } from '../datasets/contract.ts';
import type { Kind, StagedRow } from '../datasets/kinds/kind.ts';
import { PLACE_COLUMNS } from '../datasets/kinds/place-columns.ts';
import type { SourceRecord } from '../datasets/readers/source-record.ts';
import type { Column } from '../datasets/kinds/columns.ts';
import { matchColumns } from './propose-columns.ts';

export type Kinds = Readonly<Partial<Record<DatasetKind, Kind<StagedRow>>>>;

/** What a kind reads of a file: its own columns, and those of a place where the file has no geometry. */
export function columnsToMap({ columns, place }: Kind<StagedRow>, sample: readonly SourceRecord[]): readonly Column[] {
  if (place === undefined || sample.some(({ geometry }) => geometry !== null)) return columns;
  const isPoint = (place.shapes as readonly string[]).includes('Point');
  const own = new Set(columns.map(({ name }) => name));
  return [...columns, ...PLACE_COLUMNS.filter(({ name }) => !own.has(name) && (isPoint || name === 'wkt'))];
}

/** Columns that every kind has say little of which it is. */
const COMMON = new Set(['id', 'name', 'network', 'operator', 'status']);
const COMMON_WEIGHT = 0.5;
const REQUIRED_WEIGHT = 3;

/**
 * The kind that a file most likely is, by its columns and its shapes.
 *
 * @returns with a score: below 1 it might be any
 */
export function proposeKind(
  kinds: Kinds,
  names: readonly string[],
  sample: readonly SourceRecord[],
): { kind: DatasetKind; score: number } {
  const scored = (Object.entries(kinds) as [DatasetKind, Kind<StagedRow>][]).map(([kind, what]) => ({
    kind,
    score: score(what, names, sample),
  }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best));
}

function score(kind: Kind<StagedRow>, names: readonly string[], sample: readonly SourceRecord[]): number {
  const matches = matchColumns(columnsToMap(kind, sample), names, sample);
  const found = new Set(matches.map(({ column }) => column.name));
  let sum = shapeScore(kind, sample, found);
  for (const { column, by } of matches) {
    const weight = COMMON.has(column.name) ? COMMON_WEIGHT : column.required ? REQUIRED_WEIGHT : 1;
    sum += by === 'name' ? weight : weight / 2;
  }
  for (const { name, required } of kind.columns) if (required && !found.has(name)) sum -= REQUIRED_WEIGHT;
  return sum;
}

const UNFIT = -100;

function shapeScore({ place }: Kind<StagedRow>, sample: readonly SourceRecord[], found: ReadonlySet<string>): number {
  const types = new Set(sample.flatMap(({ geometry }) => (geometry as { type?: string } | null)?.type ?? []));
  if (types.size > 0) {
    if (place === undefined) return -REQUIRED_WEIGHT;
    return [...types].some((type) => (place.shapes as readonly string[]).includes(type)) ? 1 : UNFIT;
  }
  if (place === undefined) return 0;
  const told = found.has('wkt') || found.has('position') || (found.has('x') && found.has('y'));
  return told ? 1 : place.isOptional ? 0 : -2 * REQUIRED_WEIGHT;
}
