import { once } from 'node:events';
import { openDatabase } from '../../server/database/data-source.ts';

// Program: opens the database (arguments: data folder, optional URL), says so, and closes it when its input ends.
// What keeps it from opening is printed instead.

const [dataDir = '', databaseUrl] = process.argv.slice(2);
try {
  const database = await openDatabase({ dataDir, ...(databaseUrl && { databaseUrl }) });
  console.log('open');
  await once(process.stdin.resume(), 'end');
  await database.close();
} catch (error) {
  console.log((error as Error).message);
  process.exitCode = 1;
}
