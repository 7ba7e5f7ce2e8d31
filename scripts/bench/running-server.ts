import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const GIVE_UP_MS = 120_000;

/** The program as its user starts it, in a process of its own. */
export interface RunningServer {
  address: string;
  /** From the start to the first page, and to the first `ready` of /status, ms. */
  pageMs: number;
  readyMs: number;
  /** Of the process that answers, as Linux tells it. */
  pid(): Promise<number>;
  /** How many municipalities wait for figures. */
  recomputing(): Promise<number>;
  /** Waits until none does. */
  untilComputed(): Promise<void>;
  /** Of the processor that it has had so far, all its processes and threads together; as Linux tells it. */
  cpuSeconds(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the server on a data folder and waits until it is ready. */
export async function startServer(environment: Record<string, string>): Promise<RunningServer> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const startedAt = performance.now();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  try {
    const pageMs = await until(startedAt, child, () => answers(`${address}/`));
    const readyMs = await until(startedAt, child, () => answers(`${address}/status`));
    return {
      address,
      pageMs,
      readyMs,
      pid: () => answeringProcess(child.pid!),
      recomputing: () => recomputing(address),
      untilComputed: () => untilComputed(address),
      cpuSeconds: () => cpuSecondsOf(child.pid!),
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

async function until(startedAt: number, child: ChildProcess, holds: () => Promise<boolean>): Promise<number> {
  while (!(await holds())) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
    if (performance.now() - startedAt > GIVE_UP_MS) throw new Error('the server does not answer');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return performance.now() - startedAt;
}

async function untilComputed(address: string): Promise<void> {
  while ((await recomputing(address)) > 0) await new Promise((resolve) => setTimeout(resolve, 250));
}

async function recomputing(address: string): Promise<number> {
  const status = (await (await fetch(`${address}/status`)).json()) as { recomputing: number };
  return status.recomputing;
}

const TICKS_A_SECOND = 100;

/** Of all processes of a group. */
async function cpuSecondsOf(group: number): Promise<number> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const ticks = processes.map(async (pid) => {
    // One that has ended meanwhile has no file any more.
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // After the name, which may hold anything: state, parent, group; the ticks in user and in system mode are the 12th and 13th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[2]) === group ? Number(fields[11]) + Number(fields[12]) : 0;
  });
  return (await Promise.all(ticks)).reduce((sum, each) => sum + each, 0) / TICKS_A_SECOND;
}

/** npm starts a shell that becomes the program: of that group it is the one that runs main.ts itself. */
async function answeringProcess(group: number): Promise<number> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [stat, command] = await Promise.all(
      ['stat', 'cmdline'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
    );
    const fields = stat!.slice(stat!.lastIndexOf(')') + 2).split(' ');
    const isProgram = /(^|\/)node\0/.test(command!) && command!.includes('server/main.ts');
    if (Number(fields[2]) === group && isProgram) return Number(name);
  }
  throw new Error('the process of the server is not found');
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => null);
  await response?.arrayBuffer();
  return response?.status === 200;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const ended = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await ended;
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
