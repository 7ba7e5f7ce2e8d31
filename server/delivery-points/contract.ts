import { z } from 'zod';
import { asOf, bbox, defineContract, featureCollection, istatCode, page, point, provenance } from '../contract.ts';

export const deliveryPoint = z.object({
  name: z.string().nullable(),
  operator: z.string().nullable().describe('who runs it'),
  municipalityCode: istatCode.nullable().describe('the municipality it lies in'),
  ...provenance,
});

export const listDeliveryPoints = defineContract({
  path: '/delivery-points',
  summary: 'Neutral delivery points (PCN), where a network can be joined, as GeoJSON',
  tag: 'delivery points',
  query: z.object({
    bbox: bbox.optional(),
    asOf,
    municipality: istatCode.optional(),
    ...page(5000, 1000),
  }),
  mediaType: 'application/geo+json',
  answer: featureCollection(point, deliveryPoint),
});
