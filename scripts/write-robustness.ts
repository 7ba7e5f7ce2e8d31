/**
 * Asks native PostGIS for the areas of all cases of the families of hard geometry, and keeps them for the tests. DATABASE_URL names
 * the server; a database of its own is made there, and dropped.
 */
import { openFreshNative } from './acceptance/databases.ts';
import { CASES_EACH, FAMILIES } from './robustness/families.ts';
import { drawFields, onGrid } from './robustness/field.ts';
import { writeGolden } from './robustness/golden.ts';
import { askPostgis, type OracleAnswer } from './robustness/oracle.ts';

const TOGETHER = 100;

const serverUrl = process.env['DATABASE_URL'];
if (!serverUrl) throw new Error('DATABASE_URL is not set: only native PostGIS can be asked');
const database = await openFreshNative(serverUrl);
try {
  for (const [name, family] of Object.entries(FAMILIES)) {
    const fields = drawFields(name, family, CASES_EACH).map(onGrid);
    const answers: OracleAnswer[] = [];
    for (let from = 0; from < fields.length; from += TOGETHER) {
      answers.push(...(await askPostgis(database.dataSource, fields.slice(from, from + TOGETHER))));
    }
    await writeGolden(name, answers);
    console.log(`${name}: ${answers.length} cases`);
  }
} finally {
  await database.close();
}
