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
