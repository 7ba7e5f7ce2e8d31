type Cell = string | number | boolean | null | undefined;

/** Writes rows as CSV (RFC 4180 quoting, line feeds): null is a blank, columns in the order given. */
export function writeCsv(rows: readonly Readonly<Record<string, Cell>>[], columns: readonly string[]): string {
  const lines = rows.map((row) => columns.map((column) => writeCell(row[column])).join(','));
  return [columns.map(writeCell).join(','), ...lines, ''].join('\n');
}

function writeCell(value: Cell): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
