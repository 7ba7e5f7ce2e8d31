import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xlsx } from '../../../../server/datasets/readers/xlsx.ts';
import { writeWorkbook, type WrittenCell } from '../../../helpers/write-workbook.ts';
import { readAll, uploaded } from '../../../helpers/sources.ts';

const open = async (sheets: Parameters<typeof writeWorkbook>[0], options?: Parameters<typeof writeWorkbook>[1]) =>
  (await uploaded('file.xlsx', writeWorkbook(sheets, options))).source;

test('cells come as what they are: texts, numbers, days, truths, results of formulas; blanks are null', async () => {
  const source = await open({
    Aziende: [
      ['nome', 'addetti', 'dal', 'attiva', 'formula', 'vuota'],
      ['Crema & <figli>', 12.5, { day: 45658 }, true, { formula: 'x' }, null],
      null,
      [null, 3, { day: 45658.75 }],
    ],
  });
  expect(await readAll(xlsx, source)).toMatchObject({
    columns: ['nome', 'addetti', 'dal', 'attiva', 'formula', 'vuota'],
    faults: [],
    records: [
      {
        row: 1,
        line: 2,
        properties: {
          nome: 'Crema & <figli>',
          addetti: 12.5,
          dal: '2025-01-01',
          attiva: true,
          formula: 'x',
          vuota: null,
        },
      },
      { row: 2, line: 4, properties: { nome: null, addetti: 3, dal: '2025-01-01 18:00:00', attiva: null } },
    ],
  });
});

test('days are counted from 1904 where the workbook says so, and over the leap day that 1900 did not have', async () => {
  const rows = [['giorno'], [{ day: 1 }], [{ day: 60 }], [{ day: 61 }], [{ day: 0.5 }]];
  const days = async (from1904: boolean) =>
    (await readAll(xlsx, await open({ A: rows }, { from1904 }))).records.map(({ properties }) => properties['giorno']);
  expect(await days(false)).toEqual(['1900-01-01', '1900-03-01', '1900-03-01', '12:00:00']);
  expect(await days(true)).toEqual(['1904-01-02', '1904-03-01', '1904-03-02', '12:00:00']);
});

test('sheets are layers; one with nothing in it is none; what stands above the header is passed over', async () => {
  const source = await open({
    Vuoto: [],
    Civici: [['Elenco dei civici'], ['Fonte: Comune'], null, ['via', 'civico'], ['Roma', 1], ['Milano', 2]],
    Altro: [['a'], [1]],
  });
  expect(await xlsx.layers(source)).toMatchObject([
    { name: 'Civici', columns: ['via', 'civico'], text: { headerLine: 4 } },
    { name: 'Altro', columns: ['a'], text: { headerLine: 1 } },
  ]);
  expect((await readAll(xlsx, source)).records.map(({ line }) => line)).toEqual([5, 6]);
  expect((await readAll(xlsx, source, { layer: 'Altro' })).records).toHaveLength(1);
  expect((await readAll(xlsx, source, { layer: 'Civici', headerLine: 5 })).columns).toEqual(['Roma', '1']);
  await expect(readAll(xlsx, source, { layer: 'Niente' })).rejects.toThrow('There is no sheet "Niente"');
});

test('a formula that has failed is a fault of its row', async () => {
  const { records, faults } = await readAll(
    xlsx,
    await open({
      A: [
        ['a', 'b'],
        [1, { error: '#N/A' }],
        [2, 3],
      ],
    }),
  );
  expect(records).toHaveLength(1);
  expect(faults).toMatchObject([{ row: 1, line: 2, column: 'b', value: '#N/A' }]);
});

test('a table written as a workbook is read back, with texts shared or not', async () => {
  const cell = fc.oneof(
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => /^[^\p{C}]*[^\p{C}\s][^\p{C}]*$/u.test(text)),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.boolean(),
    fc.constant(null),
  );
  const table = fc
    .integer({ min: 1, max: 30 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 8 }));
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async (rows, inline) => {
      const header = rows[0]!.map((_, at) => `column ${at}`);
      // A full row first tells which row is the header.
      const full: WrittenCell[] = header.map((_, at) => at);
      const source = await open({ A: [header, full, ...rows] }, { inline });
      const { records } = await readAll(xlsx, source, { headerLine: 1 });
      const filled = [full, ...rows].filter((row) => row.some((one) => one !== null));
      expect(records.map(({ properties }) => header.map((name) => properties[name]))).toEqual(filled);
    }),
    { seed: 5, numRuns: 60 },
  );
});
