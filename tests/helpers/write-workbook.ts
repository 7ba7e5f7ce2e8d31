import { writeZip } from './write-zip.ts';

/** A cell as a test wants it: `day` is a number of days that is shown as a day. */
export type WrittenCell = string | number | boolean | null | { day: number } | { error: string } | { formula: string };

const escaped = (text: string): string =>
  text.replace(/[&<>"]|[\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);

const columnName = (at: number): string =>
  (at >= 26 ? columnName(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));

/** A workbook (.xlsx) with these sheets; texts are shared as Excel shares them. Rows that are null are left out. */
export function writeWorkbook(
  sheets: Record<string, (readonly WrittenCell[] | null)[]>,
  options: { from1904?: boolean; inline?: boolean } = {},
): Buffer {
  const shared: string[] = [];
  const share = (text: string): number => (shared.includes(text) ? shared.indexOf(text) : shared.push(text) - 1);
  const cellXml = (cell: WrittenCell, reference: string): string => {
    if (cell === null) return '';
    const [type, inner] =
      typeof cell === 'string'
        ? options.inline
          ? ['t="inlineStr"', `<is><t xml:space="preserve">${escaped(cell)}</t></is>`]
          : ['t="s"', `<v>${share(cell)}</v>`]
        : typeof cell === 'number'
          ? ['', `<v>${cell}</v>`]
          : typeof cell === 'boolean'
            ? ['t="b"', `<v>${cell ? 1 : 0}</v>`]
            : 'day' in cell
              ? ['s="1"', `<v>${cell.day}</v>`]
              : 'error' in cell
                ? ['t="e"', `<v>${cell.error}</v>`]
                : ['t="str"', `<f>A1</f><v>${escaped(cell.formula)}</v>`];
    return `<c r="${reference}" ${type}>${inner}</c>`;
  };
  const sheetXml = (rows: (readonly WrittenCell[] | null)[]): string =>
    `<worksheet><sheetData>${rows
      .map((row, at) =>
        row === null
          ? ''
          : `<row r="${at + 1}">${row.map((cell, column) => cellXml(cell, columnName(column) + (at + 1))).join('')}</row>`,
      )
      .join('')}</sheetData></worksheet>`;
  const names = Object.keys(sheets);
  const parts = Object.values(sheets).map((rows, at) => ({
    name: `xl/worksheets/sheet${at + 1}.xml`,
    content: sheetXml(rows),
  }));
  const book = names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  const relations = names.map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`);
  const texts = shared.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`);
  return writeZip([
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns:r="r"><workbookPr date1904="${options.from1904 ? 1 : 0}"/><sheets>${book.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations.join('')}</Relationships>` },
    {
      name: 'xl/styles.xml',
      content:
        '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
    },
    { name: 'xl/sharedStrings.xml', content: `<sst>${texts.join('')}</sst>` },
    ...parts,
  ]);
}
