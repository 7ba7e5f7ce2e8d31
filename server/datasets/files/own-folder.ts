import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'ultimo-miglio-file-';
const OWNED = /^ultimo-miglio-file-(\d+)-/;

/** A new folder that only this user may enter, marked as this process's. */
export function makeOwnFolder(parent = tmpdir()): Promise<string> {
  return mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
}

/**
 * Removes the folders that processes left behind which were killed. To be called once, before a first file is opened:
 * in a container every start has the same process number, so that what bears ours is a leftover as well.
 */
export async function sweepFolders(parent = tmpdir()): Promise<void> {
  for (const name of await readdir(parent)) {
    const owner = Number(OWNED.exec(name)?.[1]);
    if (!(owner > 0) || (owner !== process.pid && isAlive(owner))) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be asked, but it is there.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
