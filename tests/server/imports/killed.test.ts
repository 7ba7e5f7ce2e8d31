import { rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../../server/database/data-source.ts';
import { sweepStagings } from '../../../server/datasets/staging.ts';
import { importFile } from '../../../server/imports.ts';
import { prepareTestPlace, type TestPlace } from '../../helpers/database.ts';
import { startProgram } from '../../helpers/program.ts';
import { temporaryFolder } from '../../helpers/template-database.ts';

const KILLS = 20;
const ROWS = 3000;
const SPEEDS = [1000, 1001];
/** Longer than an import takes on a quiet machine: some end before they are killed. */
const WITHIN_MS = 2500;

let place: TestPlace;
const paths = ['old', 'new'].map((version) => `${temporaryFolder()}-${version}.csv`);
beforeAll(async () => {
  place = await prepareTestPlace();
  for (const [at, path] of paths.entries()) {
    const rows = Array.from({ length: ROWS }, (_, row) => `${row},net,FTTH,${SPEEDS[at]},${9.5 + row / 1e5},45.3`);
    await writeFile(path, `id,network,technology,down_mbps,lng,lat\n${rows.join('\n')}\n`);
  }
});
afterAll(async () => {
  await place.remove();
  for (const path of paths) await rm(path, { force: true });
});

const look = async (): Promise<{ speeds: number[]; rows: number; stored: number }> => {
  const { dataSource, close } = await openDatabase(place.config);
  try {
    const [found] = await dataSource.query(
      `SELECT array_agg(DISTINCT down_mbps) AS speeds, count(*)::int AS rows, (SELECT rows_stored FROM dataset) AS stored
       FROM covered_premises`,
    );
    return found;
  } finally {
    await close();
  }
};

/** Numbers from 0 to 1, the same with every run. */
function random(): () => number {
  let state = 20_261_128;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

test(`killed at ${KILLS} random moments, an import leaves the old version or the new one, whole`, async () => {
  const { dataDir, databaseUrl = '' } = place.config;
  const first = await openDatabase(place.config);
  await importFile(first.dataSource, paths[0]!, { kind: 'coverage', name: 'killed', fileName: 'old.csv' });
  await first.close();
  const moments = random();
  let present = 0;
  let killedBefore = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    const program = startProgram('import-again.ts', [paths[1 - present]!, dataDir, databaseUrl]);
    expect(await program.nextLine()).toBe('open');
    await pause(moments() * WITHIN_MS);
    program.kill();
    await program.ended;
    const { speeds, rows, stored } = await look();
    expect([rows, stored, speeds.length], `kill ${kill}`).toEqual([ROWS, ROWS, 1]);
    if (speeds[0] === SPEEDS[present]) killedBefore += 1;
    else present = 1 - present;
  }
  expect(killedBefore).toBeGreaterThan(0);
  const last = await openDatabase(place.config);
  await sweepStagings(last.dataSource, true);
  expect(await last.dataSource.query(`SELECT FROM pg_class WHERE relname ~ '^staged_[0-9]'`)).toEqual([]);
  await last.close();
}, 1_200_000);
