import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../helpers/database.ts';
import { fillGrid } from '../helpers/small-region.ts';

const ROOT = join(import.meta.dirname, '../..');

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  await fillGrid(database.dataSource, 10);
});
afterAll(() => database.close());

/** `server/worker.ts` as `npm run worker` runs it; each line that it says is passed to `said`. */
async function runWorker(environment: Record<string, string>, said: (line: string, stop: () => void) => void) {
  const child = spawn(
    process.execPath,
    ['--import', './server/require-node.js', 'server/worker.ts', '--threads', '1'],
    {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], ...environment },
    },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) said(line, () => child.kill('SIGTERM'));
  const [code] = (await exited) as [number | null];
  return { code, errors };
}

/** The settings of a worker for the database under test; on the embedded one it has nothing to work on. */
const settings = (): Record<string, string> =>
  database.config.databaseUrl === undefined ? {} : { DATABASE_URL: database.config.databaseUrl };

test('a worker computes what is stale beside the server and ends in order when asked; alone on the embedded database it is refused', async () => {
  const ended = await runWorker(settings(), (line, stop) => {
    if (line === 'gaps are up to date') stop();
  });
  const [{ stale, computed }] = await database.dataSource.query(
    `SELECT (SELECT count(*)::int FROM stale_municipality) AS stale,
       (SELECT count(DISTINCT municipality_code)::int FROM municipality_gap) AS computed`,
  );
  if (database.kind === 'native') {
    expect({ ...ended, stale, computed }).toEqual({ code: 0, errors: '', stale: 0, computed: 10 });
  } else {
    expect(ended).toEqual({
      code: 1,
      errors: expect.stringMatching(/^DATABASE_URL is not set: the embedded database/),
    });
  }
}, 60_000);

test.each([
  ['newer', `INSERT INTO migrations (timestamp, name) VALUES (1, 'Later')`],
  ['older', 'DELETE FROM migrations'],
])('a worker refuses a database that is %s than itself', async (which, change) => {
  await database.dataSource.query(change);
  const ended = await runWorker(settings(), () => {});
  expect(ended.code).toBe(1);
  if (database.kind === 'native') expect(ended.errors).toContain(`The database is ${which} than this program`);
});
