import { z } from 'zod';
import {
  asOf,
  bbox,
  defineContract,
  featureCollection,
  istatCode,
  multiPolygon,
  page,
  provenance,
} from '../contract.ts';

export const zone = z.object({
  name: z.string().nullable(),
  landuse: z.string().nullable().describe('industrial, commercial or what the source says'),
  areaM2: z.number().describe('on the WGS84 ellipsoid'),
  municipalityCodes: z.array(istatCode).describe('the municipalities it lies in'),
  ...provenance,
});

export const listZones = defineContract({
  path: '/zones',
  summary: 'Industrial zones as GeoJSON',
  tag: 'zones',
  query: z.object({
    bbox: bbox.optional(),
    asOf,
    municipality: istatCode.optional(),
    ...page(5000, 1000),
  }),
  mediaType: 'application/geo+json',
  answer: featureCollection(multiPolygon, zone),
});
