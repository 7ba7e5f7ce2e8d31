import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appraise } from '../../../server/plans/appraisal.ts';
import { pointsOf } from '../../../server/plans/benefit.ts';
import { cheapestStart } from '../../../server/plans/cheapest-start.ts';
import { unconnectedOf } from '../../../server/plans/connect.ts';
import { planCost } from '../../../server/plans/cost.ts';
import type { PlanProblem } from '../../../server/plans/problem.ts';
import type { PlanSettings } from '../../../server/plans/settings.ts';
import { candidate, firm, randomPlan, SETTINGS } from './random-plan.ts';
import { problem as problemOf } from './random-problem.ts';

const noticesOf = (
  problem: PlanProblem,
  settings: Partial<PlanSettings> = {},
  chosen: number[] = [],
  recomputing = 0,
) => appraise(problem, { ...SETTINGS, ...settings }, chosen, { today: '2026-11-27', recomputing }).notices;
const leftOut = (id: string, reason: PlanProblem['leftOut'][number]['reason']) => ({
  id,
  name: null,
  municipalities: [0],
  reason,
});
/** No-break spaces, as figures have them, read as spaces. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

const startingAt45000 = problemOf({
  candidates: [
    candidate('way', { name: 'Via Milano', neighbours: [1] }),
    candidate('end', { joins: [], neighbours: [0] }),
  ],
  firms: [firm('f', [1])],
});

test('a budget below the cheapest start says what that costs, and what it is', () => {
  const [said, ...others] = noticesOf(startingAt45000, { budgetEur: 89_999 });
  expect(others).toEqual([]);
  expect(said).toMatchObject({ kind: 'belowCheapestStart', segments: ['way', 'end'], eur: 90_000 });
  expect(plain(said!.says.it)).toBe(
    'Con 89.999 € non si serve alcuna azienda: l’inizio più economico costa 90.000 € (Via Milano, end).',
  );
  expect(said!.says.en).toBe('€89,999 serves no firm: the cheapest start costs €90,000 (Via Milano, end).');
  expect(noticesOf(startingAt45000, { budgetEur: 90_000 })).toEqual([]);
  expect(noticesOf(startingAt45000, { budgetEur: 0 }, [0, 1])).toEqual([]);
  expect(noticesOf(startingAt45000, { budgetEur: 250_000, costCase: 'high' })[0]?.eur).toBe(300_000);
});

test('the cheapest start is what brute force finds where no trench is shared, and can be built in any case', () => {
  fc.assert(
    fc.property(randomPlan({ municipalities: 2 }), fc.boolean(), ({ problem, chosen }, shares) => {
      const given = shares ? problem : { ...problem, jointWorks: [] };
      const settings = { ...SETTINGS, excluded: chosen.length > 2 ? [given.candidates[chosen[0]!]!.id] : [] };
      const start = cheapestStart(given, settings, []);
      let least: number | null = null;
      for (let set = 1; set < 2 ** given.candidates.length; set++) {
        const places = [...given.candidates.keys()].filter((place) => (set >> place) & 1);
        if (places.some((place) => settings.excluded.includes(given.candidates[place]!.id))) continue;
        if (unconnectedOf(given, places).length > 0 || pointsOf(given, settings.weights, places) === 0) continue;
        least = Math.min(least ?? Infinity, planCost(given, places, settings.costs).likely);
      }
      if (least === null) {
        expect(start).toBeNull();
        return;
      }
      expect(start!.eur).toBe(planCost(given, start!.segments, settings.costs).likely);
      expect(unconnectedOf(given, start!.segments)).toEqual([]);
      expect(pointsOf(given, settings.weights, start!.segments)).toBeGreaterThan(0);
      if (shares) expect(start!.eur).toBeGreaterThanOrEqual(least);
      else expect(start!.eur).toBe(least);
    }),
    { numRuns: 500, seed: 20171208 },
  );
});

test('segments that can never be connected say why', () => {
  const problem = problemOf({
    candidates: [
      candidate('root'),
      candidate('alone', { joins: [] }),
      candidate('pair-a', { joins: [], neighbours: [3] }),
      candidate('pair-b', { joins: [], neighbours: [2] }),
    ],
  });
  const [said] = noticesOf(problem);
  expect(said).toMatchObject({ kind: 'neverConnected', segments: ['alone', 'pair-a', 'pair-b'], count: 3 });
  expect(said!.says.en).toContain('Impossible to connect: 3 segments. Within 50 m there is no delivery point');
  expect(said!.says.en).toContain('touching no other segment: 1; touching only others cut off likewise: 2.');
  expect(said!.says.it).toContain('3 tratte: entro 50 m nessun punto di consegna');
  expect(noticesOf(problem, {}, [0, 1]).map(({ kind, segments }) => [kind, segments.length])).toEqual([
    ['notConnected', 1],
    ['neverConnected', 3],
  ]);
});

test('a target that no segment meets says which are too slow, late, by radio or without a date', () => {
  const problem = problemOf({
    leftOut: [leftOut('S1', 'tooSlow'), leftOut('S2', 'tooSlow'), leftOut('L', 'late'), leftOut('N', 'noDate')],
  });
  const said = noticesOf(problem);
  expect(said.map(({ kind, count, segments }) => [kind, count, segments])).toEqual([
    ['noneMeetsTarget', 4, ['S1', 'S2', 'L', 'N']],
    ['tooSlow', 2, ['S1', 'S2']],
    ['late', 1, ['L']],
    ['noDate', 1, ['N']],
  ]);
  expect(plain(said[0]!.says.it)).toBe(
    'Nessuna tratta dà 1 Gbit/s entro il 31 dic 2028: delle 4 in programma 2 sotto la velocità, 1 oltre l’orizzonte, 1 senza data.',
  );
  expect(said[1]!.says.en).toBe('Left out of the plan: 2 segments, below 1 Gbit/s: S1, S2.');
  expect(noticesOf(problemOf({})).map(({ kind }) => kind)).toEqual(['noCandidates']);
});

test('hand-chosen segments that are no longer there are named', () => {
  const problem = problemOf({ candidates: [candidate('here')], leftOut: [leftOut('late', 'late')] });
  const said = noticesOf(problem, { pinned: ['here', 'gone', 'late'], excluded: ['gone-too'] }, [0]);
  expect(said.map(({ kind, segments }) => [kind, segments])).toEqual([
    ['pinnedUnknown', ['gone', 'late']],
    ['excludedUnknown', ['gone-too']],
    ['late', ['late']],
  ]);
});

test('what the figures do not know is said', () => {
  const problem = problemOf({
    candidates: [
      candidate('known'),
      candidate('stated', { works: null, statedCostEur: 5 }),
      candidate('?', { works: null }),
    ],
    firms: [
      firm('a', [0], { employees: null, exportShare: null }),
      firm('b', [0], { exportShare: null }),
      firm('c', [0]),
      firm('not served', [2], { employees: null }),
    ],
  });
  expect(noticesOf(problem, {}, [0, 1])).toMatchObject([
    {
      kind: 'firmsNotStating',
      count: 2,
      says: { en: 'Firms reached: 3; not stating employees: 1; not stating export: 2. There they count for the rest.' },
    },
  ]);
  expect(noticesOf(problem, {}, [2], 3).map(({ kind, count }) => [kind, count])).toEqual([
    ['worksUnknown', 1],
    ['firmsNotStating', 1],
    ['recomputing', 3],
  ]);
});

test('a long list of segments is cut, and says how many more there are', () => {
  const many = Array.from({ length: 1200 }, (_, at) => leftOut(`T-${at}`, 'noDate'));
  const said = noticesOf(problemOf({ candidates: [candidate('one')], leftOut: many }))[0]!;
  expect(said.segments).toHaveLength(1200);
  expect(said.says.it).toMatch(/1\.200 tratte, senza una data promessa: T-0, T-1, T-2, T-3, T-4 e altre 1\.195\.$/);
  expect(said.says.en).toMatch(/1,200 segments, without a promised date: T-0, T-1, T-2, T-3, T-4 and 1,195 more\.$/);
});
