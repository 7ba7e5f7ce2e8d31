import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Runs every command of README.md in a clean copy of the project, so that none of them can go stale.
 *
 * Commands are the lines of ```sh blocks, in order. A line that ends in `npm start` runs until /status answers 200, one that
 * ends in `npm run worker` until it says that it works; each is then asked to stop, which it must do with exit code 0. The
 * blocks marked ```sh running take the program as running beside them.
 *
 *   node scripts/run-readme.ts [--elsewhere "npm test"]...
 *
 * --elsewhere names a command that the caller runs by itself. README_DATABASE_URL names a PostgreSQL database that takes the
 * place of the one in the text; the port 3000 of the text gives way to a free one.
 */
const ROOT = join(import.meta.dirname, '..');
const READY_WITHIN_MS = 120_000;
const STOPPED_WITHIN_MS = 40_000;
/** What runs until it is asked to stop. */
const LASTING = /npm (start|run worker)$/;

interface Block {
  needsProgram: boolean;
  commands: string[];
}

/** Blocks in the order of the text; a backslash at the end of a line joins the next one, comments go. */
function readBlocks(markdown: string): Block[] {
  return [...markdown.matchAll(/^```sh( running)?\n([\s\S]*?)^```$/gm)].map(([, running, body]) => ({
    needsProgram: running !== undefined,
    commands: body!
      .replaceAll('\\\n', ' ')
      .split('\n')
      .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
      .filter((line) => line !== ''),
  }));
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** The files under version control as they are now, without what is made on the machine. */
function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'ultimo-miglio-readme-'));
  const names = execFileSync('git', ['ls-files', '-z', '--cached'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const name of names) {
    if (name !== '' && existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  return copy;
}

class ReadmeRunner {
  readonly #copy: string;
  readonly #port: number;
  readonly #environment: NodeJS.ProcessEnv;
  #program: ChildProcess | null = null;

  constructor(copy: string, port: number) {
    this.#copy = copy;
    this.#port = port;
    const { TEST_DATABASE_URL: _, DATABASE_URL: __, DATA_DIR: ___, ...inherited } = process.env;
    this.#environment = { ...inherited, PORT: String(port) };
  }

  /** The command with this run's port and database. */
  #localise(command: string): string {
    const withPort = command.replaceAll(':3000', `:${this.#port}`);
    if (!/postgres:\/\/\S+/.test(withPort)) return withPort;
    const url = process.env['README_DATABASE_URL'];
    if (url === undefined) throw new Error(`README_DATABASE_URL is not set, and "${command}" needs a database`);
    return withPort.replaceAll(/postgres:\/\/\S+/g, url);
  }

  run(command: string): void {
    const { status, signal } = spawnSync('bash', ['-euo', 'pipefail', '-c', this.#localise(command)], {
      cwd: this.#copy,
      env: this.#environment,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) throw new Error(`"${command}" ended with ${status ?? signal}`);
  }

  /** Starts the program or a worker; resolves once /status answers 200, or the worker says that it works. */
  async start(command: string): Promise<void> {
    // exec: the signal must reach npm, not a shell that waits for it.
    const line = this.#localise(command).replace(LASTING, 'exec $&');
    const program = spawn('bash', ['-c', line], {
      cwd: this.#copy,
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'inherit'],
      // In a process group of its own, so that `end` reaches whatever npm has started.
      detached: true,
    });
    this.#program = program;
    let said = '';
    program.stdout.pipe(process.stdout, { end: false });
    program.stdout.on('data', (chunk) => (said += String(chunk)));
    const isReady = command.endsWith('worker') ? () => said.includes('working for') : () => this.#isReady();
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await isReady())) {
      if (program.exitCode !== null || program.signalCode !== null) {
        throw new Error(`"${command}" ended with ${program.exitCode ?? program.signalCode} before it was ready`);
      }
      if (Date.now() > deadline) throw new Error(`"${command}" was not ready after ${READY_WITHIN_MS / 1000} s`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  async #isReady(): Promise<boolean> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}/status`).catch(() => null);
    await answer?.body?.cancel();
    return answer?.status === 200;
  }

  /** Asks the program to stop, as an operator does: by a signal to npm. */
  async stop(): Promise<void> {
    const program = this.#program!;
    const ended = once(program, 'exit', { signal: AbortSignal.timeout(STOPPED_WITHIN_MS) });
    program.kill('SIGTERM');
    const [code, signal] = (await ended) as [number | null, NodeJS.Signals | null];
    if (code !== 0) throw new Error(`what was asked to stop ended with ${code ?? signal}`);
    this.#program = null;
  }

  /** Leaves nothing running after a failure. */
  end(): void {
    const pid = this.#program?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

async function runReadme(elsewhere: string[]): Promise<void> {
  const blocks = readBlocks(readFileSync(join(ROOT, 'README.md'), 'utf8'));
  const copy = copyProject();
  const runner = new ReadmeRunner(copy, await findFreePort());
  let count = 0;
  try {
    for (const { needsProgram, commands } of blocks) {
      if (needsProgram) await runner.start('npm start');
      for (const command of commands) {
        console.log(`\nREADME> ${command}`);
        if (elsewhere.includes(command)) console.log('(run by the caller)');
        else if (LASTING.test(command)) {
          await runner.start(command);
          await runner.stop();
        } else runner.run(command);
        count += 1;
      }
      if (needsProgram) await runner.stop();
    }
  } finally {
    runner.end();
    rmSync(copy, { recursive: true, force: true });
  }
  if (count === 0) throw new Error('README.md has no ```sh block');
  console.log(`\nREADME.md: ${count} commands, each of them works`);
}

const { values } = parseArgs({ options: { elsewhere: { type: 'string', multiple: true, default: [] } } });
await runReadme(values.elsewhere);
