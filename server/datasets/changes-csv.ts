import type { Language } from '../problem.ts';
import type { Change, ChangeKind } from './contract.ts';

/**
 * What a version changed, for a spreadsheet: UTF-8 with a byte order mark, `;`, CRLF, as Excel in Italy opens it at once. One line
 * for each kind of change of a feature, and for each attribute that differs.
 */
export function changesCsv(changes: readonly Change[], language: Language): string {
  const words = WORDS[language];
  const lines: unknown[][] = [[...words.header]];
  for (const { id, name, kinds, movedM, attributes } of changes) {
    for (const kind of kinds) {
      const told = [id, name, words.kinds[kind]];
      if (kind === 'changed')
        for (const one of attributes) lines.push([...told, one.name, one.before, one.after, null]);
      else lines.push([...told, null, null, null, kind === 'moved' ? movedM : null]);
    }
  }
  return `\uFEFF${lines.map((line) => `${line.map((cell) => field(cell, language)).join(';')}\r\n`).join('')}`;
}

/** A text that a spreadsheet would compute gets an apostrophe before it: OWASP, CSV Injection. */
function field(cell: unknown, language: Language): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return language === 'it' ? String(cell).replace('.', ',') : String(cell);
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  const safe = /^\s*[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const WORDS = {
  it: {
    header: ['Id', 'Nome', 'Modifica', 'Attributo', 'Prima', 'Dopo', 'Spostamento m'],
    kinds: { added: 'aggiunto', removed: 'tolto', moved: 'spostato', changed: 'modificato' },
  },
  en: {
    header: ['Id', 'Name', 'Change', 'Attribute', 'Before', 'After', 'Moved m'],
    kinds: { added: 'added', removed: 'removed', moved: 'moved', changed: 'changed' },
  },
} as const satisfies Record<Language, { header: readonly string[]; kinds: Record<ChangeKind, string> }>;
