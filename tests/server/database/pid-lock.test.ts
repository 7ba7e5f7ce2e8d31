import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderInUse, takePidLock } from '../../../server/database/pid-lock.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ultimo-miglio-test-'));
  file = join(folder, 'database.lock');
});
afterEach(() => rm(folder, { recursive: true }));

test('a second taker is told the process, the folder and the ways out', async () => {
  const lock = await takePidLock(file, folder);
  const refusal = takePidLock(file, folder);
  await expect(refusal).rejects.toThrow(FolderInUse);
  await expect(refusal).rejects.toThrow(
    new RegExp(`${folder} is in use by process ${process.pid} on .*DATA_DIR.*DATABASE_URL.*${file}`),
  );
  await lock.release();
  expect(existsSync(file)).toBe(false);
});

test('a lock given free can be taken again', async () => {
  await (await takePidLock(file, folder)).release();
  await expectToGetLock();
});

test('the lock of a process that is gone is taken over', async () => {
  await leaveLock({ pid: await pidOfDeadProcess() });
  await expectToGetLock();
});

test('the lock of an earlier process with the pid of a living one is taken over', async () => {
  await leaveLock({ startedAt: '1' });
  await expectToGetLock();
});

test('a lock from before the machine was started anew is taken over', async () => {
  await leaveLock({ boot: 'an earlier start of this machine' });
  await expectToGetLock();
});

test('a lock that was never written to its end is taken over', async () => {
  await writeFile(file, '{"pid":');
  await expectToGetLock();
});

test('of many that want to take over a stale lock exactly one gets it', async () => {
  await leaveLock({ pid: await pidOfDeadProcess() });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => takePidLock(file, folder)));
  const taken = results.filter((result) => result.status === 'fulfilled');
  expect(taken).toHaveLength(1);
  expect(results.filter((result) => result.status === 'rejected').map((result) => result.reason.name)).toEqual(
    Array(19).fill('FolderInUse'),
  );
  await taken[0]?.value.release();
});

test('releasing leaves a lock alone that is no longer ours', async () => {
  const lock = await takePidLock(file, folder);
  await leaveLock({ token: 'of somebody else' });
  await lock.release();
  expect(existsSync(file)).toBe(true);
});

async function expectToGetLock(): Promise<void> {
  const lock = await takePidLock(file, folder);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid });
  await lock.release();
}

/** Leaves the lock file this process would write, with some of it changed. */
async function leaveLock(changes: Record<string, unknown>): Promise<void> {
  if (!existsSync(file)) {
    const lock = await takePidLock(file, folder);
    const text = await readFile(file, 'utf8');
    await lock.release();
    await writeFile(file, text);
  }
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...changes }));
}

async function pidOfDeadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  return child.pid!;
}
