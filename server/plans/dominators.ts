import type { Selection } from './selection.ts';

/**
 * For each candidate the nearest other that every way from a root to it passes through; -1 where there is none such.
 *
 * @param isUsable  1 for candidates that ways may pass through
 * Source: Cooper, Harvey, Kennedy, A Simple, Fast Dominance Algorithm (Rice University, 2001)
 */
export function dominatorsOf(
  { isRoot, neighbours }: Pick<Selection, 'isRoot' | 'neighbours'>,
  isUsable: Uint8Array,
): Int32Array {
  const all = isRoot.length;
  const order = breadthFirst(isRoot, neighbours, isUsable);
  // The way in: place `all` stands before all roots.
  const rank = new Int32Array(all + 1).fill(-1);
  for (const [at, candidate] of order.entries()) rank[candidate] = at + 1;
  rank[all] = 0;
  const nearest = new Int32Array(all + 1).fill(-1);
  nearest[all] = all;
  const common = (a: number, b: number): number => {
    let [one, other] = [a, b];
    while (one !== other) {
      while (rank[one]! > rank[other]!) one = nearest[one]!;
      while (rank[other]! > rank[one]!) other = nearest[other]!;
    }
    return one;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const candidate of order) {
      let shared = isRoot[candidate] ? all : -1;
      for (const from of neighbours[candidate]!) {
        if (from === candidate || !isUsable[from] || nearest[from] === -1) continue;
        shared = shared === -1 ? from : common(shared, from);
      }
      if (nearest[candidate] === shared) continue;
      nearest[candidate] = shared;
      changed = true;
    }
  }
  return nearest.slice(0, all).map((each) => (each === all ? -1 : each));
}

/** Reachable candidates, those fewer steps from a root first: so each comes after its dominators. */
function breadthFirst(isRoot: readonly boolean[], neighbours: readonly number[][], isUsable: Uint8Array): number[] {
  const order: number[] = [];
  const seen = new Uint8Array(isRoot.length);
  const see = (candidate: number) => {
    if (seen[candidate] || !isUsable[candidate]) return;
    seen[candidate] = 1;
    order.push(candidate);
  };
  for (const [candidate, root] of isRoot.entries()) if (root) see(candidate);
  for (const candidate of order) neighbours[candidate]!.forEach(see);
  return order;
}
