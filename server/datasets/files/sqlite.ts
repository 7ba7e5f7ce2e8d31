import { pathToFileURL } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import { Problem } from '../../problem.ts';

const MAX_HEAP_BYTES = 256 * 1024 * 1024;

/** A SQLite file that somebody sent, opened for reading. */
export interface SqliteFile {
  /** Rows one at a time; whole numbers that are too large for a number come as text. */
  rows(sql: string, ...parameters: string[]): Generator<Record<string, unknown>>;
  close(): void;
}

/**
 * Opens a SQLite file as it lies, without locks, journals or anything written beside it. Nothing in its schema is
 * trusted: no extension is loaded, functions with effects are out of its reach, its memory is bounded.
 *
 * @throws Problem 'file-unreadable' here, and from `rows`, where the file is damaged
 */
export function openSqlite(path: string): SqliteFile {
  const url = pathToFileURL(path);
  url.search = 'mode=ro&immutable=1';
  const database = guarded(() => new DatabaseSync(url, { readOnly: true, allowExtension: false }));
  try {
    guarded(() =>
      database.exec(
        `PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA query_only = ON;
         PRAGMA temp_store = MEMORY; PRAGMA hard_heap_limit = ${MAX_HEAP_BYTES}`,
      ),
    );
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    *rows(sql, ...parameters) {
      const rows = guarded(() => {
        const statement = database.prepare(sql);
        statement.setReadBigInts(true);
        return statement.iterate(...parameters);
      });
      for (;;) {
        const next = guarded(() => rows.next());
        if (next.done) return;
        yield plain(next.value);
      }
    },
    close: () => database.close(),
  };
}

function plain(row: Record<string, unknown>): Record<string, unknown> {
  for (const name of Object.keys(row)) {
    const value = row[name];
    if (typeof value !== 'bigint') continue;
    row[name] = Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  return row;
}

function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    const said = error instanceof Error ? error.message.slice(0, 200) : '';
    throw new Problem('file-unreadable', {
      en: `The GeoPackage is damaged or cut short (${said}). Export it again`,
      it: `Il GeoPackage è danneggiato o troncato (${said}). Esportarlo di nuovo`,
    });
  }
}
