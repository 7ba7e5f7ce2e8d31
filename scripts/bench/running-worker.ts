import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = join(import.meta.dirname, '..', '..');

/** `npm run worker` with one thread, in a process of its own. */
export class RunningWorker {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static startSome(databaseUrl: string, count: number): Promise<RunningWorker[]> {
    return Promise.all(Array.from({ length: count }, () => RunningWorker.#start(databaseUrl)));
  }

  /** Resolves when it takes batches. */
  static async #start(databaseUrl: string): Promise<RunningWorker> {
    const child = spawn('/bin/sh', ['scripts/run.sh', 'server/worker.ts', '--threads', '1'], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('working for')) break;
    }
    child.stdout.resume();
    return new RunningWorker(child);
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}
