import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  choiceOf,
  formatPlanChoice,
  parsePlanChoice,
  type PlanChoice,
  settingsOf,
  settingsText,
  usualChoice,
} from '../../client/plan/plan-choice.ts';
import { planSettings } from '../../server/plans/settings-schema.ts';
import { COST_CASES, type Scope, WEIGHTS } from '../../server/plans/settings.ts';
import { UNIT_COSTS, USUAL_COSTS } from '../../server/plans/unit-costs.ts';

const QUESTION = { target: 1000, horizon: '2028-12-31', proposed: false };

const code = fc.stringMatching(/^\d{6}$/);
const scope: fc.Arbitrary<Scope> = fc.oneof(
  fc.constant({ kind: 'everywhere' as const }),
  fc.record({ kind: fc.constant('province' as const), code: fc.stringMatching(/^[A-Z]{2}$/) }),
  fc.record({
    kind: fc.constant('municipalities' as const),
    codes: fc.uniqueArray(code, { minLength: 1, maxLength: 5 }),
  }),
);
const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), { maxLength: 4 });
const weight = fc.integer({ min: 0, max: 1_000_000 }).map((thousandths) => thousandths / 1000);
const cost = fc
  .uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 3, maxLength: 3 })
  .map((numbers) => numbers.toSorted((a, b) => a - b))
  .map(([low, likely, high]) => ({ low: low!, likely: likely!, high: high! }));
const share = fc.record({ low: fc.constant(1), likely: fc.constant(0.25), high: fc.constant(0) });

const anyChoice: fc.Arbitrary<PlanChoice> = fc.record({
  weights: fc.record({ firm: weight, employee: weight, exportShare: weight, pledge: weight, zone: weight }),
  costs: fc.record(
    Object.fromEntries(UNIT_COSTS.map((name) => [name, USUAL_COSTS[name].unit === 'share' ? share : cost])),
  ),
  costCase: fc.constantFrom(...COST_CASES),
  pinned: ids,
  excluded: ids,
  zoneInEach: fc.boolean(),
  capPerMunicipalityEur: fc.option(fc.integer({ min: 0, max: 10_000_000_000 })),
  metresPerYear: fc.option(fc.integer({ min: 1, max: 100_000_000 })),
  scope: fc.option(scope),
  budgetEur: fc.option(fc.integer({ min: 0, max: 10_000_000_000 })),
});

describe('what a plan is asked for, in the address', () => {
  test('what is written is read again, whatever it says', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        expect(parsePlanChoice(formatPlanChoice(choice))).toEqual(choice);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  test('what is usual is not written', () => {
    expect(formatPlanChoice(usualChoice())).toBeNull();
    expect(formatPlanChoice({ ...usualChoice(), budgetEur: 250_000 })).toBe('{"budgetEur":250000}');
    expect(formatPlanChoice({ ...usualChoice(), weights: { ...usualChoice().weights, zone: 2 } })).toBe(
      '{"weights":{"zone":2}}',
    );
  });

  test('any text whatever gives a choice that the server takes', () => {
    const noise = fc.oneof(fc.string(), fc.json(), fc.jsonValue().map(asChoice));
    fc.assert(
      fc.property(noise, (text) => {
        const choice = parsePlanChoice(text);
        expect(parsePlanChoice(formatPlanChoice(choice))).toEqual(choice);
        const settings = settingsOf(choice, QUESTION, null, choice.budgetEur ?? 0);
        expect(planSettings.parse(JSON.parse(settingsText(settings)))).toEqual(settings);
      }),
      { seed: 42, numRuns: 1000 },
    );
  });

  test.each([
    ['{"budgetEur":-1}', 'budgetEur'],
    ['{"budgetEur":1.5}', 'budgetEur'],
    ['{"weights":{"firm":-1}}', 'weights'],
    ['{"weights":{"firm":"many"}}', 'weights'],
    ['{"costs":{"trench":{"low":9,"likely":5,"high":1}}}', 'costs'],
    ['{"costs":{"jointShare":{"low":2,"likely":1,"high":0}}}', 'costs'],
    ['{"costCase":"best"}', 'costCase'],
    ['{"scope":{"kind":"province","code":"cr"}}', 'scope'],
    ['{"scope":{"kind":"municipalities","codes":[]}}', 'scope'],
    ['{"pinned":"all"}', 'pinned'],
    ['{"zoneInEach":1}', 'zoneInEach'],
    ['{"metresPerYear":0}', 'metresPerYear'],
    ['{"capPerMunicipalityEur":-5}', 'capPerMunicipalityEur'],
    ['{"budgetEur":', 'budgetEur'],
  ] as const)('%s is wrong and counts as absent', (text, name) => {
    expect(parsePlanChoice(text)[name]).toEqual(usualChoice()[name]);
  });

  test('a segment that is fixed is not kept out', () => {
    const { pinned, excluded } = parsePlanChoice('{"pinned":["a","b"],"excluded":["b","c"]}');
    expect([pinned, excluded]).toEqual([['a', 'b'], ['c']]);
  });

  /** Values where the choice looks for them. */
  function asChoice(value: unknown): string {
    const parts = [...WEIGHTS, ...UNIT_COSTS].map((name) => [name, value]);
    const nested = Object.fromEntries(parts) as object;
    const names = Object.keys(usualChoice()).map((name) => [
      name,
      name === 'weights' || name === 'costs' ? nested : value,
    ]);
    return JSON.stringify(Object.fromEntries(names));
  }
});

describe('what a plan is asked for, as the server takes it', () => {
  test('settings are the same after they have been to the server', () => {
    fc.assert(
      fc.property(anyChoice, fc.option(code), fc.boolean(), (choice, municipality, proposed) => {
        const settings = settingsOf(choice, { ...QUESTION, proposed }, municipality, choice.budgetEur ?? 0);
        expect(planSettings.parse(JSON.parse(settingsText(settings)))).toEqual(settings);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  test('a plan is for the chosen municipality, or for everybody where none is, unless it says for whom', () => {
    const choice = usualChoice();
    expect(settingsOf(choice, QUESTION, null, 0).scope).toEqual({ kind: 'everywhere' });
    expect(settingsOf(choice, QUESTION, '019062', 0).scope).toEqual({ kind: 'municipalities', codes: ['019062'] });
    const province = { kind: 'province', code: 'CR' } as const;
    expect(settingsOf({ ...choice, scope: province }, QUESTION, '019062', 0).scope).toEqual(province);
  });

  test('a stored plan is asked for again as it was stored', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const stored = settingsOf(choice, QUESTION, '019062', 7);
        const { target, horizon, proposed } = stored;
        const again = settingsOf(choiceOf(stored), { target, horizon, proposed }, null, stored.budgetEur);
        expect(again).toEqual(stored);
      }),
      { seed: 42, numRuns: 100 },
    );
  });
});
