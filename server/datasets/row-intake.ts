import { Problem, type Bilingual, type RowError } from '../problem.ts';
import { ColumnMapping } from './kinds/columns.ts';
import { EnvelopeWatch } from './kinds/envelope.ts';
import { SKIPPED, type ImportContext, type Kind, type StagedRow } from './kinds/kind.ts';
import { RowReader } from './kinds/row-reader.ts';
import type { ReadEvent, SourceRecord } from './readers/source-record.ts';
import { REMARKS, type Remark } from './remarks.ts';
import type { Duplicate } from './staging.ts';

/** So many faulty rows are told one by one; all are counted. */
export const MAX_FAULTS_KEPT = 1000;
const BATCH_ROWS = 1000;
const BATCH_CHARACTERS = 2 * 1024 * 1024;
const MAX_ROWS_NAMED = 20;

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
  readonly #envelope = new EnvelopeWatch();
  readonly #faults: RowError[] = [];
  readonly #remarkedRows = new Map<Remark['remark'], number[]>();
  #faultCount = 0;
  #skipped = 0;

  constructor(kind: Kind<Row>, context: ImportContext) {
    this.#kind = kind;
    this.#context = context;
    this.#mapping = new ColumnMapping(kind.columns);
  }

  /** Faultless rows, at most 1,000 or some 2 MB at a time. */
  async *batches(events: AsyncIterable<ReadEvent>): AsyncGenerator<Row[]> {
    let batch: Row[] = [];
    let size = 0;
    for await (const event of events) {
      if (event.type === 'columns') this.#mapping.checkHeader(event.columns, event.line);
      else if (event.type === 'member') this.generated ||= event.name === 'generated' && event.value === true;
      else {
        this.rowsRead += 1;
        const row = event.type === 'fault' ? this.#fault(event.error) : this.#parse(event.record);
        if (row === null) continue;
        this.rowsTaken += 1;
        batch.push(row);
        size += event.type === 'record' ? event.record.size : 0;
        if (batch.length < BATCH_ROWS && size < BATCH_CHARACTERS) continue;
        yield batch;
        batch = [];
        size = 0;
      }
    }
    if (batch.length > 0) yield batch;
  }

  /** Takes note of what the database found out about a batch. */
  noteRemarks(batch: readonly StagedRow[], remarks: readonly Remark[]): void {
    if (remarks.length === 0) return;
    const lines = new Map(batch.map(({ row, line }) => [row, line]));
    for (const { row, remark, value = null } of remarks) {
      const { severity, column, en, it } = REMARKS[remark];
      if (severity === 'fault') this.#fault({ row, line: lines.get(row)!, column, value, reason: { en, it } });
      else this.#warn(remark, row);
    }
  }

  noteDuplicates(column: string, { duplicates, count }: { duplicates: readonly Duplicate[]; count: number }): void {
    for (const { row, line, key, firstRow } of duplicates) {
      const reason = { en: `is already in row ${firstRow}`, it: `è già nella riga ${firstRow}` };
      const value = column === 'id' ? key.slice(this.#context.datasetName.length + 1) : key;
      this.#fault({ row, line, column, value, reason });
    }
    this.#faultCount += count - duplicates.length;
  }

  /**
   * What the import let pass, once all is read and staged.
   *
   * @throws Problem 'rows-rejected' with every faulty row; 'file-unreadable' where the file as a whole is wrong:
   *   coordinates the wrong way round, or no row to take
   */
  conclude(): Bilingual[] {
    const outside = this.#envelope.conclude();
    if (this.#faultCount > 0) throw this.#rejection();
    if (this.rowsTaken === 0) throw nothingTaken(this.#skipped, this.#kind.leavesOut);
    const repaired = [...this.#remarkedRows].map(([remark, rows]) => describeRemark(remark, rows));
    return [
      ...outside,
      ...(this.#skipped === 0 ? [] : [describeSkipped(this.#skipped, this.#kind.leavesOut)]),
      ...repaired,
    ];
  }

  #parse(record: SourceRecord): Row | null {
    const flag = record.properties['generated'];
    this.generated ||= flag === true || flag === 'true';
    const row = new RowReader(record, this.#mapping.map(record.properties));
    this.#envelope.watch(row, this.#kind.placeOf ? this.#kind.placeOf(row) : row.geometry);
    const parsed = this.#kind.parse(row, this.#context);
    for (const fault of row.faults) this.#fault(fault);
    this.noteRemarks([row], row.remarks);
    if (parsed !== SKIPPED) return row.faults.length > 0 ? null : parsed;
    this.#skipped += 1;
    return null;
  }

  #warn(remark: Remark['remark'], row: number): void {
    const rows = this.#remarkedRows.get(remark) ?? [];
    this.#remarkedRows.set(remark, rows);
    rows.push(row);
  }

  #fault(error: RowError): null {
    this.#faultCount += 1;
    if (this.#faults.length < MAX_FAULTS_KEPT) this.#faults.push(error);
    return null;
  }

  #rejection(): Problem {
    const count = this.#faultCount;
    return new Problem(
      'rows-rejected',
      {
        en: `${count === 1 ? 'One fault' : `${count} faults`} in ${this.rowsRead} rows: nothing was imported. Correct the file and import it again`,
        it: `${count === 1 ? 'Un errore' : `${count} errori`} in ${this.rowsRead} righe: non è stato importato nulla. Correggere il file e importarlo di nuovo`,
      },
      { errors: this.#faults.toSorted((a, b) => a.row - b.row), errorCount: count },
    );
  }
}

function describeRemark(remark: Remark['remark'], rows: readonly number[]): Bilingual {
  const named = rows.slice(0, MAX_ROWS_NAMED).join(', ') + (rows.length > MAX_ROWS_NAMED ? ', ...' : '');
  const { en, it } = REMARKS[remark];
  return { en: `${rows.length} ${en}: rows ${named}`, it: `${rows.length} ${it}: righe ${named}` };
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
