import type { SearchHit } from '../api.ts';

/** What the search box shows: WAI-ARIA 1.2 combobox with a listbox. */
export interface SearchChoice {
  text: string;
  hits: readonly SearchHit[];
  open: boolean;
  /** Index of the hit that Enter takes; null: none yet. */
  active: number | null;
  phase: 'idle' | 'searching' | 'found' | 'failed';
  /** Enter was pressed before the hits were there: the best one is taken as soon as it is known. */
  eager: boolean;
}

export const EMPTY_SEARCH: SearchChoice = {
  text: '',
  hits: [],
  open: false,
  active: null,
  phase: 'idle',
  eager: false,
};

/** Something is searched for from two letters on. */
const LEAST_LETTERS = 2;

export function typeText(choice: SearchChoice, text: string): SearchChoice {
  if (text.trim().length < LEAST_LETTERS) return { ...EMPTY_SEARCH, text };
  return { ...choice, text, open: true, active: null, phase: 'searching', eager: false };
}

/**
 * Takes the hits for a text; those for an older text are late and left out. A hit that was active among the last
 * ones stays so where it is still there.
 */
export function takeHits(
  choice: SearchChoice,
  text: string,
  hits: readonly SearchHit[],
): { choice: SearchChoice; taken: SearchHit | null } {
  if (choice.text !== text) return { choice, taken: null };
  const best = hits[0];
  if (choice.eager && best !== undefined) return { choice: EMPTY_SEARCH, taken: best };
  const last = choice.active === null ? undefined : choice.hits[choice.active];
  const place = hits.findIndex((hit) => hit.what === last?.what && hit.id === last.id);
  return {
    choice: { ...choice, hits, active: place === -1 ? null : place, phase: 'found', eager: false },
    taken: null,
  };
}

export function failSearch(choice: SearchChoice, text: string): SearchChoice {
  return choice.text === text ? { ...choice, hits: [], active: null, phase: 'failed', eager: false } : choice;
}

export const closeList = (choice: SearchChoice): SearchChoice => ({ ...choice, open: false, active: null });

/** What a key does: the next state, and the hit that is taken, if any. `handled` keys do nothing else. */
export function pressKey(
  choice: SearchChoice,
  key: string,
): { choice: SearchChoice; taken: SearchHit | null; handled: boolean } {
  const { hits, open, active } = choice;
  const leave = { choice, taken: null, handled: false };
  const activate = (index: number) => ({
    choice: { ...choice, open: true, active: hits.length === 0 ? null : (index + hits.length) % hits.length },
    taken: null,
    handled: true,
  });
  if (key === 'ArrowDown' && hits.length > 0) return activate(active === null || !open ? 0 : active + 1);
  if (key === 'ArrowUp' && hits.length > 0) return activate(active === null || !open ? hits.length - 1 : active - 1);
  if (key === 'Enter') {
    // Without a choice Enter takes the best hit, and waits for it where it is still being looked for.
    if (choice.phase === 'searching' && active === null) {
      return { choice: { ...choice, eager: true }, taken: null, handled: true };
    }
    const taken = open ? (hits[active ?? 0] ?? null) : null;
    return { choice: taken ? EMPTY_SEARCH : choice, taken, handled: true };
  }
  if (key === 'Escape') {
    if (open) return { choice: closeList(choice), taken: null, handled: true };
    return choice.text === '' ? leave : { choice: EMPTY_SEARCH, taken: null, handled: true };
  }
  return leave;
}
