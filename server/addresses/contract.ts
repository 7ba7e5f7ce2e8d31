import { z } from 'zod';
import { defineContract, integer, page } from '../contract.ts';

export const listUnmatchedAddresses = defineContract({
  path: '/datasets/:id/unmatched-addresses',
  summary: 'Addresses of a mapping that no register of house numbers has, so that nobody knows where they are',
  tag: 'addresses',
  params: z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) }),
  query: z.object(page(1000, 100)),
  answer: z.object({
    addresses: integer.describe('of the mapping, matched or not'),
    unmatched: integer,
    items: z.array(
      z.object({
        sourceRow: integer.nullable(),
        municipality: z.string().nullable().describe('as the file calls it, else its ISTAT code'),
        street: z.string(),
        number: z.string(),
        speedClass: z.string().nullable(),
      }),
    ),
  }),
});
