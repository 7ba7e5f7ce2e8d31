import { z } from 'zod';
import { day, integer, istatCode } from '../contract.ts';
import { STATUSES } from '../segments/status.ts';

// What goes over the wire of plans, but for what they are asked for: see settings-schema.ts.

const range = z.object({ low: z.number(), likely: z.number(), high: z.number() });
const works = z.object({ trench: z.number(), microTrench: z.number(), aerial: z.number(), existingDuct: z.number() });
const place = integer.describe('place in the list of that name, from 0');

const candidate = z.object({
  id: z.string(),
  name: z.string().nullable(),
  status: z.enum(STATUSES),
  lengthM: z.number(),
  works: works.partial().nullable().describe('share of the length by works type; null where unknown'),
  crossings: integer,
  terminations: integer,
  statedCostEur: z.number().nullable(),
  readyOn: day,
  joins: z
    .array(
      z.object({ kind: z.enum(['deliveryPoint', 'coverage', 'segment']), id: z.string(), name: z.string().nullable() }),
    )
    .describe('what it can be joined to without any other candidate'),
  neighbours: z.array(place).describe('candidates that it touches'),
  lengthShares: z.array(z.object({ municipality: place, share: z.number() })),
  zonesIn: z.array(place).describe('municipalities of whose zones its reach meets a gap'),
  sharedWithCommittedM: z
    .number()
    .describe('metres in the trench of a segment that is built anyway, in the same period'),
  generated: z.boolean(),
});

export const planProblem = z.object({
  candidates: z.array(candidate),
  firms: z.array(
    z.object({
      id: z.string(),
      municipality: place,
      employees: integer.nullable(),
      exportShare: z.number().nullable(),
      pledges: z.boolean(),
      inZone: z.boolean(),
      reachedBy: z.array(place).describe('candidates that reach it'),
    }),
  ),
  jointWorks: z.array(z.object({ a: place, b: place, sharedM: z.number() })),
  municipalities: z.array(
    z.object({
      code: istatCode,
      name: z.string(),
      provinceCode: z.string().nullable(),
      firmsNotServed: integer,
      firmsServed: integer,
      firmsPositionUnknown: integer,
    }),
  ),
  leftOut: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      municipalities: z.array(place),
      reason: z.enum(['noDate', 'late', 'tooSlow', 'radio']),
    }),
  ),
});

/** What the data was when something was computed from it. */
export const dataState = z.object({
  fingerprint: z.string().describe('of everything that a plan at this target and horizon depends on but its settings'),
  methodVersion: z.string(),
  recomputing: integer.describe('municipalities whose gaps are being computed anew'),
});

/** Something worth saying beside the figures; `segments` are ids. */
const notice = z.object({
  kind: z.enum([
    'noCandidates',
    'noneMeetsTarget',
    'belowCheapestStart',
    'neverConnected',
    'pinnedUnknown',
    'excludedUnknown',
    'late',
    'noDate',
    'tooSlow',
    'radio',
    'recomputing',
    'worksUnknown',
    'firmsNotStating',
    'notConnected',
  ]),
  segments: z.array(z.string()),
  eur: z.number().nullable(),
  count: integer.nullable(),
  says: z.object({ it: z.string(), en: z.string() }),
});

/** What a set of segments costs and brings. */
export const appraisal = z.object({
  cost: range.describe('EUR'),
  jointSaving: range.describe('EUR, by how much that is less than the sum of the segments: joint works'),
  budgetCaseEur: z.number().describe('the cost in the case that the budget must hold for'),
  connections: range.describe('EUR, what connecting the firms newly served would cost on top'),
  lengthM: z.number(),
  points: z.number(),
  firmsNewlyServed: integer,
  employees: z.object({ total: integer, firmsNotStating: integer }),
  /** Mean share over the firms newly served that state it. */
  exportShare: z.object({ mean: z.number().nullable(), firmsNotStating: integer }),
  pledges: integer,
  firmsInZones: integer,
  segments: z
    .array(
      z.object({
        id: z.string(),
        name: z.string().nullable(),
        status: z.enum(STATUSES),
        lengthM: z.number(),
        promisedOn: day,
        generated: z.boolean(),
        cost: range,
        isStated: z.boolean().describe('the source states the cost; else length by works type x unit cost'),
        firms: integer.describe('that it reaches, whoever else reaches them too'),
        adds: integer.describe(
          'firms that it reaches and nothing built before it does; over all segments: newly served',
        ),
        needs: z.array(z.string()).describe('segments of the plan that must be there before it'),
        startsIn: z.string().nullable().describe('quarter, such as 2027-Q1, where there is a works capacity'),
        readyIn: z.string().nullable(),
        laterThanPromised: z.boolean(),
      }),
    )
    .describe('in the order in which they are best built'),
  municipalities: z.array(
    z.object({
      code: istatCode,
      name: z.string(),
      firmsNotServedBefore: integer,
      firmsNotServedAfter: integer,
      sharesEur: z
        .object({ byFirms: z.number(), byLength: z.number(), shapley: z.number() })
        .describe('of the likely cost, to the cent; each of the three sums to it'),
    }),
  ),
  notices: z.array(notice),
});

const holds = z.object({ from: z.number().nullable(), to: z.number().nullable() });
/** One segment in the order of benefit per euro, given what is chosen already. */
export const rankedSegment = z.object({
  rank: integer,
  id: z.string(),
  name: z.string().nullable(),
  points: z.number().describe('that it adds, with the segments that it needs first'),
  cost: range.describe('EUR, that it adds, with the segments that it needs first'),
  pointsPerMillionEur: z.number().nullable().describe('null where it costs nothing'),
  firms: integer,
  employees: integer,
  firmsNotStatingEmployees: integer,
  exportShare: z.number().nullable(),
  pledges: integer,
  eurPerM: z.number().nullable(),
  needs: z.array(z.string()).describe('segments to be built first'),
  reasons: z.object({ it: z.string(), en: z.string() }),
});
/** Over which values, all else as it is, a rank holds; null where there is no end. */
export const rankHolds = z.object({
  weights: z.object({ firm: holds, employee: holds, exportShare: holds, pledge: holds, zone: holds }),
  costEur: holds.describe('of the segment with those it needs'),
  rankAtLowCost: integer,
  rankAtHighCost: integer,
});

export type Appraisal = z.infer<typeof appraisal>;
export type Notice = z.infer<typeof notice>;
export type RankHolds = z.infer<typeof rankHolds>;
export type DataState = z.infer<typeof dataState>;
