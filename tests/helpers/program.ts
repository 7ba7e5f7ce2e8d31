import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A TypeScript file of tests/helpers/ running as a process of its own. */
export interface Program {
  pid: number;
  /** the next line it prints; null when it has ended */
  nextLine(): Promise<string | null>;
  /** ends its standard input, which is how these programs are told to stop */
  stop(): void;
  /** ends it as a power cut would, with no chance to tidy up */
  kill(): void;
  /** its exit code; null where it was killed */
  ended: Promise<number | null>;
}

export function startProgram(file: string, args: string[]): Program {
  const path = new URL(file, import.meta.url).pathname;
  const child = spawn(process.execPath, [path, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    pid: child.pid!,
    async nextLine() {
      const { value, done } = await lines.next();
      return done ? null : value;
    },
    stop: () => child.stdin.end(),
    kill: () => child.kill('SIGKILL'),
    ended: new Promise((resolve) => child.once('exit', resolve)),
  };
}
