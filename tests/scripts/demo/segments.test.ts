import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { sumOfShares, mainWorksType } from '../../../server/segments/works.ts';
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
  it('are some 60 to 90 towards zones and as many branches, numbered, of every status and works type', () => {
    const [towardsZones, branches] = [false, true].map((is) => segments.filter(({ id }) => id > 'T-100' === is));
    expect(towardsZones!.map(({ id }) => Number(id.slice(2)))).toEqual(towardsZones!.map((_, index) => index + 1));
    expect(branches!.map(({ id }) => Number(id.slice(2)))).toEqual(branches!.map((_, index) => index + 101));
    for (const those of [towardsZones!, branches!]) {
      expect(those.length).toBeGreaterThanOrEqual(60);
      expect(those.length).toBeLessThanOrEqual(90);
    }
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

  it('are described in detail, most of them; of the others the works type alone is known', () => {
    const [detailed, others] = [true, false].map((known) => segments.filter(({ works }) => (works !== null) === known));
    expect(detailed!.length / segments.length).toBeGreaterThan(0.45);
    expect(others!.length / segments.length).toBeGreaterThan(0.25);
    for (const { id, works, works_type, crossings, terminations } of detailed!) {
      expect(sumOfShares(works!), id).toBe(1);
      expect(mainWorksType(works!), id).toBe(works_type);
      expect(crossings === null || (Number.isInteger(crossings) && crossings >= 0 && crossings < 10), id).toBe(true);
      expect(terminations, id).toBeGreaterThan(0);
    }
    for (const { id, crossings, terminations } of others!) expect([crossings, terminations], id).toEqual([null, null]);
    const crossings = new Set(detailed!.map((each) => each.crossings));
    expect([null, 0, 1, 2].filter((count) => !crossings.has(count))).toEqual([]);
  });

  it('of every works type have stated costs and open ones, with works in detail and without', () => {
    const kinds = new Set(segments.map(({ cost_eur, works }) => `${cost_eur !== null} ${works !== null}`));
    expect(kinds.size).toBe(4);
    const types = new Set(segments.map(({ cost_eur, works_type }) => `${cost_eur !== null} ${works_type}`));
    expect(types.size).toBe(8);
  });

  it('reach 100 to 300 m, and cost what their length costs, or nobody says what', () => {
    expect(segments.filter(({ reach_m }) => reach_m < 100 || reach_m > 300)).toEqual([]);
    const blank = segments.filter(({ cost_eur }) => cost_eur === null).length;
    expect(blank / segments.length).toBeGreaterThan(0.3);
    expect(blank / segments.length).toBeLessThan(0.6);
    expect(segments.filter(({ cost_eur }) => cost_eur !== null && (cost_eur <= 0 || cost_eur % 100 !== 0))).toEqual([]);
  });
});
