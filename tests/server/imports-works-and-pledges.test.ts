import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile, type Description } from '../../server/imports.ts';
import type { Problem } from '../../server/problem.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { collection, feature, square } from '../helpers/geojson-text.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const bring = (kind: Description['kind'], text: string) =>
  importFile(database.dataSource, Readable.from([Buffer.from(text)]), { kind, name: 'test', fileName: 'file' });
const rows = (sql: string) => database.dataSource.query<Record<string, unknown>[]>(sql);
const segments = (...list: object[]) =>
  collection(
    ...list.map((properties, index) =>
      feature(
        { status: 'planned', technology: 'FTTH', ...properties },
        [
          [9, 45 + index / 100],
          [9.01, 45],
        ],
        'LineString',
      ),
    ),
  );
/** Faulty rows as `row column value: reason`, in both languages. */
const refusal = async (kind: Description['kind'], text: string) => {
  const { extras } = await bring(kind, text).then(
    () => expect.unreachable('the file was accepted'),
    (error: Problem) => error,
  );
  return (['en', 'it'] as const).map((language) =>
    (extras.errors ?? []).map(({ row, column, value, reason }) => `${row} ${column} ${value}: ${reason[language]}`),
  );
};

describe('works of segments', () => {
  const stored = () =>
    rows('SELECT id, works_type AS type, works, crossings AS c, terminations AS t FROM segment ORDER BY id');

  test('are stored as stated; the type with the largest share is the works type where none is stated', async () => {
    await bring(
      'segments',
      segments(
        { id: 'a', works: { existingDuct: 0.6, trench: 0.4 }, crossings: 0, terminations: 3 },
        { id: 'b', works: 'existingDuct:30;trench:70', works_type: 'aerial', attraversamenti: '2' },
        { id: 'c', works_type: 'aerial', crossings: '', terminations: null },
        { id: 'd' },
      ),
    );
    expect(await stored()).toEqual([
      { id: 'test:a', type: 'existingDuct', works: { existingDuct: 0.6, trench: 0.4 }, c: 0, t: 3 },
      { id: 'test:b', type: 'aerial', works: { existingDuct: 0.3, trench: 0.7 }, c: 2, t: null },
      { id: 'test:c', type: 'aerial', works: null, c: null, t: null },
      { id: 'test:d', type: null, works: null, c: null, t: null },
    ]);
  });

  test('are replaced by what a later file says, and only the rows that differ are written', async () => {
    const versions = () => rows('SELECT id, xmin::text FROM segment ORDER BY id');
    await bring('segments', segments({ id: 'a', works: { trench: 0.5, aerial: 0.5 } }, { id: 'b', crossings: 1 }));
    const [, before] = await versions();
    await bring('segments', segments({ id: 'a', works: 'aerial:100' }, { id: 'b', crossings: 1 }));
    expect((await stored()).map(({ works, c }) => [works, c])).toEqual([
      [{ aerial: 1 }, null],
      [null, 1],
    ]);
    expect((await versions())[1]).toEqual(before);
  });

  test('that are wrong refuse the file, each named by row, value and reason in both languages', async () => {
    const [english, italian] = await refusal(
      'segments',
      segments(
        { works: { trench: 0.5, aerial: 0.4 } },
        { works: 'tunnel:100' },
        { crossings: 1.5, terminations: -1 },
        { crossings: 'two' },
        { works: { trench: 1 } },
      ),
    );
    expect(english).toEqual([
      '1 works {"trench":0.5,"aerial":0.4}: the shares sum to 0.9, not to 1 (100 %)',
      '2 works tunnel:100: "tunnel" is none of trench, microTrench, aerial, existingDuct',
      '3 crossings 1.5: a whole number is expected',
      '3 terminations -1: is not between 0 and 100000',
      '4 crossings two: not a number; write 1234.5, with a point and no thousands separator',
    ]);
    expect(italian).toEqual([
      '1 works {"trench":0.5,"aerial":0.4}: la somma delle quote è 0.9, non 1 (100 %)',
      '2 works tunnel:100: "tunnel" non è tra trench, microTrench, aerial, existingDuct',
      '3 crossings 1.5: è atteso un numero intero',
      '3 terminations -1: non è tra 0 e 100000',
      '4 crossings two: non è un numero; scrivere 1234.5, col punto e senza separatore delle migliaia',
    ]);
  });

  test.each([
    ['{"trench": 0.5}', 'segment_works'],
    ['{"trench": 1, "tunnel": 0}', 'segment_works'],
    ['{"trench": 1.5, "aerial": -0.5}', 'segment_works'],
  ])('the database itself refuses %s, whoever writes', async (works, constraint) => {
    await bring('segments', segments({ id: 'a' }));
    await expect(database.dataSource.query('UPDATE segment SET works = $1', [works])).rejects.toThrow(constraint);
  });
});

describe('pledges of firms', () => {
  test('are stored in Mbit/s; no pledge known is none, never zero', async () => {
    await bring('firms', 'id,name,pledged_mbps\na,Alfa,1000\nb,Beta,\n');
    expect(await rows('SELECT id, pledged_mbps AS pledge FROM firm ORDER BY id')).toEqual([
      { id: 'test:a', pledge: 1000 },
      { id: 'test:b', pledge: null },
    ]);
    await bring('firms', 'id,name,pledgedMbps\na,Alfa,300\n');
    expect(await rows('SELECT pledged_mbps AS pledge FROM firm')).toEqual([{ pledge: 300 }]);
  });

  test('make no municipality stale: no gap depends on them', async () => {
    const { dataSource } = database;
    const home = feature({ com_istat_code: 19001, name: 'Uno' }, square(9, 45, 0.1));
    await bring('municipalities', collection(home));
    const stale = () => rows('SELECT municipality_code AS code FROM stale_municipality');
    const firms = (...cells: string[]) =>
      bring('firms', `id,name,lng,lat,employees,pledged_mbps\na,Alfa,9.05,45.05,${cells.join(',')}\n`);
    await firms('10', '');
    await dataSource.query('DELETE FROM stale_municipality');
    await firms('10', '1000');
    expect(await stale()).toEqual([]);
    await firms('11', '1000');
    expect(await stale()).toEqual([{ code: '019001' }]);
  });

  test('that are no speed refuse the file, each named in both languages', async () => {
    const text = 'name,pledged_mbps\nA,0\nB,-1\nC,1.5\nD,1 Gbit/s\nE,1000001\nF,100\n';
    const [english, italian] = await refusal('firms', text);
    expect(english).toEqual([
      '1 pledged_mbps 0: is not between 1 and 1000000',
      '2 pledged_mbps -1: is not between 1 and 1000000',
      '3 pledged_mbps 1.5: a whole number is expected',
      '4 pledged_mbps 1 Gbit/s: not a number; write 1234.5, with a point and no thousands separator',
      '5 pledged_mbps 1000001: is not between 1 and 1000000',
    ]);
    expect(italian?.[0]).toBe('1 pledged_mbps 0: non è tra 1 e 1000000');
    expect(italian?.[2]).toBe('3 pledged_mbps 1.5: è atteso un numero intero');
  });
});
