import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
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
