import { z } from 'zod';
import { day, defineContract, integer, istatCode } from '../contract.ts';
import { firmService } from '../firms/contract.ts';
import { STATUSES } from '../segments/status.ts';
import { question, technology } from '../targets/contract.ts';
import { decodeTile } from './decode-tile.ts';
import { LEAST_ZOOM, MAX_TILE_ZOOM, type TileLayer } from './zooms.ts';

const wholeNumber = z
  .string()
  .regex(/^\d{1,5}$/, 'a whole number')
  .transform(Number);
const params = z.object({
  z: wholeNumber.pipe(z.number().max(MAX_TILE_ZOOM)).meta({ type: 'integer', format: 'int32', example: 9 }),
  x: wholeNumber.meta({ type: 'integer', format: 'int32', example: 269 }),
  y: wholeNumber.meta({ type: 'integer', format: 'int32', example: 183 }),
});

const generated = z.boolean().describe('true where the data set was generated for demonstration: not a fact');

/** The properties of each layer's features; one that is not known is absent. */
const FEATURES = {
  municipalities: z.object({ code: istatCode, name: z.string(), generated }),
  coverage: z.object({
    id: z.string(),
    form: z.enum(['area', 'premises']),
    network: z.string(),
    technology,
    downMbps: z.number(),
    upMbps: z.number().optional(),
    generated,
  }),
  zones: z.object({
    id: z.string(),
    name: z.string().optional(),
    areaM2: z.number(),
    municipalityCodes: z.string().describe('ISTAT codes of the municipalities it lies in, comma-separated'),
    generated,
  }),
  gaps: z.object({
    zoneId: z.string(),
    municipalityCode: istatCode,
    when: z.enum(['before', 'after']).describe('with the coverage of today alone; at the horizon'),
  }),
  segments: z.object({
    id: z.string(),
    name: z.string().optional(),
    network: z.string().optional(),
    status: z.enum(STATUSES),
    technology,
    downMbps: z.number().optional(),
    reachM: z.number().optional(),
    readyOn: day.optional(),
    firstPromisedReadyOn: day.optional(),
    overdue: z.boolean(),
    generated,
  }),
  deliveryPoints: z.object({
    id: z.string(),
    name: z.string().optional(),
    operator: z.string().optional(),
    generated,
  }),
  firms: z.union([
    z.object({
      id: z.string(),
      name: z.string(),
      service: firmService,
      servedFrom: day.optional(),
      nearestServedM: z.number().optional(),
      employees: integer.optional(),
      generated,
    }),
    z
      .object({ count: integer, served: integer, servedByHorizon: integer, notServed: integer, unknown: integer })
      .describe('firms that lie near to each other, below the greatest zoom'),
  ]),
} satisfies Record<TileLayer, z.ZodType>;

function defineTile<Layer extends TileLayer, Query extends z.ZodType>(layer: Layer, what: string, query: Query) {
  const contract = defineContract({
    path: `/tiles/${layer}/:z/:x/:y`,
    summary: `${what} as a vector tile; empty below zoom ${LEAST_ZOOM[layer]}`,
    tag: 'tiles',
    params,
    query,
    mediaType: 'application/vnd.mapbox-vector-tile',
    answer: z.array(FEATURES[layer]).describe(`properties of the features of its one layer, \`${layer}\``),
  });
  return { ...contract, decode: (bytes: Uint8Array) => decodeTile(bytes, layer) };
}

const nothing = z.object({});
const asked = z.object(question);

export const municipalityTile = defineTile('municipalities', 'Municipalities', nothing);
export const coverageTile = defineTile('coverage', 'Existing coverage', nothing);
export const zoneTile = defineTile('zones', 'Industrial zones', nothing);
export const gapTile = defineTile(
  'gaps',
  'What of the zones is not served at a target, today and at a horizon,',
  asked,
);
export const segmentTile = defineTile('segments', 'Planned segments', nothing);
export const deliveryPointTile = defineTile('deliveryPoints', 'Neutral delivery points', nothing);
export const firmTile = defineTile('firms', 'Firms and what serves them at a target and a horizon', asked);
