import type { Cut } from './budget.ts';
import type { Reduced } from './reduce.ts';
import { ledToRoot } from './ways.ts';

/** For each piece of a set that leads to no root: nothing of it without one of the least that would join it. */
export function cutsFor(reduced: Reduced, chosen: ReadonlySet<number>): Cut[] {
  const { isRoot, by } = reduced;
  const { neighbours } = by.selection;
  const isLed = ledToRoot({ isRoot, neighbours }, (each) => chosen.has(each));
  const seen = new Set<number>();
  const cuts: Cut[] = [];
  for (const start of chosen) {
    if (isLed[start] || seen.has(start)) continue;
    const piece = new Set([start]);
    for (const each of piece) for (const next of neighbours[each]!) if (chosen.has(next)) piece.add(next);
    for (const each of piece) seen.add(each);
    const around = new Set<number>();
    for (const each of piece) for (const next of neighbours[each]!) if (!piece.has(next)) around.add(next);
    const through = leastOf(reduced, around);
    for (const candidate of piece) cuts.push({ candidate, through });
  }
  return cuts;
}

/** Of candidates that part some others from all roots, those that a way from a root meets first. */
function leastOf({ isRoot, isUsable, by }: Reduced, around: ReadonlySet<number>): number[] {
  const { neighbours } = by.selection;
  const isBefore = ledToRoot({ isRoot, neighbours }, (each) => isUsable[each] === 1 && !around.has(each));
  return [...around].filter(
    (each) => isUsable[each] && (isRoot[each] || neighbours[each]!.some((next) => isBefore[next])),
  );
}

/** Shares so small are the solver's, not the solution's. */
const TOLERANCE = 1e-4;

/**
 * Cuts that a fractional solution breaks: candidates to which less leads from the roots than is built of them.
 *
 * @param share  of each candidate, 0 to 1
 * @param most   how many cuts at most
 */
export function cutsForShares(reduced: Reduced, share: Float64Array, most: number): Cut[] {
  const { isRoot, isUsable } = reduced;
  const network = new Network(reduced, share);
  const wanted = [...share.keys()]
    .filter((each) => isUsable[each] && !isRoot[each] && share[each]! > 0.01)
    .sort((a, b) => share[b]! - share[a]!);
  const cuts: Cut[] = [];
  // A cut that parts many from the roots is the same for all of them: one of these is enough for a round.
  const parted = new Set<number>();
  for (const candidate of wanted) {
    if (cuts.length >= most) break;
    if (parted.has(candidate)) continue;
    const behind = network.behindLeastCut(candidate, share[candidate]! - TOLERANCE);
    if (!behind) continue;
    const through = leastOf(reduced, behind.border);
    const led = through.reduce((sum, each) => sum + share[each]!, 0);
    if (led > share[candidate]! - TOLERANCE / 2) continue;
    cuts.push({ candidate, through });
    for (const each of behind.side) parted.add(each);
  }
  return cuts;
}

/**
 * Candidates as a network in which each lets through its share: Edmonds and Karp's way of augmenting along the shortest ways,
 * on the candidates that have a share; the others would let nothing through.
 */
class Network {
  readonly #reduced: Reduced;
  readonly #share: Float64Array;
  /** What flows through each candidate, and over each pair of neighbours (from * n + to). */
  #through = new Float64Array(0);
  #over = new Map<number, number>();

  constructor(reduced: Reduced, share: Float64Array) {
    this.#reduced = reduced;
    this.#share = share;
  }

  /**
   * Who stands between the roots and `target`, and who lies behind, where less than `wanted` can flow to it;
   * null where that much can.
   */
  behindLeastCut(target: number, wanted: number): { border: Set<number>; side: Set<number> } | null {
    const all = this.#share.length;
    this.#through = new Float64Array(all);
    this.#over = new Map();
    for (let flow = 0; flow < wanted;) {
      const { previous, found } = this.#wayTo(target);
      if (!found) return this.#cutBefore(target, previous);
      flow += this.#push(target, previous, wanted - flow + TOLERANCE);
    }
    return null;
  }

  // Places: 2c is where a candidate is entered, 2c + 1 where it is left. Each place's previous; -2 unseen, -1 a start.
  #wayTo(target: number): { previous: Int32Array; found: boolean } {
    const { isRoot, isUsable, by } = this.#reduced;
    const { neighbours } = by.selection;
    const previous = new Int32Array(2 * this.#share.length).fill(-2);
    const open: number[] = [];
    for (const [each, root] of isRoot.entries()) {
      if (!root || !isUsable[each] || this.#share[each]! <= TOLERANCE / 10) continue;
      previous[2 * each] = -1;
      open.push(2 * each);
    }
    for (const place of open) {
      const candidate = place >> 1;
      const visit = (to: number) => {
        if (previous[to] !== -2) return;
        previous[to] = place;
        open.push(to);
      };
      if (place % 2 === 0) {
        if (this.#share[candidate]! - this.#through[candidate]! > 1e-9) visit(place + 1);
        // Back over what flows in.
        for (const from of neighbours[candidate]!) if (this.#flow(from, candidate) > 1e-9) visit(2 * from + 1);
        continue;
      }
      if (this.#through[candidate]! > 1e-9) visit(place - 1);
      for (const to of neighbours[candidate]!) {
        if (to === target) {
          previous[2 * target] = place;
          return { previous, found: true };
        }
        if (this.#share[to]! > TOLERANCE / 10 && isUsable[to]) visit(2 * to);
      }
    }
    return { previous, found: false };
  }

  #push(target: number, previous: Int32Array, most: number): number {
    let amount = most;
    const steps: [from: number, to: number][] = [];
    for (let to = 2 * target; previous[to]! >= 0; to = previous[to]!) steps.push([previous[to]!, to]);
    for (const [from, to] of steps) {
      const [a, b] = [from >> 1, to >> 1];
      if (a === b) amount = Math.min(amount, from < to ? this.#share[a]! - this.#through[a]! : this.#through[a]!);
      else if (from % 2 === 0) amount = Math.min(amount, this.#flow(b, a));
    }
    for (const [from, to] of steps) {
      const [a, b] = [from >> 1, to >> 1];
      if (a === b) this.#through[a]! += from < to ? amount : -amount;
      else if (from % 2 === 1) this.#addFlow(a, b, amount);
      else this.#addFlow(b, a, -amount);
    }
    return amount;
  }

  #cutBefore(target: number, previous: Int32Array) {
    const { isUsable, by } = this.#reduced;
    // Back from the target as far as nobody is entered and left again by the flow's search.
    const side = new Set([target]);
    const border = new Set<number>();
    for (const each of side) {
      for (const next of by.selection.neighbours[each]!) {
        if (!isUsable[next] || side.has(next)) continue;
        const entered = previous[2 * next] !== -2 || this.#isOpenRoot(next);
        if (entered) border.add(next);
        else if (this.#share[next]! <= TOLERANCE / 10) border.add(next);
        else side.add(next);
      }
    }
    for (const each of side) border.delete(each);
    return { border, side };
  }

  #isOpenRoot(candidate: number): boolean {
    return this.#reduced.isRoot[candidate]! && this.#share[candidate]! <= TOLERANCE / 10;
  }

  #flow(from: number, to: number): number {
    return this.#over.get(from * this.#share.length + to) ?? 0;
  }

  #addFlow(from: number, to: number, amount: number): void {
    const key = from * this.#share.length + to;
    this.#over.set(key, (this.#over.get(key) ?? 0) + amount);
  }
}
