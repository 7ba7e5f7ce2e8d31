import { Problem } from '../../problem.ts';
import { normaliseName } from '../../search/normalise-name.ts';

/** A column (or property) that a kind of data set reads. */
export interface Column {
  /** the name by which the kind reads it */
  name: string;
  /** other names that files have for it; case, accents and punctuation do not matter */
  synonyms?: readonly string[];
  /** a table without it is refused as a whole */
  required?: boolean;
}

/**
 * Finds a kind's columns among the names that a file uses. Whoever lets a user map columns by hand stands here.
 */
export class ColumnMapping {
  readonly #columns: readonly Column[];
  readonly #byAnyName = new Map<string, Column>();
  readonly #found = new Map<string, Column | null>();

  constructor(columns: readonly Column[]) {
    this.#columns = columns;
    for (const column of columns.toReversed()) {
      for (const name of [...(column.synonyms ?? []), column.name]) this.#byAnyName.set(normaliseName(name), column);
    }
  }

  /** @throws Problem 'file-unreadable' where a header lacks a required column, or has one twice */
  checkHeader(names: readonly string[], line: number): void {
    const found = names.map((name) => this.#find(name));
    const missing = this.#columns.filter((column) => column.required && !found.includes(column));
    const present = names.filter((name) => name !== '').slice(0, 30);
    if (missing.length > 0) {
      const wanted = missing.map(({ name }) => `"${name}"`).join(', ');
      throw new Problem('file-unreadable', {
        en: `The header (line ${line}) lacks ${wanted}. It has: ${present.join(', ')}`.slice(0, 1000),
        it: `Nell'intestazione (linea ${line}) manca ${wanted}. Ci sono: ${present.join(', ')}`.slice(0, 1000),
      });
    }
    // Readers number a name that is there already: `id`, `id (2)`.
    const plain = names.map((name) => name.replace(/ \(\d+\)$/, ''));
    const twice = plain.find((name, at) => this.#find(name) !== null && plain.indexOf(name) !== at);
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
      const column = this.#find(name);
      if (column === null || (cells.has(column.name) && name !== column.name)) continue;
      cells.set(column.name, properties[name]);
    }
    return cells;
  }

  #find(name: string): Column | null {
    const known = this.#found.get(name);
    if (known !== undefined) return known;
    const column = this.#byAnyName.get(normaliseName(name)) ?? null;
    // A file of objects may have a new name in each of them.
    if (this.#found.size < 10_000) this.#found.set(name, column);
    return column;
  }
}
