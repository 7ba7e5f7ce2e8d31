import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GapInput, GapSegment, GapTarget } from '../../../server/gaps/gap-input.ts';
import { gapOnDay } from '../../../server/gaps/gap-on-day.ts';
import { TODAYS_COVERAGE } from '../../../server/gaps/gap-result.ts';
import { municipalityGap } from '../../../server/gaps/municipality-gap.ts';
import { MICRO, newlyServed, pointsOf } from '../../../server/plans/benefit.ts';
import { notServedAnyway, planFirms } from '../../../server/plans/plan-firms.ts';
import type { PlanProblem } from '../../../server/plans/problem.ts';
import { input } from '../gaps/random-input.ts';
import { firm, segment } from '../gaps/shapes.ts';
import { candidate, problem, weights } from './random-problem.ts';

const HORIZON = '2028-12-31';
const at = fc.nat(1000).map((tenths) => tenths / 10);

/** Segments of whatever status, speed, day and reach, known or not, among coverage and firms. */
const segments: fc.Arbitrary<GapSegment[]> = fc
  .array(
    fc.record({
      line: fc.array(fc.tuple(at, at), { minLength: 2, maxLength: 3 }),
      status: fc.constantFrom(
        ...Array<'planned'>(6).fill('planned'),
        ...Array<'proposed'>(4).fill('proposed'),
        'underConstruction',
        'operational',
        'inactive',
        'decommissioned',
      ),
      readyOn: fc.constantFrom('2027-06-30', '2028-01-31', '2028-06-30', HORIZON, HORIZON, '2029-01-01', null),
      reachM: fc.constantFrom(200, 800, 2000, 2000, 3000, null),
      downMbps: fc.constantFrom(1000, 1000, 1000, 1000, 1000, 300, null),
      technology: fc.constantFrom('FTTH', 'FTTH', 'FTTH', 'FTTB', 'FWA'),
    }),
    { minLength: 5, maxLength: 9 },
  )
  .map((list) => list.map(({ line, ...more }, number) => segment(`s${number}`, line, more)));

const firms = fc
  .array(
    fc.record({
      x: at,
      y: at,
      employees: fc.option(fc.nat(300)),
      exportShare: fc.option(fc.nat(1000).map((thousandths) => thousandths / 1000)),
      pledges: fc.boolean(),
      inZone: fc.boolean(),
    }),
    { minLength: 5, maxLength: 20 },
  )
  .map((list) => list.map(({ x, y, ...facts }, number) => ({ ...facts, ...firm(`f${number}`, x, y, facts) })));

const targets = fc.constantFrom<GapTarget>(
  { downMbps: 1000, technologies: 'wired' },
  { downMbps: 300, technologies: 'any' },
);

/** Three of four candidates are chosen. */
const masks = fc.tuple(fc.nat(511), fc.nat(511)).map(([one, other]) => one | other);

/** Ids of the firms that are served by the horizon. */
function servedIn(input: GapInput, target: GapTarget, proposed: boolean): Set<string> {
  const { firms } = gapOnDay(municipalityGap(input, [target]), HORIZON, proposed);
  return new Set([...firms.values()].filter(({ served }) => served).map(({ firmId }) => firmId));
}

test('a plan serves exactly the firms that the gap loses when its segments are built, and their points', () => {
  let [plans, served, overlaps] = [0, 0, 0];
  fc.assert(
    fc.property(
      fc.record({ given: input, segments, firms, target: targets, proposed: fc.boolean(), weights, mask: masks }),
      ({ given, segments, firms, target, proposed, weights, mask }) => {
        const whole = { ...given, segments, firms };
        const isWired = ({ technology }: GapSegment) => target.technologies === 'any' || technology !== 'FWA';
        const isCandidate = (one: GapSegment) =>
          (one.status === 'planned' || (proposed && one.status === 'proposed')) &&
          one.readyOn !== null &&
          one.readyOn <= HORIZON &&
          isWired(one) &&
          (one.downMbps === null || one.downMbps >= target.downMbps);
        const ids = segments.filter(isCandidate).map(({ id }) => id);
        const asked = problemOf(whole, target, proposed, ids, firms);
        const chosen = ids.flatMap((_, place) => (mask & (1 << place) ? [place] : []));

        const withChosen = (kept: readonly string[]) =>
          segments.filter(({ id, status }) => kept.includes(id) || (status !== 'planned' && status !== 'proposed'));
        const before = servedIn({ ...whole, segments: withChosen([]) }, target, proposed);
        const after = servedIn(
          { ...whole, segments: withChosen(chosen.map((place) => ids[place]!)) },
          target,
          proposed,
        );

        const newly = newlyServed(asked, chosen).map((place) => asked.firms[place]!.id);
        expect(newly).toEqual(firms.map(({ id }) => id).filter((id) => after.has(id) && !before.has(id)));
        expect([...before].every((id) => after.has(id))).toBe(true);
        // In thousandths of thousandths, one by one, so that nothing is taken over from what is tested.
        const points = firms
          .filter(({ id }) => newly.includes(id))
          .reduce((sum, { employees, exportShare, pledges, inZone }) => {
            const parts = [
              weights.firm,
              weights.employee * (employees ?? 0),
              weights.exportShare * (exportShare ?? 0),
              pledges ? weights.pledge : 0,
              inZone ? weights.zone : 0,
            ];
            return sum + parts.reduce((micro, part) => micro + Math.round(part * MICRO), 0);
          }, 0);
        expect(pointsOf(asked, weights, chosen)).toBe(points);

        plans++;
        if (newly.length > 0) served++;
        if (asked.firms.some(({ reachedBy }) => reachedBy.filter((place) => chosen.includes(place)).length > 1)) {
          overlaps++;
        }
      },
    ),
    { numRuns: 1000, seed: 20171201 },
  );
  expect(plans).toBe(1000);
  expect(served).toBeGreaterThan(500);
  expect(overlaps).toBeGreaterThan(100);
}, 120_000);

/** What plans choose from, read off the steps of the gap with all segments, as the database holds them. */
function problemOf(
  whole: GapInput,
  target: GapTarget,
  proposed: boolean,
  ids: string[],
  facts: { id: string; employees: number | null; exportShare: number | null; pledges: boolean; inZone: boolean }[],
): PlanProblem {
  const result = municipalityGap(whole, [target]);
  const today = gapOnDay(result, TODAYS_COVERAGE, proposed).firms;
  const later = gapOnDay(result, HORIZON, proposed).firms;
  const unserved = facts.filter(({ id }) => !today.get(id)!.served);
  const before = unserved.map(({ id, employees, exportShare, pledges, inZone }) => ({
    id,
    municipality: 0,
    employees,
    exportShare,
    pledges,
    inZone,
    segmentIds: later.get(id)!.segmentIds,
  }));
  const placeOf = new Map(ids.map((id, place) => [id, place]));
  const builtAnyway = new Set(whole.segments.map(({ id }) => id).filter((id) => !placeOf.has(id)));
  const firms = planFirms(notServedAnyway(before, builtAnyway), placeOf);
  return problem({ candidates: ids.map((id) => candidate(id)), firms });
}
