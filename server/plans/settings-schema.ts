import { z } from 'zod';
import { day, istatCode } from '../contract.ts';
import { COST_CASES, type PlanSettings, USUAL_WEIGHTS } from './settings.ts';
import { UNIT_COSTS, usualCosts } from './unit-costs.ts';

const MOST_EUR = 10_000_000_000;
/** A URL of more than 16 kB is refused by the HTTP server itself. */
const MOST_SETTINGS_CHARACTERS = 12_000;
const segmentId = z.string().min(1).max(1101);
const eur = z.int().min(0).max(MOST_EUR).meta({ format: 'int64' });
/** Multiples of 0.001, so that sums of points are exact in any order. */
const weight = z
  .number()
  .min(0)
  .max(1000)
  .overwrite((number) => Math.round(number * 1000) / 1000);
const unitCost = z.object({
  low: z.number().min(0).max(1_000_000),
  likely: z.number().min(0).max(1_000_000),
  high: z.number().min(0).max(1_000_000),
});
const inOrder = ({ low, likely, high }: z.output<typeof unitCost>) => low <= likely && likely <= high;
const ordered = unitCost.refine(inOrder, 'low <= likely <= high');
const share = z.number().min(0).max(1);

const costTable = z.object({
  ...(Object.fromEntries(
    UNIT_COSTS.filter((name) => name !== 'jointShare').map((name) => [name, ordered.default(usualCosts()[name])]),
  ) as unknown as Record<Exclude<(typeof UNIT_COSTS)[number], 'jointShare'>, z.ZodDefault<typeof ordered>>),
  jointShare: z
    .object({ low: share, likely: share, high: share })
    .default(usualCosts().jointShare)
    .describe('part of the civil works of shared metres that is saved, by cost case'),
});

const scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everywhere') }),
  z.object({ kind: z.literal('province'), code: z.string().regex(/^[A-Z]{2}$/, 'two letters, such as CR') }),
  z.object({ kind: z.literal('municipalities'), codes: z.array(istatCode).min(1).max(1000) }),
]);

const terms = z.object({
  target: z.int().min(1).max(100_000).default(1000),
  horizon: day,
  proposed: z.boolean().default(false),
  scope: scope.default({ kind: 'everywhere' }),
  weights: z
    .object({
      firm: weight.default(USUAL_WEIGHTS.firm),
      employee: weight.default(USUAL_WEIGHTS.employee),
      exportShare: weight.default(USUAL_WEIGHTS.exportShare),
      pledge: weight.default(USUAL_WEIGHTS.pledge),
      zone: weight.default(USUAL_WEIGHTS.zone),
    })
    .prefault({}),
  costs: costTable.prefault({}),
  costCase: z.enum(COST_CASES).default('likely'),
  budgetEur: eur.default(0),
  pinned: z.array(segmentId).max(500).default([]),
  excluded: z.array(segmentId).max(500).default([]),
  zoneInEach: z.boolean().default(false),
  capPerMunicipalityEur: eur.nullable().default(null),
  metresPerYear: z.int().min(1).max(100_000_000).nullable().default(null),
});

/** What a plan is asked for: whatever is absent has its usual value. */
export const planSettings = terms.refine(
  ({ pinned, excluded }) => new Set([...pinned, ...excluded]).size === new Set(pinned).size + new Set(excluded).size,
  { message: 'no id that is pinned too', path: ['excluded'] },
) satisfies z.ZodType<PlanSettings>;

/** JSON in a query string. */
const jsonText = (example: string) =>
  z
    .string()
    .max(MOST_SETTINGS_CHARACTERS)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: `JSON, such as ${example}` });
        return z.NEVER;
      }
    });

const SETTINGS_EXAMPLE = '{"horizon":"2028-12-31","budgetEur":250000}';
const SCOPE_EXAMPLE = '{"kind":"municipalities","codes":["019035"]}';

/** Settings in a query string, so that a link says all that a plan was asked for. */
export const settingsQuery = z.object({
  settings: jsonText(SETTINGS_EXAMPLE).pipe(planSettings).meta({ type: 'string', example: SETTINGS_EXAMPLE }),
});

/** A scope in a query string. */
export const scopeText = jsonText(SCOPE_EXAMPLE).pipe(scope).meta({ type: 'string', example: SCOPE_EXAMPLE });
