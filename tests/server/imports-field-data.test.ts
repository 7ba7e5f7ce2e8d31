import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile, type Description } from '../../server/imports.ts';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';

const FOLDER = resolve(process.env['FIELD_DATA'] ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'data'));

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const bring = async (kind: Description['kind'], path: string) => {
  const fileName = path.split('/').at(-1)!;
  const description: Description = { kind, name: fileName, fileName };
  const { outcome, dataset } = await importFile(database.dataSource, join(FOLDER, path), description);
  expect(outcome).toBe('imported');
  expect((await importFile(database.dataSource, join(FOLDER, path), description)).outcome).toBe('unchanged');
  return dataset;
};

function testAbsence(): void {
  test('the folder of field data (FIELD_DATA) is not here: real files were not tried', () => {
    expect(existsSync(FOLDER)).toBe(false);
  });
}

function testRealFiles(): void {
  test('real files: boundaries of Lombardy, both reports of AGCOM, firms', async () => {
    const lombardy = await bring('municipalities', 'boundaries/lombardia_comuni_2023.geojson');
    expect([lombardy.rowsStored, lombardy.warnings]).toEqual([1503, []]);

    for (const [file, day] of [
      ['Reportistica_250331_Comuni.csv', '2025-03-31'],
      ['Reportistica_250630_Comuni.csv', '2025-06-30'],
    ]) {
      const report = await bring('broadband-statistics', `fibre/agcom/${file}`);
      expect([report.asOf, report.rowsStored, report.rowsWithoutPlace]).toEqual([day, 7896, 6396]);
    }
    expect(
      await database.dataSource.query(
        `SELECT as_of::text AS day, families, families_ftth AS ftth FROM broadband_statistic
         WHERE municipality_code = '019035' ORDER BY as_of DESC LIMIT 1`,
      ),
    ).toEqual([{ day: '2025-06-30', families: 14_577, ftth: 12_806 }]);

    const firms = await bring('firms', 'firms/cosmetics_firms.csv');
    expect([firms.rowsStored, firms.rowsWithoutPlace]).toEqual([86, 64]);
    expect(
      await database.dataSource.query(
        'SELECT position_precision AS precision, count(*)::int FROM firm GROUP BY 1 ORDER BY 1',
      ),
    ).toEqual([
      { precision: 'municipality', count: 22 },
      { precision: null, count: 64 },
    ]);
  });

  test('real files from elsewhere: zones of Bad Hersfeld, spans and nodes of Kenya', async () => {
    const outside = { en: expect.stringMatching(/outside Italy/), it: expect.stringMatching(/fuori dall'Italia/) };
    const hersfeld = await bring('zones', 'osm/badhersfeld-2021_industrial-zones.geojson');
    expect([hersfeld.rowsStored, hersfeld.rowsWithoutPlace, hersfeld.warnings]).toEqual([37, 37, [outside]]);

    const kenya = await bring('segments', 'fibre/ofds-networks/Kenya-NOFBI-0.2/ofds_NOFBI_Kenya_spans.geojson');
    expect([kenya.rowsStored, kenya.warnings]).toEqual([112, [outside]]);
    expect(
      await database.dataSource.query(
        'SELECT status, network, count(*)::int, max(reach_m) AS reach FROM segment GROUP BY 1, 2 ORDER BY 1',
      ),
    ).toEqual([
      { status: 'operational', network: 'NOFBI', count: 111, reach: null },
      { status: 'proposed', network: 'NOFBI', count: 1, reach: null },
    ]);

    const nodes = await bring('delivery-points', 'fibre/ofds-networks/Kenya-NOFBI-0.2/ofds_NOFBI_Kenya_nodes.geojson');
    expect([nodes.rowsStored, nodes.warnings]).toEqual([102, [outside]]);
    expect(
      await database.dataSource.query('SELECT operator, count(name)::int AS named FROM delivery_point GROUP BY 1'),
    ).toEqual([{ operator: 'NOFBI', named: 102 }]);

    // Two nodes: Accra, and one that gives no access.
    const ghana = await bring('delivery-points', 'fibre/ofds-standard-0.3/examples/geojson/nodes.geojson');
    expect([ghana.rowsRead, ghana.rowsStored]).toEqual([2, 1]);
    expect(await database.dataSource.query(`SELECT name, operator FROM delivery_point WHERE id LIKE 'nodes%'`)).toEqual(
      [{ name: 'Accra', operator: 'FibreCo' }],
    );
  });
}

// Nothing is skipped: without the folder, that it is absent is what is told.
const registerTests = existsSync(FOLDER) ? testRealFiles : testAbsence;
registerTests();
