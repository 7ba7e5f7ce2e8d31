import { describe, expect, test } from 'vitest';
import type { SearchHit } from '../../client/api.ts';
import { closeList, EMPTY_SEARCH, failSearch, pressKey, takeHits, typeText } from '../../client/parts/search-choice.ts';

const hit = (name: string): SearchHit => ({
  what: 'municipality',
  id: name,
  name,
  within: 'Cremona',
  municipalityCode: '019062',
  position: null,
  generated: false,
});
const hits = [hit('Offanengo'), hit('Offlaga'), hit('Orio')];
const found = takeHits(typeText(EMPTY_SEARCH, 'off'), 'off', hits).choice;

describe('search box', () => {
  test('one letter searches nothing', () => {
    expect(typeText(EMPTY_SEARCH, 'o')).toMatchObject({ text: 'o', open: false, phase: 'idle' });
    expect(typeText(EMPTY_SEARCH, '  o ')).toMatchObject({ phase: 'idle' });
  });

  test('typing opens the list and keeps the last hits until new ones are there', () => {
    expect(found).toMatchObject({ open: true, phase: 'found', active: null });
    expect(typeText(found, 'offa')).toMatchObject({ hits, phase: 'searching', open: true, active: null });
  });

  test('hits and failures for an older text come too late', () => {
    const later = typeText(found, 'offan');
    expect(takeHits(later, 'off', []).choice).toBe(later);
    expect(failSearch(later, 'off')).toBe(later);
    expect(failSearch(later, 'offan')).toMatchObject({ phase: 'failed', hits: [] });
  });

  test('arrows go round', () => {
    const down = pressKey(found, 'ArrowDown').choice;
    expect(down.active).toBe(0);
    expect(pressKey(down, 'ArrowUp').choice.active).toBe(2);
    expect(pressKey(found, 'ArrowUp').choice.active).toBe(2);
    expect(pressKey(pressKey(found, 'ArrowUp').choice, 'ArrowDown').choice.active).toBe(0);
  });

  test('Enter takes the active hit, or the best one, and empties the box', () => {
    const second = pressKey(pressKey(found, 'ArrowDown').choice, 'ArrowDown').choice;
    expect(pressKey(second, 'Enter')).toMatchObject({ taken: hits[1], choice: EMPTY_SEARCH });
    expect(pressKey(found, 'Enter').taken).toBe(hits[0]);
  });

  test('Enter before the hits are there takes the best one as soon as it is known', () => {
    const pressed = pressKey(typeText(found, 'offanengo'), 'Enter');
    expect(pressed.taken).toBeNull();
    expect(takeHits(pressed.choice, 'offanengo', hits)).toEqual({ taken: hits[0], choice: EMPTY_SEARCH });
    expect(takeHits(pressed.choice, 'offanengo', []).taken).toBeNull();
  });

  test('typing on after Enter takes nothing of itself', () => {
    const pressed = pressKey(typeText(EMPTY_SEARCH, 'off'), 'Enter').choice;
    expect(takeHits(typeText(pressed, 'offl'), 'offl', hits).taken).toBeNull();
  });

  test('a hit that is active stays so when fresh hits hold it too, and Enter takes it meanwhile', () => {
    const active = pressKey(typeText(found, 'of'), 'ArrowUp').choice;
    expect(pressKey(active, 'Enter').taken).toBe(hits[2]);
    expect(takeHits(active, 'of', hits.toReversed()).choice.active).toBe(0);
    expect(takeHits(active, 'of', hits.slice(0, 2)).choice.active).toBeNull();
  });

  test('Enter in an empty box takes nothing', () => {
    expect(pressKey(EMPTY_SEARCH, 'Enter').taken).toBeNull();
  });

  test('Escape first closes the list, then empties the box, then is left to the page', () => {
    const closed = pressKey(found, 'Escape').choice;
    expect(closed).toEqual(closeList(found));
    expect(closed.text).toBe('off');
    const emptied = pressKey(closed, 'Escape');
    expect(emptied.choice).toEqual(EMPTY_SEARCH);
    expect(pressKey(emptied.choice, 'Escape').handled).toBe(false);
  });

  test('an arrow opens the closed list again', () => {
    expect(pressKey(closeList(found), 'ArrowDown').choice).toMatchObject({ open: true, active: 0 });
  });

  test('other keys are left to the text field', () => {
    expect(pressKey(found, 'a')).toEqual({ choice: found, taken: null, handled: false });
  });
});
