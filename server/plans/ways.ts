import { Queue } from './queue.ts';
import type { Selection } from './selection.ts';

type Graph = Pick<Selection, 'isRoot' | 'neighbours'>;

/** Candidates that lead to a root through allowed ones, themselves allowed. */
export function ledToRoot({ isRoot, neighbours }: Graph, isAllowed: (candidate: number) => boolean): Uint8Array {
  const led = new Uint8Array(isRoot.length);
  const open: number[] = [];
  const lead = (candidate: number) => {
    if (led[candidate] || !isAllowed(candidate)) return;
    led[candidate] = 1;
    open.push(candidate);
  };
  for (const [candidate, root] of isRoot.entries()) if (root) lead(candidate);
  for (let next = open.pop(); next !== undefined; next = open.pop()) neighbours[next]!.forEach(lead);
  return led;
}

/** The cheapest way from each candidate to a root or to what is built, kept as more is built. */
export class Ways {
  /** Of the candidate and all on its way that are not built; Infinity where there is no way. */
  readonly costEur: Float64Array;
  /** The next on the way; -1 at its end. */
  readonly #next: Int32Array;
  readonly #graph: Graph;
  readonly #ownEur: readonly number[];
  readonly #built: Uint8Array;
  readonly #isAllowed: (candidate: number) => boolean;

  /** @param built  1 for each that is built; looked at again whenever a way is asked for */
  constructor(graph: Graph, ownEur: readonly number[], built: Uint8Array, isAllowed: (candidate: number) => boolean) {
    this.#graph = graph;
    this.#ownEur = ownEur;
    this.#built = built;
    this.#isAllowed = isAllowed;
    this.costEur = new Float64Array(ownEur.length).fill(Infinity);
    this.#next = new Int32Array(ownEur.length).fill(-1);
    const queue = new Queue();
    for (let candidate = 0; candidate < ownEur.length; candidate++) {
      if (!isAllowed(candidate)) continue;
      if (!built[candidate] && !graph.isRoot[candidate]) continue;
      this.costEur[candidate] = built[candidate] ? 0 : ownEur[candidate]!;
      queue.push(candidate, this.costEur[candidate]!);
    }
    this.#spread(queue, () => {});
  }

  /** What to build so that `candidate` leads to a root: itself first, then those on its way that are not built. */
  of(candidate: number): number[] {
    const way: number[] = [];
    for (let each = candidate; each !== -1 && !this.#built[each]; each = this.#next[each]!) way.push(each);
    return way;
  }

  /** Takes in that candidates, now marked as built, lead to a root; `onCheaper` hears whose way has become cheaper. */
  build(candidates: readonly number[], onCheaper: (candidate: number) => void): void {
    const queue = new Queue();
    for (const candidate of candidates) {
      this.costEur[candidate] = 0;
      this.#next[candidate] = -1;
      queue.push(candidate, 0);
    }
    this.#spread(queue, onCheaper);
  }

  #spread(queue: Queue, onCheaper: (candidate: number) => void): void {
    while (!queue.isEmpty) {
      const key = queue.nextKey;
      const from = queue.pop()!;
      if (key > this.costEur[from]!) continue;
      for (const to of this.#graph.neighbours[from]!) {
        const cost = key + this.#ownEur[to]!;
        if (cost >= this.costEur[to]! || !this.#isAllowed(to)) continue;
        this.costEur[to] = cost;
        this.#next[to] = from;
        queue.push(to, cost);
        onCheaper(to);
      }
    }
  }
}
