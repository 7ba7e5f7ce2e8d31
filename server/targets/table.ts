import { EntitySchema } from 'typeorm';
import type { Target } from './contract.ts';

export const targetTable = new EntitySchema<Target>({
  name: 'target',
  columns: {
    downMbps: { name: 'down_mbps', type: 'integer', primary: true },
    technologies: { type: 'text' },
    nameIt: { name: 'name_it', type: 'text' },
    nameEn: { name: 'name_en', type: 'text' },
    source: { type: 'text' },
  },
});
