import type PdfKit from 'pdfkit';

export type Pdf = InstanceType<typeof PdfKit>;
type Element = ReturnType<Pdf['struct']>;

export const INK = '#17324d';
export const GREY = '#5a6772';
export const LINE = '#c5cfd9';
export const BLUE = '#0066cc';
export const RED = '#b3283c';

export interface TextStyle {
  size: number;
  isBold?: boolean;
  colour?: string;
  align?: 'left' | 'right' | 'center';
  /** At most so many lines; the last one ends in an ellipsis where there is more. */
  most?: number;
}

export interface Column {
  title: string;
  widthPt: number;
  align?: 'left' | 'right';
}
export interface Row {
  cells: string[];
  /** Stands below the cells, in small print. */
  note?: string;
  isBold?: boolean;
}

const LEADING = 1.22;
const CELL: TextStyle = { size: 7.8 };
const NOTE: TextStyle = { size: 6.8, colour: GREY, most: 2 };
const ROW_PT = 12.5;
const HEAD_PT = 14.5;

/**
 * Draws tagged text on a PDF where it is told to, and nowhere else: it breaks lines itself, so that nothing ever
 * flows onto a page of its own. All lengths are points, y downwards from the top.
 */
export class Sheet {
  readonly pdf: Pdf;
  readonly #document: Element;

  constructor(pdf: Pdf) {
    this.pdf = pdf;
    this.#document = pdf.struct('Document');
    pdf.addStructure(this.#document);
  }

  end(): void {
    this.#document.end();
  }

  /** @returns y below it */
  text(tag: string, words: string, x: number, y: number, widthPt: number, style: TextStyle): number {
    return this.#write(this.#document, tag, words, x, y, widthPt, style);
  }

  heightOf(words: string, widthPt: number, style: TextStyle): number {
    return this.#lines(words, widthPt, style).length * style.size * LEADING;
  }

  /** What says nothing by itself. */
  artifact(draw: () => void): void {
    this.pdf.markContent('Artifact');
    draw();
    this.pdf.endMarkedContent();
  }

  rule(x: number, y: number, widthPt: number): void {
    this.artifact(() =>
      this.pdf
        .moveTo(x, y)
        .lineTo(x + widthPt, y)
        .lineWidth(0.5)
        .strokeColor(LINE)
        .stroke(),
    );
  }

  figure(alt: string, draw: () => void): void {
    const content = this.pdf.markStructureContent('Figure');
    draw();
    this.pdf.endMarkedContent();
    this.#document.add(this.pdf.struct('Figure', { alt }, [content]));
  }

  heightOfRows(columns: readonly Column[], rows: readonly Row[]): number {
    return rows.reduce((sum, row) => sum + this.#heightOfRow(columns, row), 0) + HEAD_PT;
  }

  /**
   * A table with a head, as many rows as fit above `bottom`, and a last line that says how many do not.
   *
   * @returns y below it
   */
  table(
    columns: readonly Column[],
    rows: readonly Row[],
    { x, y, bottom, more }: { x: number; y: number; bottom: number; more: (count: number) => string },
  ): number {
    const fitting = this.#fitting(columns, rows, bottom - y - HEAD_PT);
    const table = this.pdf.struct('Table');
    this.#document.add(table);
    const width = columns.reduce((sum, { widthPt }) => sum + widthPt, 0);
    this.#row(table, 'TH', columns, { cells: columns.map(({ title }) => title) }, x, y);
    let at = y + HEAD_PT;
    this.rule(x, at - 4, width);
    for (const row of rows.slice(0, fitting)) {
      this.#row(table, 'TD', columns, row, x, at);
      at += this.#heightOfRow(columns, row);
    }
    table.end();
    if (fitting === rows.length) return at;
    return this.text('P', more(rows.length - fitting), x, at, width, { size: 7.8, colour: GREY, most: 1 });
  }

  #fitting(columns: readonly Column[], rows: readonly Row[], roomPt: number): number {
    let left = roomPt;
    for (const [place, row] of rows.entries()) {
      left -= this.#heightOfRow(columns, row);
      const needsMore = place < rows.length - 1;
      if (left < (needsMore ? ROW_PT : 0)) return place;
    }
    return rows.length;
  }

  #heightOfRow(columns: readonly Column[], { note }: Row): number {
    if (note === undefined) return ROW_PT;
    return ROW_PT - 1 + this.heightOf(note, noteWidth(columns), NOTE) + 2;
  }

  #row(table: Element, tag: 'TH' | 'TD', columns: readonly Column[], row: Row, x: number, y: number): void {
    const element = this.pdf.struct('TR');
    table.add(element);
    const isHead = tag === 'TH';
    let left = x;
    for (const [place, { widthPt, align = 'left' }] of columns.entries()) {
      const style = { ...CELL, most: 1, align, isBold: isHead || row.isBold === true, colour: isHead ? GREY : INK };
      this.#write(element, tag, row.cells[place] ?? '', left, y, widthPt - 6, { ...style, size: isHead ? 7 : 7.8 });
      left += widthPt;
    }
    if (row.note !== undefined) {
      this.#write(element, tag, row.note, x + columns[0]!.widthPt, y + ROW_PT - 2.5, noteWidth(columns), NOTE);
    }
    element.end();
  }

  #write(
    parent: Element,
    tag: string,
    words: string,
    x: number,
    y: number,
    widthPt: number,
    { size, colour = INK, align = 'left', ...style }: TextStyle,
  ): number {
    const lines = this.#lines(words, widthPt, { size, ...style });
    const content = this.pdf.markStructureContent(tag);
    this.pdf.fillColor(colour);
    for (const [number, line] of lines.entries()) {
      const room = widthPt - this.pdf.widthOfString(line);
      const shift = align === 'right' ? room : align === 'center' ? room / 2 : 0;
      this.pdf.text(line, x + shift, y + number * size * LEADING, { lineBreak: false });
    }
    this.pdf.endMarkedContent();
    parent.add(this.pdf.struct(tag, {}, [content]));
    return y + lines.length * size * LEADING;
  }

  /** Breaks between words; a word that is too long for a line is cut. */
  #lines(words: string, widthPt: number, { size, isBold = false, most = Infinity }: TextStyle): string[] {
    this.pdf.font(isBold ? 'Helvetica-Bold' : 'Helvetica').fontSize(size);
    const fits = (line: string) => this.pdf.widthOfString(line) <= widthPt;
    const lines: string[] = [];
    let line = '';
    for (const word of printable(words).split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line === '' || fits(longer)) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    if (line !== '') lines.push(line);
    const kept = lines.slice(0, most).map((each) => shorten(each, fits));
    if (lines.length > most) kept[most - 1] = shorten(`${kept[most - 1]} …`, fits);
    return kept;
  }
}

const noteWidth = (columns: readonly Column[]): number =>
  columns.slice(1).reduce((sum, { widthPt }) => sum + widthPt, 0) - 6;

/** The longest beginning that fits, with an ellipsis. */
function shorten(line: string, fits: (line: string) => boolean): string {
  if (fits(line)) return line;
  const characters = Array.from(line.replace(/ …$/, ''));
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(`${characters.slice(0, middle).join('').trimEnd()}…`)) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join('').trimEnd()}…`;
}

/** What the fonts that every reader has can show beyond ISO 8859-1: Windows-1252. */
const WINDOWS_1252 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

/** Only what the font can show: accents that it does not know are left out, the rest is a question mark. */
export function printable(words: string): string {
  const isKnown = (character: string) => /[ -~\u00A0-\u00FF]/.test(character) || WINDOWS_1252.includes(character);
  const spaced = words
    .normalize('NFC')
    .replace(/[\s\p{Zs}\p{C}]+/gu, (gap) => (/[\u00A0\u202F]/.test(gap) ? '\u00A0' : ' '));
  return Array.from(spaced, (character) => {
    if (isKnown(character)) return character;
    const bare = Array.from(character.normalize('NFKD').replace(/\p{M}/gu, ''));
    return bare.every(isKnown) ? bare.join('') : '?';
  }).join('');
}
