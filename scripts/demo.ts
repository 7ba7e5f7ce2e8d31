import { readConfig } from '../server/config.ts';
import { openDatabase } from '../server/database/data-source.ts';
import { loadDemonstration, removeDemonstration } from '../server/demonstration.ts';

// `npm run demo` loads the demonstration data; `npm run demo -- remove` removes it, and all else that was generated.

const say = (line: string) => process.stderr.write(`${line}\n`);
const [order = 'load', ...rest] = process.argv.slice(2);

if (!['load', 'remove'].includes(order) || rest.length > 0) {
  say('usage: npm run demo [-- remove]');
  process.exit(2);
}
try {
  const database = await openDatabase(readConfig(process.env), { log: say });
  try {
    if (order === 'load') await loadDemonstration(database.dataSource, say, { anyway: true });
    else say(`${await removeDemonstration(database.dataSource)} data sets removed`);
  } finally {
    await database.close();
  }
} catch (error) {
  say((error as Error).message);
  process.exitCode = 1;
}
