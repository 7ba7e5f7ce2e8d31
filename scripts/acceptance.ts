import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Database } from '../server/database/data-source.ts';
import { startRecompute } from '../server/gaps/recompute.ts';
import { getMunicipality } from '../server/municipalities/store.ts';
import { seedTargets } from '../server/targets/store.ts';
import { parseThresholds } from '../server/targets/thresholds.ts';
import { checkAgainstOracle, checkAreas, checkSums, dumpResults } from './acceptance/checks.ts';
import { openFreshEmbedded, openFreshNative } from './acceptance/databases.ts';
import { FILES, importGenerated, importReal } from './acceptance/field-data.ts';
import { checkFieldFiles } from './acceptance/field-files.ts';
import { checkIstatList } from './acceptance/istat-list.ts';
import { Report } from './acceptance/report.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const report = new Report(say);

/** Imports real files and generated ones over real boundaries, computes all gaps, and checks every figure it can. */
async function main(folder: string | undefined): Promise<boolean> {
  if (folder === undefined || !existsSync(folder)) {
    say('usage: npm run acceptance -- FOLDER, the folder of field data; there is none here, so nothing was checked');
    return false;
  }
  report.section('files as they are');
  await checkIstatList(report, folder);
  const results: Map<string, string[]>[] = [];
  const nativeUrl = process.env['DATABASE_URL'];
  for (const open of [openFreshEmbedded, ...(nativeUrl ? [() => openFreshNative(nativeUrl)] : [])]) {
    const database = await open();
    try {
      report.section(`${database.kind} database`);
      results.push(await runOn(database, folder));
      // Once is enough for a hundred files: the tests of imports run on both.
      if (database.kind === 'native' || !nativeUrl) {
        report.section(`files of the field, ${database.kind} database`);
        await checkFieldFiles(database.dataSource, folder, report);
      }
    } finally {
      await database.close();
    }
  }
  report.section('both databases');
  const [embedded, native] = results;
  if (!native) report.check('native PostGIS was asked', false, 'DATABASE_URL is not set');
  for (const [what, lines] of native ?? []) {
    const differing = lines.filter((line, index) => line !== embedded!.get(what)![index]).length;
    report.check(
      `${what} equal to the digit`,
      differing === 0 && lines.length === embedded!.get(what)!.length,
      `${lines.length} rows, ${differing} differ`,
    );
  }
  return report.close();
}

async function runOn({ dataSource, kind }: Database, folder: string): Promise<Map<string, string[]>> {
  const thresholds = parseThresholds(JSON.parse(await readFile('data/thresholds.json', 'utf8')));
  await seedTargets(dataSource, thresholds.targets);
  const municipalities = await importReal(dataSource, folder, 'municipalities', FILES.boundaries);
  report.equal('municipalities of Lombardy', municipalities.dataset.rowsStored, 1503);
  for (const file of [FILES.march, FILES.june]) {
    const { dataset } = await importReal(dataSource, folder, 'broadband-statistics', file);
    report.equal(`rows of ${dataset.fileName}`, dataset.rowsStored, 7896);
    const [{ matched }] = await dataSource.query(
      `SELECT count(*)::int AS matched FROM broadband_statistic s JOIN municipality m ON m.code = s.municipality_code WHERE s.as_of = $1`,
      [dataset.asOf],
    );
    report.check(
      'rows of municipalities that are not here are counted',
      matched + dataset.rowsWithoutPlace === 7896,
      `${matched} matched, ${dataset.rowsWithoutPlace} not`,
    );
  }
  await importReal(dataSource, folder, 'firms', FILES.firms);
  const [firms] = await dataSource.query(
    `SELECT count(*)::int AS all, (count(*) FILTER (WHERE position_precision = 'municipality'))::int AS placed,
       (count(*) FILTER (WHERE position_precision IS NULL))::int AS "withoutPlace" FROM firm`,
  );
  report.equal('cosmetics firms', firms, { all: 86, placed: 22, withoutPlace: 64 });
  const again = await importReal(dataSource, folder, 'firms', FILES.firms);
  report.equal('the same file twice', again.outcome, 'unchanged');
  report.check('generated over the province', true, JSON.stringify(await importGenerated(dataSource, folder)));

  await computeAll(dataSource);
  const crema = await getMunicipality(
    dataSource,
    { target: 1000, horizon: '2028-12-31', proposed: false, plansUntil: '2028-12-31' },
    '019035',
  );
  report.equal(
    'families of Crema, with FTTH',
    [crema.statistic?.families, crema.statistic?.familiesFtth],
    [14_577, 12_806],
  );
  await checkSums(dataSource, report);
  await checkAreas(dataSource, report);
  if (kind === 'native') await checkAgainstOracle(dataSource, report);
  return dumpResults(dataSource);
}

async function computeAll(dataSource: Database['dataSource']): Promise<void> {
  const errors: string[] = [];
  const startedAt = performance.now();
  const recompute = startRecompute({
    dataSource,
    premisesReachM: 50,
    soleProcess: true,
    onError: (error, code) => errors.push(`${code}: ${String(error)}`),
  });
  await recompute.idle();
  await recompute.stop();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const [{ gaps, failed }] = await dataSource.query(
    `SELECT count(DISTINCT municipality_code)::int AS gaps, (count(*) FILTER (WHERE failures <> '[]'))::int AS failed FROM municipality_gap`,
  );
  report.check(
    'gaps computed for all',
    gaps === 1503 && failed === 0 && errors.length === 0,
    `${gaps} in ${seconds} s, ${failed} with a failed zone ${errors.join('; ')}`,
  );
}

process.exitCode = (await main(process.argv[2])) ? 0 : 1;
