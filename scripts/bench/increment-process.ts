/**
 * Keeps the gaps of a database fresh, as the server does, and tells the process that forked it what each batch took in the
 * threads; the database is the first argument.
 */
import { openDatabase } from '../../server/database/data-source.ts';
import { startRecompute } from '../../server/gaps/recompute.ts';

/** A batch is done; so many municipalities are still stale. */
export interface BatchDone {
  left: number;
  computeMs: number;
}

const { dataSource, listen, close } = await openDatabase({ dataDir: '', databaseUrl: process.argv[2]! });
const recompute = startRecompute({
  dataSource,
  premisesReachM: 50,
  soleProcess: false,
  ...(listen && { listen }),
  onProgress: (left, computeMs) => process.send!({ left, computeMs } satisfies BatchDone),
  onError: (error) => {
    throw error;
  },
});
process.once('message', () => {
  void recompute
    .stop()
    .then(close)
    .then(() => process.disconnect());
});
process.send!('ready');
