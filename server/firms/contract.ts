import { z } from 'zod';
import {
  asOf,
  bbox,
  day,
  defineContract,
  featureCollection,
  integer,
  istatCode,
  page,
  point,
  provenance,
} from '../contract.ts';
import { coverage } from '../coverage/contract.ts';
import { segment } from '../segments/contract.ts';
import { asked, gapState } from '../gaps/contract.ts';
import { question } from '../targets/contract.ts';

const positionPrecision = z.enum(['exact', 'address', 'municipality']);
/** `unknown`: no position nearer than its municipality, or figures not computed yet. */
export const firmService = z.enum(['served', 'servedByHorizon', 'notServed', 'unknown']);
export type FirmService = z.infer<typeof firmService>;
/** Name of a data set, `:`, and the source's own id: see featureId. */
const MAX_ID_CHARACTERS = 1101;
const aidClass = z.enum(['white', 'grey', 'black']);

const firm = z.object({
  name: z.string(),
  activity: z.string().nullable(),
  ateco: z.string().nullable(),
  municipalityCode: istatCode.nullable(),
  municipalityName: z.string().nullable(),
  positionPrecision: positionPrecision.nullable().describe('null: no place is known'),
  employees: integer.nullable(),
  exportShare: z.number().nullable().describe('share of the turnover that is exported, 0 to 1'),
  pledgedMbps: integer
    .nullable()
    .describe('it has said that it would subscribe at so many Mbit/s; null: no pledge known'),
  source: z.string().nullable(),
  ...provenance,
});

/** A firm at a target and a horizon. Distances in metres, geodesic. */
export const firmAtTarget = z.object({
  service: firmService,
  servedFrom: day.nullable().describe('the promised day from which planned segments serve it'),
  aidClass: aidClass.nullable(),
  networks: z.array(z.string()).describe('the separate networks that serve it, by the horizon'),
  nearestServedM: z.number().nullable().describe('to the nearest served place today; 0 where served'),
  nearestServedAfterM: z.number().nullable().describe('the same at the horizon'),
  nearestSegmentM: z.number().nullable().describe('to the line of the nearest planned segment'),
  nearestSegmentId: z.string().nullable(),
});

export const listFirms = defineContract({
  path: '/firms',
  summary: 'Firms as GeoJSON, each with what serves it at a target and a horizon',
  tag: 'firms',
  query: z.object({
    ...question,
    bbox: bbox.optional(),
    asOf,
    municipality: istatCode.optional(),
    service: firmService.optional(),
    q: z.string().max(100).optional().describe('part of a name; accents and case do not matter'),
    placed: z.enum(['true', 'false']).optional().describe('only those with (without) a municipality'),
    sort: z.enum(['name', 'nearestServedM', 'employees', 'exportShare']).default('name'),
    order: z.enum(['asc', 'desc']).default('asc'),
    ...page(10_000, 2000),
  }),
  mediaType: 'application/geo+json',
  answer: featureCollection(point.nullable(), firm.extend(firmAtTarget.shape)).extend({ asked }),
});

export const getFirm = defineContract({
  path: '/firms/:id',
  summary: "A firm's card: what serves it, which targets that meets, and what is promised",
  tag: 'firms',
  params: z.object({ id: z.string().max(MAX_ID_CHARACTERS) }),
  query: z.object(question),
  answer: firm.extend({
    id: z.string(),
    position: point.nullable(),
    asked,
    gapState,
    municipalityFtthShare: z.number().nullable(),
    atTarget: firmAtTarget,
    targets: z.array(firmAtTarget.extend({ downMbps: integer })).describe('the same for every target'),
    services: z
      .array(coverage.extend({ id: z.string(), distanceM: z.number().describe('0 inside an area') }))
      .describe('what can be bought there today, fastest first'),
    servingSegments: z
      .array(segment.extend({ id: z.string(), distanceM: z.number() }))
      .describe('segments that will serve it, soonest first, whatever the target'),
    nearestSegment: segment.extend({ id: z.string(), distanceM: z.number() }).nullable(),
  }),
});
