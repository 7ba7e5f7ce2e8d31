import { z } from 'zod';
import { day, defineContract, defineFile, instant, integer } from '../contract.ts';
import { PLAN_FORMATS } from './plan-formats.ts';
import { planSettings, scopeText, settingsQuery } from './settings-schema.ts';
import { appraisal, dataState, planProblem, rankedSegment, rankHolds } from './schemas.ts';

const problem = defineContract({
  path: '/plans/problem',
  summary: 'What plans choose from, and the firms that nothing serves without them',
  tag: 'plans',
  query: z.object({
    target: z.coerce.number().int().min(1).max(100_000).default(1000),
    horizon: day,
    proposed: z
      .enum(['true', 'false'])
      .default('false')
      .transform((text) => text === 'true'),
    scope: scopeText.default({ kind: 'everywhere' }),
  }),
  answer: z.object({ data: dataState, problem: planProblem }),
});
/** Its JSON is written and packed by a worker thread: it is the largest answer of all. */
export const getPlanProblem = {
  ...problem,
  decode: (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as unknown,
};

const curvePoint = z.object({
  budgetEur: z.number(),
  costEur: z.number(),
  points: z.number(),
  boundPoints: z.number(),
  firmsNewlyServed: integer,
  segments: z.array(z.string()),
});

const search = z.object({
  state: z.enum(['computing', 'done', 'impossible']),
  seconds: z.number(),
  data: dataState,
});

export const getBestPlan = defineContract({
  path: '/plans/best',
  summary:
    'The best plan under a budget with the bound that proves how good it is; ask again while its state is `computing`',
  tag: 'plans',
  query: settingsQuery,
  answer: search.extend({
    settings: planSettings,
    points: z.number().nullable(),
    boundPoints: z.number().nullable().describe('no plan under these settings can have more points'),
    isProven: z.boolean().describe('the bound is within 0.5 % of the plan'),
    chosen: z.array(z.string()).describe('ids of segments'),
    appraisal: appraisal.nullable().describe('of what is chosen so far'),
    impossible: z
      .object({
        why: z.enum(['unconnectable', 'caps', 'budget']),
        cheapestEur: z.number().nullable(),
        segments: z.array(z.string()),
        says: z.object({ it: z.string(), en: z.string() }),
      })
      .nullable(),
  }),
});

export const getPlanCurve = defineContract({
  path: '/plans/curve',
  summary: 'Budget against benefit, up to the budget that serves all that can be served; ask again while `computing`',
  tag: 'plans',
  query: settingsQuery,
  answer: search.extend({ points: z.array(curvePoint), budgets: integer.describe('how many points there will be') }),
});

export const rankPlanSegments = defineContract({
  path: '/plans/ranking',
  summary: 'Segments by benefit per euro given what is pinned, with reasons and how far each rank holds',
  tag: 'plans',
  query: settingsQuery,
  answer: z.object({ data: dataState, items: z.array(rankedSegment.extend({ holds: rankHolds })) }),
});

const planName = z.string().trim().min(1).max(120);
/** What came out when a plan was made; kept with it, so that it can be told what has changed since. */
const outcome = z.object({
  data: dataState,
  madeOn: day,
  chosen: z.array(z.string()),
  points: z.number(),
  boundPoints: z.number(),
  appraisal,
});
const plan = z.object({
  id: z.string(),
  name: planName,
  settings: planSettings,
  outcome,
  version: integer,
  createdAt: instant,
  changedAt: instant,
  changedBy: z.string(),
});
/** A stored plan beside the data of today. */
const planToday = plan.extend({
  isOutdated: z.boolean().describe('the data or the method has changed since it was made: it can be redone'),
  changes: z
    .array(z.object({ it: z.string(), en: z.string() }))
    .describe('what of the data has changed that matters for it'),
});

const params = z.object({ id: z.uuid() });
export const listPlans = defineContract({
  path: '/plans',
  summary: 'Stored plans, the last changed first',
  tag: 'plans',
  answer: z.object({ items: z.array(plan) }),
});
export const getPlan = defineContract({
  path: '/plans/:id',
  summary: 'A stored plan, and whether the data has changed since it was made',
  tag: 'plans',
  params,
  answer: planToday,
});
export const addPlan = defineContract({
  method: 'post',
  path: '/plans',
  summary: 'Store a plan: it is computed and kept with its outcome',
  tag: 'plans',
  body: z.object({ name: planName, settings: planSettings }),
  access: 'administrator',
  answer: planToday,
});
export const changePlan = defineContract({
  method: 'patch',
  path: '/plans/:id',
  summary: 'Change or redo a plan; 409 where somebody else has changed it since `version`',
  tag: 'plans',
  params,
  body: z.object({ version: z.int().min(1), name: planName.optional(), settings: planSettings.optional() }),
  access: 'administrator',
  answer: planToday,
});
export const removePlan = defineContract({
  method: 'delete',
  path: '/plans/:id',
  summary: 'Take away a plan; 409 where somebody else has changed it since `version`',
  tag: 'plans',
  params,
  query: z.object({ version: z.coerce.number().int().min(1) }),
  access: 'administrator',
  answer: z.object({ removed: z.string() }),
});

const format = z.enum(PLAN_FORMATS).default('pdf');
const mediaTypes = ['application/pdf', 'text/csv', 'application/geo+json'] as const;
export const exportPlan = defineFile({
  path: '/plans/export',
  summary: 'The best plan under these settings on paper: two pages for the council, a table, or its segments',
  tag: 'plans',
  query: settingsQuery.extend({ format }),
  mediaTypes,
});
export const exportStoredPlan = defineFile({
  path: '/plans/:id/export',
  summary: 'A stored plan on paper, as it was made: two pages for the council, a table, or its segments',
  tag: 'plans',
  params,
  query: z.object({ format }),
  mediaTypes,
});

export type Plan = z.infer<typeof plan>;
export type PlanToday = z.infer<typeof planToday>;
export type BestPlan = z.infer<typeof getBestPlan.answer>;
export type PlanCurve = z.infer<typeof getPlanCurve.answer>;
export type PlanRanking = z.infer<typeof rankPlanSegments.answer>;
