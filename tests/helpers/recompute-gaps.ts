import { openDatabase } from '../../server/database/data-source.ts';
import { startRecompute } from '../../server/gaps/recompute.ts';

// Program: computes stale gaps and prints how many are left after each batch, until none is or until it is killed.
// Arguments: data folder, optional URL.

const [dataDir = '', databaseUrl] = process.argv.slice(2);
const database = await openDatabase({ dataDir, ...(databaseUrl && { databaseUrl }) });
const recompute = startRecompute({
  dataSource: database.dataSource,
  premisesReachM: 50,
  soleProcess: databaseUrl === undefined,
  onProgress: (left) => console.log(left),
  onError: (error) => console.log(String(error)),
});
await recompute.idle();
await recompute.stop();
await database.close();
