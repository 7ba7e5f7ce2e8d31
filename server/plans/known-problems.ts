import { METHOD_VERSION } from '../gaps/method.ts';
import type { PlanProblem } from './problem.ts';
import type { DataState } from './schemas.ts';

/** What plans choose from, and what the data was when it was read. */
export interface KnownProblem {
  problem: PlanProblem;
  data: DataState;
}

interface Kept {
  version: string;
  readAt: number;
  /** Its fingerprint. */
  read: Promise<string>;
}

const MOST_KEPT = 4;
/** While gaps are being computed the data changes several times a second: a problem then holds for so long. */
const HOLDS_MS = 5000;

/** Knows the problems last asked for, as long as the data is what it was. */
export class KnownProblems<Question> {
  readonly #kept = new Map<string, Kept>();
  readonly #read: (question: Question) => Kept['read'];
  readonly #readVersion: () => Promise<{ version: string; recomputing: number }>;

  /** @param read  reads a problem and has it kept; resolves with its fingerprint */
  constructor(
    read: (question: Question) => Kept['read'],
    readVersion: () => Promise<{ version: string; recomputing: number }>,
  ) {
    this.#read = read;
    this.#readVersion = readVersion;
  }

  async at(question: Question): Promise<DataState> {
    const { version, recomputing } = await this.#readVersion();
    const key = JSON.stringify(question);
    const kept = this.#kept.get(key);
    const holds =
      kept !== undefined && (kept.version === version || (recomputing > 0 && Date.now() - kept.readAt < HOLDS_MS));
    const fingerprint = await (holds ? kept.read : this.#keep(key, version, question));
    return { fingerprint, methodVersion: METHOD_VERSION, recomputing };
  }

  /** Reads all anew from now on. */
  forget(): void {
    this.#kept.clear();
  }

  async #keep(key: string, version: string, question: Question): Kept['read'] {
    const kept = { version, readAt: Date.now(), read: this.#read(question) };
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    for (const oldest of [...this.#kept.keys()].slice(0, -MOST_KEPT)) this.#kept.delete(oldest);
    try {
      return await kept.read;
    } catch (error) {
      if (this.#kept.get(key) === kept) this.#kept.delete(key);
      throw error;
    }
  }
}
