import { say } from './logging.ts';

type Part = 'requests' | 'imports' | 'recompute' | 'database';

/** A program that runs until it is asked to stop. */
export interface Program {
  /** True once it is asked to stop: nothing more is to be opened. */
  readonly stopping: boolean;
  /** Notes how a part that is open is closed. */
  opened(part: Part, close: () => Promise<void>): void;
  /** Closes what is open and ends the process. */
  stop(exitCode: number): Promise<void>;
}

/** How long stopping may take in all: the database alone may need 30 s. */
const STOP_LIMIT_MS = 45_000;

/** Runs `start`, which opens everything in order; a signal, or an error of it, closes what is open and ends the process. */
export function runProgram(start: (program: Program) => Promise<void>): void {
  /** In this order: who asks before who answers. */
  const closers: Record<Part, (() => Promise<void>) | null> = {
    requests: null,
    imports: null,
    recompute: null,
    database: null,
  };
  let stopping = false;

  /** What fails to close does not keep the rest open. */
  async function stop(exitCode: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    await starting;
    let code = exitCode;
    for (const close of Object.values(closers)) {
      await close?.().catch((error: unknown) => {
        complain(error);
        code = 1;
      });
    }
    process.exit(code);
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      say('stopping; once more to stop at once');
      void stop(0);
    });
  }

  const program: Program = {
    get stopping() {
      return stopping;
    },
    opened: (part, close) => void (closers[part] = close),
    stop,
  };
  const starting = start(program).catch((error: unknown) => {
    complain(error);
    // Not awaited: it waits for this very promise.
    void stop(1);
  });
}

function complain(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
