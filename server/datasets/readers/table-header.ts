/** So many rows below a line tell whether it is their header. */
const ROWS_COMPARED = 20;

const isFilled = (cell: string) => cell.trim() !== '';
const isNumber = (cell: string) => /^\s*[-+]?\d[\d.,'\s]*%?\s*$/.test(cell);

/**
 * Which of the first rows of a table is its header: the first that is filled as the rows after it are. What stands
 * before it is a preamble: a title, a source, a date. The first row where none is like that.
 *
 * @param rows  none of them empty
 */
export function findHeader(rows: readonly (readonly string[])[]): number {
  const shapes = rows.map(shapeOf);
  const found = shapes.findIndex((shape, at) => {
    const after = shapes.slice(at + 1, at + 1 + ROWS_COMPARED);
    if (after.length === 0 || (at > 0 && shape.named === 0)) return false;
    const filled = median(after.map((other) => other.filled));
    if (shape.filled >= filled) return true;
    // A column without a name, as the row numbers that programs write, leaves the header as wide as the rows.
    const isAsWide = shape.cells === median(after.map(({ cells }) => cells));
    return isAsWide && shape.filled * 2 > filled && shape.last >= median(after.map(({ last }) => last));
  });
  return Math.max(found, 0);
}

interface Shape {
  cells: number;
  filled: number;
  /** filled with something other than a number */
  named: number;
  /** place of the last cell that is filled */
  last: number;
}

function shapeOf(row: readonly string[]): Shape {
  return {
    cells: row.length,
    filled: row.filter(isFilled).length,
    named: row.filter((cell) => isFilled(cell) && !isNumber(cell)).length,
    last: row.findLastIndex(isFilled),
  };
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;
}

/**
 * Names of columns out of the cells of a header: line breaks and runs of blanks become one space, a name that is
 * there already gets a number. A column without a name keeps '' and is not read.
 */
export function nameColumns(cells: readonly string[]): string[] {
  const taken = new Set(cells.map(plainName));
  const seen = new Set<string>();
  return cells.map(plainName).map((name) => {
    if (name === '' || !seen.has(name)) {
      seen.add(name);
      return name;
    }
    let number = 2;
    while (taken.has(`${name} (${number})`)) number += 1;
    const unique = `${name} (${number})`;
    taken.add(unique);
    return unique;
  });
}

const plainName = (cell: string) => cell.replaceAll('\0', ' ').replace(/\s+/g, ' ').trim();
