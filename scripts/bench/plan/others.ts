import { median, percentile } from '../measure.ts';

const PAUSE_MS = 200;

/** How long others wait for their answers meanwhile. */
export interface Waits {
  requests: number;
  medianMs: number;
  p95Ms: number;
  mostMs: number;
}

/** Asks for what others look at, one after the other with short pauses, until it is told to stop. */
export class Others {
  readonly #address: string;
  readonly #paths: readonly string[];
  readonly #waitsMs: number[] = [];
  #turn = 0;

  constructor(address: string, paths: readonly string[]) {
    this.#address = address;
    this.#paths = paths;
  }

  /** Asks while something goes on. */
  async during<Result>(work: Promise<Result>): Promise<Result> {
    let isOver = false;
    const asking = (async () => {
      while (!isOver) {
        const path = this.#paths[this.#turn++ % this.#paths.length]!;
        this.#waitsMs.push(await waitFor(this.#address + path));
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    })();
    try {
      return await work;
    } finally {
      isOver = true;
      await asking;
    }
  }

  get waits(): Waits {
    return {
      requests: this.#waitsMs.length,
      medianMs: median(this.#waitsMs),
      p95Ms: percentile(this.#waitsMs, 95),
      mostMs: Math.max(...this.#waitsMs),
    };
  }
}

/** @throws Error where it is no answer */
export async function waitFor(url: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url);
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return performance.now() - startedAt;
}
