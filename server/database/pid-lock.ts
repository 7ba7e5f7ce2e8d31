import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { open, readFile, rename, rm, stat, utimes, link } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A file that says which process owns a folder. PGlite itself takes no lock, and two processes on one of its
 * folders destroy it without a word.
 */
export interface PidLock {
  /** Removes the file, if it is still ours. */
  release(): Promise<void>;
}

/** Who holds a lock. `startedAt`, `boot` and `pidNamespace` tell a process from a later one with the same pid. */
interface Holder {
  pid: number;
  host: string;
  since: string;
  startedAt: string | null;
  boot: string | null;
  pidNamespace: string | null;
  token: string;
}

const HEARTBEAT_MS = 5_000;
const HEARTBEATS_WAITED_FOR = 3;

/** A living process has the lock; the message names it and what its user can do. */
export class FolderInUse extends Error {
  override name = 'FolderInUse';
}

/**
 * Takes the lock, also from a holder that died without releasing it.
 *
 * A holder in another container or on another host cannot be looked up by its pid: there the file's heartbeat
 * decides, which takes 15 s.
 *
 * @param file    path of the lock file; its folder exists
 * @param folder  what is locked, for the message
 * @throws FolderInUse where a living process holds it, this one included
 */
export async function takePidLock(file: string, folder: string, log?: (line: string) => void): Promise<PidLock> {
  const own = describeOwnProcess();
  while (!(await createExclusively(file, JSON.stringify(own)))) {
    const found = await readHolder(file);
    if (found === null) continue;
    if (await isAlive(found.holder, file, log)) throw inUse(file, folder, found.holder);
    log?.(`taking over the lock of process ${found.holder?.pid ?? 'unknown'}, which is gone`);
    await removeStale(file, found.text);
  }
  // A rival that judged the same stale file may have moved ours away for a moment: see removeStale.
  await pause(20);
  if ((await readHolder(file))?.holder?.token !== own.token) {
    throw inUse(file, folder, (await readHolder(file))?.holder ?? null);
  }
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, HEARTBEAT_MS).unref();
  return {
    async release() {
      clearInterval(heartbeat);
      if ((await readHolder(file))?.holder?.token === own.token) await rm(file, { force: true });
    },
  };
}

async function createExclusively(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    await handle.writeFile(text);
    await handle.close();
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** The file's text and the holder it names (null where it is unreadable); null where there is no file. */
async function readHolder(file: string): Promise<{ text: string; holder: Holder | null } | null> {
  // A file just created may still be empty: its writer gets a second to fill it.
  for (let attempt = 0; ; attempt += 1) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return null;
      throw error;
    });
    if (text === null) return null;
    const holder = parseHolder(text);
    if (holder !== null || attempt === 10) return { text, holder };
    await pause(100);
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const holder = JSON.parse(text) as Holder;
    return Number.isInteger(holder.pid) ? holder : null;
  } catch {
    return null;
  }
}

async function isAlive(holder: Holder | null, file: string, log?: (line: string) => void): Promise<boolean> {
  if (holder === null) return false;
  if (holder.host === hostname() && holder.boot !== bootId()) return false;
  if (holder.boot === bootId() && holder.pidNamespace === pidNamespace()) {
    return processExists(holder.pid) && (holder.startedAt === null || holder.startedAt === startOf(holder.pid));
  }
  log?.(`waiting to see whether process ${holder.pid} on ${holder.host} still uses the data folder`);
  const before = (await stat(file)).mtimeMs;
  await pause(HEARTBEAT_MS * HEARTBEATS_WAITED_FOR);
  const after = await stat(file).catch(() => null);
  return after !== null && after.mtimeMs !== before;
}

/**
 * Moves the stale file away, then looks at what was moved: if a rival took the lock over in between, what we hold
 * is the rival's fresh file, and it is put back.
 */
async function removeStale(file: string, staleText: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== staleText) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

function inUse(file: string, folder: string, holder: Holder | null): FolderInUse {
  const who = holder === null ? 'another process' : `process ${holder.pid} on ${holder.host} (since ${holder.since})`;
  return new FolderInUse(
    `The data folder ${folder} is in use by ${who}, and two processes on it would destroy the database. ` +
      'Stop that process; or give this one a folder of its own by DATA_DIR; or let both use one PostgreSQL server ' +
      `by DATABASE_URL. Only if that process is certainly gone, remove ${file}.`,
  );
}

function describeOwnProcess(): Holder {
  return {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    startedAt: startOf(process.pid),
    boot: bootId(),
    pidNamespace: pidNamespace(),
    token: randomUUID(),
  };
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** Clock ticks from boot to the start of a process; null where the system does not tell (no /proc). */
function startOf(pid: number): string | null {
  const line = readOrNull(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  // proc(5): starttime is field 22; field 2, the command in parentheses, may hold spaces.
  return line?.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

const bootId = () => readOrNull(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
const pidNamespace = () => readOrNull(() => readlinkSync('/proc/self/ns/pid'));

function readOrNull(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
