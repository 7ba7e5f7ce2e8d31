import type { Bilingual } from '../../problem.ts';
import type { Column } from './columns.ts';
import type { Shape } from './geometry.ts';
import type { RowReader } from './row-reader.ts';

/** What every row of a data set has, whatever its kind. */
export interface StagedRow {
  /** record of the source file, counted from 1 */
  row: number;
  line: number;
}

/** What a parser knows beside the row. */
export interface ImportContext {
  datasetName: string;
  /** the day the data speaks of, as stated or told by the file's name */
  asOf: string | null;
}

/** A row that is left out on purpose; counted and told as a warning. */
export const SKIPPED = Symbol('skipped');

/** One kind of data set, whatever the format: the columns it reads, where its rows lie, how a record becomes a typed row. */
export interface Kind<Row extends StagedRow> {
  columns: readonly Column[];
  /** What shapes its rows have on the map, and whether each must have one; absent where they have none. */
  place?: { shapes: readonly Shape[]; isOptional?: boolean };
  /** What is wrong with the rows that it leaves out, after "they"; absent where it leaves out none. */
  leavesOut?: Bilingual;
  /** Null where the row has faults, which the reader then holds. */
  parse(row: RowReader, context: ImportContext): Row | typeof SKIPPED | null;
}

/** Id of a feature, stable over imports: the data set's name and the source's own id, else the number of the row. */
export function featureId(context: ImportContext, row: RowReader): string {
  return `${context.datasetName}:${row.text('id') ?? row.row}`;
}
