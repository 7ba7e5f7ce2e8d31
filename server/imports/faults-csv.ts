import type { Language, RowError } from '../problem.ts';

const HEADERS = {
  it: ['riga', 'linea', 'colonna', 'colonna nel file', 'valore', 'motivo'],
  en: ['row', 'line', 'column', 'column in the file', 'value', 'reason'],
};
/** So that spreadsheets take it for UTF-8. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Faulty rows as a CSV to be sent back to whom the file came from: comma, UTF-8 with byte order mark.
 *
 * @param columnOf  the file's own name for a column of the kind
 */
export function faultsCsv(
  faults: readonly RowError[],
  columnOf: (column: string) => string,
  language: Language,
): Uint8Array {
  const lines = [HEADERS[language].map(cell).join(',')];
  for (const { row, line, column, value, reason } of faults) {
    const told = [row, line, column ?? '', column === null ? '' : columnOf(column), value ?? '', reason[language]];
    lines.push(told.map((each) => cell(String(each))).join(','));
  }
  return new TextEncoder().encode(`${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`);
}

/** A cell that a spreadsheet would take for a formula is made a text by an apostrophe before it (OWASP, CSV injection). */
function cell(text: string): string {
  const neutral = /^[\s]*[=+\-@\t\r]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(neutral) ? `"${neutral.replaceAll('"', '""')}"` : neutral;
}
