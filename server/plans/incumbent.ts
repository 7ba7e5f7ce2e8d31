import { Building, type ByCandidate } from './building.ts';
import { buildInOrder, buildWhatMust, type Draft, draftOf, fillUp, improve } from './greedy.ts';
import type { Selection } from './selection.ts';
import { meetsTerms } from './worth.ts';

/** The best set found so far: whatever it is offered, it keeps only what meets all terms, in whole numbers. */
export class Incumbent {
  readonly #by: ByCandidate;
  #best: Draft | null = null;

  constructor(by: ByCandidate) {
    this.#by = by;
  }

  get selection(): Selection {
    return this.#by.selection;
  }

  get best(): Draft | null {
    return this.#best;
  }

  get points(): number {
    return this.#best?.points ?? -Infinity;
  }

  /** Takes a set, mended where it breaks a term and filled up where there is room, if it is better. */
  offer(chosen: ReadonlySet<number>): void {
    const building = meetsTerms(this.#by.selection, chosen) ? new Building(this.#by, chosen) : this.#mend(chosen);
    fillUp(building);
    this.#keep(building);
  }

  /** Takes the candidates with the greatest shares first, each with its way, then what fits best. */
  offerShares(shares: Float64Array): void {
    const building = buildWhatMust(this.#by);
    const wanted = [...shares.keys()].filter((each) => shares[each]! > 0.5);
    buildInOrder(
      building,
      wanted.sort((a, b) => shares[b]! - shares[a]!),
    );
    fillUp(building);
    this.#keep(building);
  }

  /** Swaps what is weakest, as long as there is time for it and it has not been tried. */
  improve(tries: number, isOver: () => boolean): void {
    if (!this.#best) return;
    const building = new Building(this.#by, this.#best.chosen);
    improve(building, tries, isOver);
    this.#keep(building);
  }

  #mend(chosen: ReadonlySet<number>): Building {
    const building = buildWhatMust(this.#by);
    const { costEur } = this.#by.selection;
    const worth = new Map([...chosen].map((each) => [each, building.gainOf([each]) / Math.max(costEur[each]!, 1)]));
    buildInOrder(
      building,
      [...chosen].sort((a, b) => worth.get(b)! - worth.get(a)!),
    );
    return building;
  }

  #keep(building: Building): void {
    if (building.points < this.points) return;
    if (building.points === this.points && building.costEur >= this.#best!.costEur) return;
    const draft = draftOf(building);
    if (draft.meetsTerms) this.#best = draft;
  }
}
