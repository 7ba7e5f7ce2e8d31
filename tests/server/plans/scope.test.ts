import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pointsOf } from '../../../server/plans/benefit.ts';
import { unconnectedOf } from '../../../server/plans/connect.ts';
import { planCost } from '../../../server/plans/cost.ts';
import { scopeProblem } from '../../../server/plans/scope.ts';
import type { Scope } from '../../../server/plans/settings.ts';
import { usualCosts } from '../../../server/plans/unit-costs.ts';
import { problems, subsets, weights } from './random-problem.ts';

const LAWS = { numRuns: 300, seed: 20171201 };
const scopes = fc.oneof(
  fc.constantFrom<Scope>({ kind: 'everywhere' }, { kind: 'province', code: 'CR' }, { kind: 'province', code: 'LO' }),
  fc
    .uniqueArray(fc.constantFrom('019000', '019001', '019002', '019003', '019999'), { minLength: 1 })
    .map((codes): Scope => ({ kind: 'municipalities', codes })),
);
const inScope = (problem: ReturnType<typeof scopeProblem>, scope: Scope) => (municipality: number) => {
  const { code, provinceCode } = problem.municipalities[municipality]!;
  if (scope.kind === 'province') return provinceCode === scope.code;
  return scope.kind === 'everywhere' || scope.codes.includes(code);
};

test('a set of kept candidates has the points that it has over the kept firms, costs the same and is as connected', () => {
  fc.assert(
    fc.property(problems(), scopes, weights, (problem, scope, weights) => {
      const scoped = scopeProblem(problem, scope);
      const isKept = inScope(problem, scope);
      const keptFirms = { ...problem, firms: problem.firms.filter(({ municipality }) => isKept(municipality)) };
      const before = scoped.candidates.map(({ id }) => problem.candidates.findIndex((one) => one.id === id));
      for (const chosen of subsets(scoped.candidates.length)) {
        const same = chosen.map((place) => before[place]!);
        expect(pointsOf(scoped, weights, chosen)).toBe(pointsOf(keptFirms, weights, same));
        expect(unconnectedOf(scoped, chosen).map((place) => before[place])).toEqual(unconnectedOf(problem, same));
      }
      const all = scoped.candidates.map((_, place) => place);
      expect(scoped.jointWorks.length).toBe(
        problem.jointWorks.filter(({ a, b }) => before.includes(a) && before.includes(b)).length,
      );
      const noJoint = { ...problem, jointWorks: [] };
      expect(planCost({ ...scoped, jointWorks: [] }, all, usualCosts())).toEqual(
        planCost(noJoint, before, usualCosts()),
      );
    }),
    LAWS,
  );
});

test('what is left out reaches no firm of the scope, and is on no way to one that does', () => {
  fc.assert(
    fc.property(problems(), scopes, (problem, scope) => {
      const isKept = inScope(problem, scope);
      const kept = new Set(scopeProblem(problem, scope).candidates.map(({ id }) => id));
      problem.candidates.forEach(({ id, neighbours }, place) => {
        if (kept.has(id)) return;
        const reached = problem.firms.filter(({ reachedBy }) => reachedBy.includes(place));
        expect(scope.kind).not.toBe('everywhere');
        expect(reached.some(({ municipality }) => isKept(municipality))).toBe(false);
        expect(neighbours.some((other) => kept.has(problem.candidates[other]!.id))).toBe(false);
      });
    }),
    LAWS,
  );
});

test('the municipalities are those of the scope and those that the kept candidates lie in, by the same shares', () => {
  fc.assert(
    fc.property(problems(), scopes, (problem, scope) => {
      const scoped = scopeProblem(problem, scope);
      const codesOf = (of: typeof problem, places: { municipality: number }[]) =>
        places.map(({ municipality }) => of.municipalities[municipality]!.code);
      const expected = new Set(
        problem.municipalities.filter((_, place) => inScope(problem, scope)(place)).map(({ code }) => code),
      );
      for (const candidate of scoped.candidates) {
        const original = problem.candidates.find(({ id }) => id === candidate.id)!;
        const codes = codesOf(problem, original.lengthShares);
        expect(codesOf(scoped, candidate.lengthShares)).toEqual(codes);
        if (scope.kind !== 'everywhere') for (const code of codes) expected.add(code);
      }
      expect(scoped.municipalities.map(({ code }) => code)).toEqual([...expected].toSorted());
      expect(codesOf(scoped, scoped.firms)).toEqual(
        codesOf(
          problem,
          problem.firms.filter(({ municipality }) => inScope(problem, scope)(municipality)),
        ),
      );
    }),
    LAWS,
  );
});

test('a scope that nobody knows is empty', () => {
  const [problem] = fc.sample(problems(), { numRuns: 1, seed: 1 });
  const nothing = { candidates: [], firms: [], jointWorks: [], municipalities: [], leftOut: [] };
  expect(scopeProblem(problem!, { kind: 'municipalities', codes: ['999999'] })).toEqual(nothing);
  expect(scopeProblem(problem!, { kind: 'province', code: 'ZZ' })).toEqual(nothing);
});
