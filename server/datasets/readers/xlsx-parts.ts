import type { SaxesTagPlain } from 'saxes';
import { parseXml, type XmlEvents } from './xml-text.ts';
import { unreadable } from './json-problems.ts';
import type { Source } from './source.ts';

/** More than a sheet's depth: worksheet, sheetData, row, c, is, r, rPr, ... */
const MAX_DEPTH = 64;
/** Of all texts that cells share; held while the sheet is read. */
const MAX_SHARED_CHARACTERS = 100 * 1024 * 1024;

/** A sheet of a workbook, and the part of the archive that holds it. */
export interface Sheet {
  name: string;
  part: Source;
}

/** What is needed to read the cells of any sheet. */
export interface Workbook {
  sheets: Sheet[];
  /** days are counted from 1904 on, as early Macs did */
  from1904: boolean;
  /** whether cells of this style show a day or a time; by the style's number */
  showsDay: boolean[];
  sharedTexts: string[];
}

/**
 * Opens a workbook of Office Open XML (ECMA-376 part 1, 18): its sheets in order, and what their cells refer to.
 *
 * @throws Problem 'file-unreadable' where a part is missing or broken
 */
export async function openWorkbook(members: readonly Source[]): Promise<Workbook> {
  const part = (path: string): Source | undefined =>
    members.find(
      ({ folder = '', name }) => `${folder}/${name}`.replace(/^\//, '').toLowerCase() === path.toLowerCase(),
    );
  const book = part('xl/workbook.xml');
  if (book === undefined) throw incomplete('xl/workbook.xml');
  const targets = new Map<string, string>();
  const relations = part('xl/_rels/workbook.xml.rels');
  if (relations !== undefined) {
    await eachTag(relations, ({ name, attributes }) => {
      if (localName(name) === 'Relationship') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '');
    });
  }
  const sheets: Sheet[] = [];
  let from1904 = false;
  await eachTag(book, ({ name, attributes }) => {
    if (localName(name) === 'workbookPr') from1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
    if (localName(name) !== 'sheet') return;
    const id = Object.entries(attributes).find(([key]) => localName(key) === 'id' && key !== 'id')?.[1] ?? '';
    const target = targets.get(id) ?? `worksheets/sheet${sheets.length + 1}.xml`;
    const found = part(target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    if (found !== undefined) sheets.push({ name: attributes['name'] ?? `Sheet ${sheets.length + 1}`, part: found });
  });
  if (sheets.length === 0) throw incomplete('xl/worksheets');
  const [styles, texts] = [part('xl/styles.xml'), part('xl/sharedStrings.xml')];
  return {
    sheets,
    from1904,
    showsDay: styles === undefined ? [] : await readStyles(styles),
    sharedTexts: texts === undefined ? [] : await readSharedTexts(texts),
  };
}

/** The name of an element or attribute without its prefix. */
export const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Parses a part to its end. */
async function parsePart(part: Source, events: XmlEvents): Promise<void> {
  for await (const _ of parseXml(part.read(), MAX_DEPTH, events));
}

const eachTag = (part: Source, open: (tag: SaxesTagPlain) => void): Promise<void> =>
  parsePart(part, { open, text: () => {}, close: () => {} });

/** Formats that the standard numbers itself and that show a day or a time: ECMA-376 part 1, 18.8.30. */
const isBuiltInDay = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 45 && id <= 47);

/** Whether a format's code shows a day or a time: d, m, y, h or s outside of texts, colours and conditions. */
function showsDay(code: string): boolean {
  return /[dmyhs]/i.test(code.replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|general/gi, ''));
}

async function readStyles(part: Source): Promise<boolean[]> {
  const own = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCells = false;
  await parsePart(part, {
    open({ name, attributes }) {
      const local = localName(name);
      const id = Number(attributes['numFmtId'] ?? 0);
      if (local === 'numFmt') own.set(id, showsDay(attributes['formatCode'] ?? ''));
      if (local === 'cellXfs') inCells = true;
      if (local === 'xf' && inCells) styles.push(own.get(id) ?? isBuiltInDay(id));
    },
    text: () => {},
    close(name) {
      if (localName(name) === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

async function readSharedTexts(part: Source): Promise<string[]> {
  const texts: string[] = [];
  let characters = 0;
  let text = '';
  const inside = new TextWatch();
  await parsePart(part, {
    open({ name }) {
      inside.open(localName(name));
      if (localName(name) === 'si') text = '';
    },
    text(piece) {
      if (inside.isText) text += piece;
    },
    close(name) {
      inside.close(localName(name));
      if (localName(name) !== 'si') return;
      texts.push(text);
      characters += text.length;
      if (characters > MAX_SHARED_CHARACTERS) throw tooMuchText();
    },
  });
  return texts;
}

/** Watches whether a text stands in `t`, and not in the reading aid of an East Asian text (`rPh`). */
export class TextWatch {
  #texts = 0;
  #aids = 0;

  get isText(): boolean {
    return this.#texts > 0 && this.#aids === 0;
  }

  open(local: string): void {
    if (local === 't') this.#texts += 1;
    if (local === 'rPh') this.#aids += 1;
  }

  close(local: string): void {
    if (local === 't') this.#texts -= 1;
    if (local === 'rPh') this.#aids -= 1;
  }
}

const incomplete = (part: string) =>
  unreadable(
    `The workbook is incomplete: ${part} is missing. Save it again as .xlsx`,
    `La cartella di lavoro è incompleta: manca ${part}. Salvarla di nuovo come .xlsx`,
  );

const tooMuchText = () =>
  unreadable(
    'The workbook holds more than 100 MB of text: save the sheet as CSV',
    'La cartella di lavoro contiene più di 100 MB di testo: salvare il foglio come CSV',
  );
