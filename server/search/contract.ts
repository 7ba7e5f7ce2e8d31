import { z } from 'zod';
import { defineContract, istatCode, position } from '../contract.ts';

export const searchHit = z.object({
  what: z.enum(['municipality', 'firm']),
  id: z.string().describe('ISTAT code or firm id'),
  name: z.string(),
  within: z.string().nullable().describe('province of a municipality, municipality of a firm'),
  municipalityCode: istatCode.nullable(),
  position: position.nullable(),
  generated: z.boolean(),
});

export const search = defineContract({
  path: '/search',
  summary: 'Municipalities and firms by name; accents and typing errors forgiven',
  tag: 'search',
  query: z.object({
    q: z.string().trim().min(1).max(100),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  answer: z.object({ items: z.array(searchHit) }),
});
