import { Problem, type Bilingual, type RowError } from '../problem.ts';
import type { ColumnMapping } from './kinds/columns.ts';
import { EnvelopeWatch } from './kinds/envelope.ts';
import { SKIPPED, type ImportContext, type Kind, type StagedRow } from './kinds/kind.ts';
import { readPlace } from './kinds/read-place.ts';
import { RowReader, type RowPlace } from './kinds/row-reader.ts';
import type { Decimal } from './readers/cell-number.ts';
import type { ReadEvent, SourceRecord } from './readers/source-record.ts';
import { REMARKS, type Remark } from './remarks.ts';
import type { Duplicate } from './staging.ts';

/** So many faulty rows are told in an answer; all are counted. */
const MAX_FAULTS_TOLD = 1000;
/** So many are kept for the list to send back. */
export const MAX_FAULTS_KEPT = 100_000;
const MAX_ROWS_NAMED = 20;

/** A record on its way: its cells by the kind's names, and its place, in the file's coordinates until it is projected. */
export interface TakenRecord {
  record: SourceRecord;
  cells: ReadonlyMap<string, unknown>;
  place: RowPlace;
}

/**
 * Takes in the records of one file: parses them into batches of typed rows, and gathers every fault and warning on
 * the way instead of stopping at the first.
 */
export class RowIntake<Row extends StagedRow> {
  rowsRead = 0;
  rowsTaken = 0;
  /** The file says of itself, or of a row, that it was generated. */
  generated = false;

  readonly #kind: Kind<Row>;
  readonly #context: ImportContext;
  readonly #mapping: ColumnMapping;
  readonly #decimal: Decimal;
  readonly #envelope = new EnvelopeWatch();
  readonly faults: RowError[] = [];
  faultCount = 0;
  readonly #remarked = new Map<Remark['remark'], Remarked>();
  #skipped = 0;

  constructor(kind: Kind<Row>, context: ImportContext, mapping: ColumnMapping, decimal: Decimal) {
    this.#kind = kind;
    this.#context = context;
    this.#mapping = mapping;
    this.#decimal = decimal;
  }

  /**
   * Takes note of what is told, and gives the records among it.
   *
   * @throws Problem 'file-unreadable' where a required column is not there
   */
  take(events: readonly ReadEvent[]): TakenRecord[] {
    const taken: TakenRecord[] = [];
    for (const event of events) {
      if (event.type === 'columns') this.#mapping.checkHeader(event.columns, event.line);
      else if (event.type === 'member') this.generated ||= event.name === 'generated' && event.value === true;
      else if (event.type === 'fault') {
        this.rowsRead += 1;
        this.#fault(event.error);
      } else {
        this.rowsRead += 1;
        const { record } = event;
        const cells = this.#mapping.map(record.properties);
        const place = this.#kind.place ? readPlace(record, cells, this.#decimal) : NO_PLACE;
        taken.push({ record, cells, place });
      }
    }
    return taken;
  }

  /** The faultless rows of records whose places are in degrees WGS84. */
  parse(taken: readonly TakenRecord[]): Row[] {
    const rows = taken.map((one) => this.#parse(one)).filter((row) => row !== null);
    this.rowsTaken += rows.length;
    return rows;
  }

  /**
   * Takes note of what the database found out about a batch, or about all that is staged.
   *
   * @returns the rows that are faulty by it, and to be taken out again
   */
  noteRemarks(batch: readonly StagedRow[], remarks: readonly Remark[]): number[] {
    if (remarks.length === 0) return [];
    const lines = new Map(batch.map(({ row, line }) => [row, line]));
    const faulty = new Set<number>();
    for (const { row, remark, value = null } of remarks) {
      const { severity, column, en, it } = REMARKS[remark];
      if (severity === 'warning') this.#warn(remark, row, value);
      else {
        this.#fault({ row, line: lines.get(row)!, column, value, reason: { en, it } });
        faulty.add(row);
      }
    }
    return [...faulty];
  }

  noteDuplicates(column: string, { duplicates, count }: { duplicates: readonly Duplicate[]; count: number }): void {
    for (const { row, line, key, firstRow } of duplicates) {
      const reason = { en: `is already in row ${firstRow}`, it: `è già nella riga ${firstRow}` };
      const value = column === 'id' ? key.slice(this.#context.datasetName.length + 1) : key;
      this.#fault({ row, line, column, value, reason });
    }
    this.faultCount += count - duplicates.length;
  }

  /**
   * What the import let pass, once all is read and staged.
   *
   * @throws Problem 'file-unreadable' where the file as a whole is wrong: coordinates the wrong way round, or no row
   */
  conclude(): Bilingual[] {
    const outside = this.#envelope.conclude();
    if (this.rowsTaken === 0 && this.faultCount === 0) throw nothingTaken(this.#skipped, this.#kind.leavesOut);
    const repaired = [...this.#remarked].map(([remark, rows]) => describeRemark(remark, rows, this.rowsTaken));
    return [
      ...outside,
      ...(this.#skipped === 0 ? [] : [describeSkipped(this.#skipped, this.#kind.leavesOut)]),
      ...repaired,
    ];
  }

  /** Problem 'rows-rejected' with the faulty rows. */
  rejection(): Problem {
    const count = this.faultCount;
    return new Problem(
      'rows-rejected',
      {
        en: `${count === 1 ? 'One fault' : `${count} faults`} in ${this.rowsRead} rows: nothing was imported. Correct the file and import it again`,
        it: `${count === 1 ? 'Un errore' : `${count} errori`} in ${this.rowsRead} righe: non è stato importato nulla. Correggere il file e importarlo di nuovo`,
      },
      { errors: this.firstFaults(), errorCount: count },
    );
  }

  /** Those that an answer tells, in the order of the file. */
  firstFaults(): RowError[] {
    return this.faults.toSorted((a, b) => a.row - b.row).slice(0, MAX_FAULTS_TOLD);
  }

  #parse({ record, cells, place }: TakenRecord): Row | null {
    const flag = record.properties['generated'];
    this.generated ||= flag === true || flag === 'true';
    const row = new RowReader(record, cells, place, this.#decimal);
    this.#envelope.watch(row, row.geometry);
    const parsed = this.#kind.parse(row, this.#context);
    if (parsed === SKIPPED) {
      this.#skipped += 1;
      return null;
    }
    for (const fault of row.faults) this.#fault(fault);
    this.noteRemarks([row], row.remarks);
    return row.faults.length > 0 ? null : parsed;
  }

  #warn(remark: Remark['remark'], row: number, value: string | null): void {
    const remarked = this.#remarked.get(remark) ?? { rows: [], values: new Set() };
    this.#remarked.set(remark, remarked);
    remarked.rows.push(row);
    if (value !== null && remarked.values.size <= MAX_ROWS_NAMED) remarked.values.add(value.slice(0, 100));
  }

  #fault(error: RowError): null {
    this.faultCount += 1;
    if (this.faults.length < MAX_FAULTS_KEPT) this.faults.push(error);
    return null;
  }
}

const NO_PLACE: RowPlace = { geometry: null, column: 'geometry', value: null, fault: null };

/** Rows of which the same is remarked, and the first values that are worth showing. */
interface Remarked {
  rows: number[];
  values: Set<string>;
}

function describeRemark(remark: Remark['remark'], { rows, values }: Remarked, rowsTaken: number): Bilingual {
  const named = rows.slice(0, MAX_ROWS_NAMED).join(', ') + (rows.length > MAX_ROWS_NAMED ? ', ...' : '');
  const said = REMARKS[remark];
  const percent = Math.round((100 * rows.length) / Math.max(rowsTaken, 1));
  const [of, di] =
    'isShare' in said ? [` of ${rowsTaken} (${percent} %)`, ` su ${rowsTaken} (${percent} %)`] : ['', ''];
  const shown = [...values].slice(0, MAX_ROWS_NAMED).join('; ');
  const list = shown === '' ? '' : ` (${shown}${values.size > MAX_ROWS_NAMED ? '; ...' : ''})`;
  return {
    en: `${rows.length}${of} ${said.en}: rows ${named}${list}`,
    it: `${rows.length}${di} ${said.it}: righe ${named}${list}`,
  };
}

/** What a kind says of the rows that it leaves out; see Kind. */
type LeftOut = Bilingual | undefined;

function describeSkipped(count: number, they: LeftOut): Bilingual {
  return { en: `${count} rows were left out: they ${they?.en}`, it: `${count} righe tralasciate: ${they?.it}` };
}

function nothingTaken(skipped: number, they: LeftOut): Problem {
  return new Problem('file-unreadable', {
    en: `The file has no row to import${skipped > 0 ? `: ${skipped} ${they?.en}` : ''}`,
    it: `Il file non ha righe da importare${skipped > 0 ? `: ${skipped} ${they?.it}` : ''}`,
  });
}
