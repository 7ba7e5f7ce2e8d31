import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { planCsv } from '../../../server/plans/plan-csv.ts';
import { planFile } from '../../../server/plans/plan-file.ts';
import { certificate } from '../../../server/plans/plan-paper.ts';
import { samplePaper } from './sample-paper.ts';

const paper = samplePaper({
  segments: 12,
  municipalities: 3,
  chosen: 8,
  nameOf: (place) => [`=HYPERLINK("http://x")`, '@sum', '-1', `Via "Roma"; 3\r\nsud`, null][place] ?? `Tratta ${place}`,
});
/** Cells as a spreadsheet reads them, block by block. */
const blocksOf = (csv: string) =>
  csv.split('\r\n\r\n').map((block) => parse(block, { delimiter: ';', bom: true, relaxColumnCount: true }));

test('the CSV begins with a byte order mark, and lines end as Windows has them', () => {
  const csv = planCsv(paper, 'it');
  expect(csv.startsWith('\uFEFFPiano;Piano per tutti i comuni\r\n')).toBe(true);
  expect(csv.replaceAll('\r\n', '').replace(/"[^"]*"/g, '')).not.toMatch(/[\r\n]/);
});

test('the CSV says every segment and every municipality with the figures of the appraisal, in both languages', () => {
  for (const [language, comma] of [
    ['it', ','],
    ['en', '.'],
  ] as const) {
    const [plan, segments, municipalities, notices] = blocksOf(planCsv(paper, language));
    const asWritten = (number: number) => String(number).replace('.', comma);
    expect(plan!.map(([, value]) => value)).toEqual(
      expect.arrayContaining([
        String(paper.settings.budgetEur),
        ...Object.values(paper.appraisal.cost).map(String),
        asWritten(paper.appraisal.points),
        certificate(paper.appraisal.points, paper.boundPoints)[language],
      ]),
    );
    expect(segments!.slice(1).map((row) => [row[0], row[1], ...row.slice(4, 8), ...row.slice(9, 15)])).toEqual(
      paper.appraisal.segments.map((one, turn) => [
        String(turn + 1),
        one.id,
        asWritten(one.lengthM),
        ...Object.values(one.cost).map(String),
        String(one.firms),
        String(one.adds),
        one.needs.join(' '),
        one.promisedOn,
        one.startsIn,
        one.readyIn,
      ]),
    );
    expect(municipalities!.slice(1)).toEqual(
      paper.appraisal.municipalities.map((one) => [
        one.code,
        one.name,
        String(one.firmsNotServedBefore),
        String(one.firmsNotServedAfter),
        ...Object.values(one.sharesEur).map(asWritten),
      ]),
    );
    expect(notices!.slice(1).map(([says]) => says)).toEqual(paper.appraisal.notices.map(({ says }) => says[language]));
  }
});

test('what a spreadsheet would compute is text, and what would break a row is quoted', () => {
  const names = new Map(blocksOf(planCsv(paper, 'en'))[1]!.map((row) => [row[1], row[2]]));
  expect(names.get('T-0000')).toBe(`'=HYPERLINK("http://x")`);
  expect(names.get('T-0001')).toBe("'@sum");
  expect(names.get('T-0002')).toBe("'-1");
  expect(names.get('T-0003')).toBe('Via "Roma"; 3\r\nsud');
  expect(names.get('T-0004')).toBe('Tratta 4');
});

test('the GeoJSON has the segments of the plan in building order, each with its line', async () => {
  const bytes = await planFile(paper, 'geojson', 'it').bytes();
  const { type, features } = JSON.parse(new TextDecoder().decode(bytes)) as {
    type: string;
    features: { id: string; geometry: { type: string; coordinates: unknown } | null; properties: object }[];
  };
  expect(type).toBe('FeatureCollection');
  expect(features.map(({ id }) => id)).toEqual(paper.appraisal.segments.map(({ id }) => id));
  for (const [turn, { id, geometry, properties }] of features.entries()) {
    const { cost, adds } = paper.appraisal.segments[turn]!;
    expect(geometry).toEqual({
      type: 'MultiLineString',
      coordinates: paper.map.segments.find((one) => one.id === id)!.lines,
    });
    expect(properties).toMatchObject({ order: turn + 1, costLikelyEur: cost.likely, firmsNewlyServed: adds });
  }
});

test('files are named after the plan and its day, and are of the type that they say', async () => {
  const named = { ...paper, name: 'Più fibra: Crema & Offanengo / 2027' };
  const files = (['pdf', 'csv', 'geojson'] as const).map((format) => planFile(named, format, 'it'));
  expect(files.map(({ fileName, mediaType }) => [fileName, mediaType])).toEqual([
    ['piu-fibra-crema-offanengo-2027-2026-11-27.pdf', 'application/pdf'],
    ['piu-fibra-crema-offanengo-2027-2026-11-27.csv', 'text/csv'],
    ['piu-fibra-crema-offanengo-2027-2026-11-27.geojson', 'application/geo+json'],
  ]);
  expect(planFile({ ...paper, name: '官' }, 'csv', 'en').fileName).toBe('plan-2026-11-27.csv');
  const [pdf, csv] = await Promise.all(files.map(({ bytes }) => bytes()));
  expect(new TextDecoder('latin1').decode(pdf!.slice(0, 5))).toBe('%PDF-');
  expect(Array.from(csv!.slice(0, 3))).toEqual([0xef, 0xbb, 0xbf]);
});

test('the certificate never promises more than the bound, and speaks as people do', () => {
  const it = (points: number, bound: number | null) => certificate(points, bound).it.replace(/^.*di più /, '');
  expect(it(1000, 1004)).toBe('dello 0,4%.');
  expect(it(1000, 1004.01)).toBe('dello 0,5%.');
  expect(it(100, 108)).toBe('dell’8%.');
  expect(it(100, 111)).toBe('dell’11%.');
  expect(it(100, 112.34)).toBe('del 12,4%.');
  expect(certificate(100, 100).en).toBe('No plan under the same terms can be better than this.');
  expect(certificate(0, 12.34).en).toBe('No plan under the same terms can have more than 12.4 points.');
  expect(certificate(5, null).en).toContain('chosen by hand');
});
