import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { DEMO_SEED, generateFromFacts } from '../../../scripts/demo/build-files.ts';
import { readFacts } from '../../../scripts/demo/read-facts.ts';

const facts = readFacts(path.join(import.meta.dirname, '../../../data/facts'));
const segments = generateFromFacts(facts, DEMO_SEED).segments.features.map(({ properties }) => properties);
const latestPromise = ({ announcements }: (typeof segments)[number]): string =>
  announcements
    .map(({ promised_ready_on }) => promised_ready_on)
    .toSorted()
    .at(-1)!;

describe('the generated segments', () => {
  it('are some 60 to 90, numbered, of every status and works type', () => {
    expect(segments.length).toBeGreaterThanOrEqual(60);
    expect(segments.length).toBeLessThanOrEqual(90);
    expect(segments[13]!.id).toBe('T-014');
    const counts = Map.groupBy(segments, ({ status }) => status);
    expect(counts.get('inactive')).toHaveLength(1);
    expect(counts.get('decommissioned')).toHaveLength(1);
    expect(counts.get('operational')!.length).toBeGreaterThan(1);
    expect(counts.get('proposed')!.length).toBeGreaterThan(5);
    expect(counts.get('underConstruction')!.length).toBeGreaterThan(5);
    expect(counts.get('planned')!.length).toBeGreaterThan(segments.length * 0.4);
    expect(new Set(segments.map(({ works_type }) => works_type)).size).toBe(4);
  });

  it('are announced before they are promised, oldest first, and never after the demonstration begins', () => {
    for (const { id, announcements } of segments) {
      const announced = announcements.map(({ announced_on }) => announced_on);
      expect(announced, id).toEqual(announced.toSorted());
      expect(announced.at(-1)! < '2026-11-01', id).toBe(true);
      for (const { announced_on, promised_ready_on } of announcements) {
        expect(announced_on < promised_ready_on, id).toBe(true);
      }
    }
  });

  it('slip often: the latest promise is later than the first', () => {
    const slipped = segments.filter((each) => latestPromise(each) > each.announcements[0]!.promised_ready_on);
    expect(slipped.length / segments.length).toBeGreaterThan(0.4);
    expect(slipped.length / segments.length).toBeLessThan(0.8);
  });

  it('are promised for 2026 to 2030, planned ones mostly for the time to come', () => {
    const years = new Set(segments.map((each) => latestPromise(each).slice(0, 4)));
    expect([...years].toSorted()).toEqual(['2026', '2027', '2028', '2029', '2030']);
    const planned = segments.filter(({ status }) => status === 'planned').map(latestPromise);
    expect(planned.filter((promise) => promise > '2026-11-30').length / planned.length).toBeGreaterThan(0.8);
  });

  it('reach 100 to 300 m, and cost what their length costs, or nobody says what', () => {
    expect(segments.filter(({ reach_m }) => reach_m < 100 || reach_m > 300)).toEqual([]);
    const blank = segments.filter(({ cost_eur }) => cost_eur === null).length;
    expect(blank).toBeGreaterThan(3);
    expect(segments.filter(({ cost_eur }) => cost_eur !== null && (cost_eur <= 0 || cost_eur % 100 !== 0))).toEqual([]);
  });
});
