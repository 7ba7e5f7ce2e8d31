/** A search that runs on while those who asked for it come back for its progress. */
interface Search<Progress, Result> {
  startedAt: number;
  endedAt: number | null;
  /** How many are waiting for it just now. */
  waiting: number;
  progress: Progress;
  result: Result | null;
  error: Error | null;
  ended: Promise<void>;
  stop: AbortController;
  abandoned: NodeJS.Timeout | undefined;
}

export interface SearchState<Progress, Result> {
  seconds: number;
  progress: Progress;
  /** Null while the search goes on. */
  result: Result | null;
}

/** Who has not come back for so long has gone. */
const ABANDONED_AFTER_MS = 6000;
const MOST_ENDED_KEPT = 30;

/** Searches by what they were asked: who asks the same again joins the one that runs, or has the answer that it gave. */
export class Searches<Progress, Result> {
  readonly #searches = new Map<string, Search<Progress, Result>>();

  /**
   * How a search stands after so long at most.
   *
   * @param key   all that the result depends on
   * @param start begins it: what there is at once, and the search itself
   */
  async ask(
    key: string,
    patienceMs: number,
    start: () => {
      progress: Progress;
      run: (tell: (progress: Progress) => void, signal: AbortSignal) => Promise<Result>;
    },
  ): Promise<SearchState<Progress, Result>> {
    const search = this.#searches.get(key) ?? this.#begin(key, start());
    clearTimeout(search.abandoned);
    search.waiting += 1;
    await endedOrLate(search.ended, patienceMs);
    search.waiting -= 1;
    if (search.error !== null) {
      this.#searches.delete(key);
      throw search.error;
    }
    if (search.result === null && search.waiting === 0) {
      search.abandoned = setTimeout(() => this.#abandon(key, search), ABANDONED_AFTER_MS).unref();
    }
    const seconds = ((search.endedAt ?? performance.now()) - search.startedAt) / 1000;
    return { seconds, progress: search.progress, result: search.result };
  }

  #begin(key: string, { progress, run }: ReturnType<Parameters<Searches<Progress, Result>['ask']>[2]>) {
    const stop = new AbortController();
    const search: Search<Progress, Result> = {
      startedAt: performance.now(),
      endedAt: null,
      waiting: 0,
      progress,
      result: null,
      error: null,
      ended: Promise.resolve(),
      stop,
      abandoned: undefined,
    };
    search.ended = run((now) => void (search.progress = now), stop.signal)
      .then(
        (result) => void (search.result = result),
        (error: Error) => void (search.error = error),
      )
      .then(() => void (search.endedAt = performance.now()));
    this.#searches.set(key, search);
    this.#forgetOldest();
    return search;
  }

  #abandon(key: string, search: Search<Progress, Result>): void {
    if (search.result === null) search.stop.abort();
    if (this.#searches.get(key) === search) this.#searches.delete(key);
  }

  #forgetOldest(): void {
    const ended = [...this.#searches].filter(([, { result, error }]) => result !== null || error !== null);
    for (const [key] of ended.slice(0, -MOST_ENDED_KEPT)) this.#searches.delete(key);
  }
}

/** Waits for a search, or so long at most. */
async function endedOrLate(ended: Promise<void>, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)));
  await Promise.race([ended, late]);
  clearTimeout(timer);
}
