import { Problem, type Bilingual } from '../../problem.ts';
import { normaliseName } from '../../search/normalise-name.ts';

/** A column (or property) that a kind of data set reads. */
export interface Column {
  /** the name by which the kind reads it */
  name: string;
  /** other names that files have for it; case, accents and punctuation do not matter */
  synonyms?: readonly string[];
  /** a table without it is refused as a whole */
  required?: boolean;
  /** by which it can be told from its values too */
  holds?: 'istatCode' | 'number' | 'day';
  /** what it says, for who maps it by hand; its name where absent */
  meaning?: Bilingual;
}

/** For a column of the kind, the file's name for it; null: the file does not say it; absent: as the names tell. */
export type ChosenColumns = Readonly<Record<string, string | null>>;

/** Finds a kind's columns among the names that a file uses: as they were chosen, else by their names. */
export class ColumnMapping {
  readonly #columns: readonly Column[];
  readonly #chosen: ChosenColumns;
  readonly #byAnyName = new Map<string, Column>();
  readonly #found = new Map<string, readonly Column[]>();

  constructor(columns: readonly Column[], chosen: ChosenColumns = {}) {
    this.#columns = columns;
    this.#chosen = chosen;
    for (const column of columns.toReversed()) {
      if (chosen[column.name] !== undefined) continue;
      for (const name of [...(column.synonyms ?? []), column.name]) this.#byAnyName.set(normaliseName(name), column);
    }
  }

  /** @throws Problem 'file-unreadable' where a header lacks a required column, or has one twice */
  checkHeader(names: readonly string[], line: number): void {
    const found = new Set(names.flatMap((name) => this.#find(name)));
    const missing = this.#columns.filter((column) => column.required && !found.has(column));
    const present = names.filter((name) => name !== '').slice(0, 30);
    if (missing.length > 0) {
      const wanted = missing.map(({ name }) => `"${name}"`).join(', ');
      throw new Problem('file-unreadable', {
        en: `The header (line ${line}) lacks ${wanted}. It has: ${present.join(', ')}`.slice(0, 1000),
        it: `Nell'intestazione (linea ${line}) manca ${wanted}. Ci sono: ${present.join(', ')}`.slice(0, 1000),
      });
    }
    const twice = names.find((name, at) => this.#find(name).length > 0 && names.indexOf(name) !== at);
    if (twice !== undefined) {
      throw new Problem('file-unreadable', {
        en: `The header (line ${line}) has "${twice}" twice: rename or remove one`,
        it: `L'intestazione (linea ${line}) ha "${twice}" due volte: rinominare o togliere una colonna`,
      });
    }
  }

  /** The cells of a record by the kind's own column names; of two that mean the same, the one with that very name. */
  map(properties: Record<string, unknown>): Map<string, unknown> {
    const cells = new Map<string, unknown>();
    for (const name of Object.keys(properties)) {
      for (const column of this.#find(name)) {
        if (cells.has(column.name) && name !== column.name) continue;
        cells.set(column.name, properties[name]);
      }
    }
    return cells;
  }

  /** Whether the kind's column is read from this name of the file. */
  reads(name: string, column: string): boolean {
    return this.#find(name).some((one) => one.name === column);
  }

  #find(name: string): readonly Column[] {
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const chosen = this.#columns.filter((column) => this.#chosen[column.name] === name);
    const named = this.#byAnyName.get(normaliseName(name));
    const columns = named === undefined ? chosen : [...chosen, named];
    // A file of objects may have a new name in each of them.
    if (this.#found.size < 10_000) this.#found.set(name, columns);
    return columns;
  }
}
