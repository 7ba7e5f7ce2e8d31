import fc from 'fast-check';
import { expect, test } from 'vitest';
import { budgetSteps, firstBudgetEur } from '../../client/plan/budget-steps.ts';

const euros = fc.integer({ min: 0, max: 10_000_000_000 });

test('the slider stops at round amounts and reaches what serves all', () => {
  fc.assert(
    fc.property(euros, (servesAllEur) => {
      const { stepEur, mostEur } = budgetSteps(servesAllEur);
      expect(String(stepEur)).toMatch(/^[125]0*$/);
      expect(mostEur % stepEur).toBe(0);
      expect(mostEur).toBeGreaterThanOrEqual(servesAllEur);
      expect(mostEur - servesAllEur).toBeLessThanOrEqual(stepEur);
      expect(mostEur / stepEur).toBeLessThanOrEqual(200);
    }),
    { seed: 42, numRuns: 1000 },
  );
});

test('the first budget is a stop of the slider, about half of what serves all', () => {
  fc.assert(
    fc.property(euros, (servesAllEur) => {
      const { stepEur } = budgetSteps(servesAllEur);
      const first = firstBudgetEur(servesAllEur);
      expect(first % stepEur).toBe(0);
      expect(Math.abs(first - servesAllEur / 2)).toBeLessThanOrEqual(stepEur);
    }),
    { seed: 42, numRuns: 1000 },
  );
});

test.each([
  [0, 1, 1],
  [1_234_567, 10_000, 1_240_000],
  [200, 1, 200],
])('%i euros: steps of %i up to %i', (servesAllEur, stepEur, mostEur) => {
  expect(budgetSteps(servesAllEur)).toEqual({ stepEur, mostEur });
});
