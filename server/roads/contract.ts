import { z } from 'zod';
import { asOf, bbox, defineContract, featureCollection, multiLine, page, provenance } from '../contract.ts';

const road = z.object({
  class: z.string().describe('of OpenStreetMap: motorway, residential, track ...'),
  name: z.string().nullable(),
  surface: z.string().nullable(),
  access: z.string().nullable(),
  oneway: z.enum(['no', 'forward', 'backward']).describe('along the line, or against it'),
  nodes: z
    .array(z.array(z.number()))
    .nullable()
    .describe('for each line the ids of its vertices; roads meet where they share one; null where the source has none'),
  ...provenance,
});

export const listRoads = defineContract({
  path: '/roads',
  summary: 'Roads as GeoJSON: a network that can be routed',
  tag: 'roads',
  query: z.object({ bbox: bbox.optional(), asOf, ...page(5000, 1000) }),
  mediaType: 'application/geo+json',
  answer: featureCollection(multiLine, road),
});
