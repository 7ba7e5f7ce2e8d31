import { EntitySchema } from 'typeorm';
import type { Plan } from './contract.ts';

export interface PlanRow extends Pick<Plan, 'id' | 'name' | 'settings' | 'outcome' | 'version' | 'changedBy'> {
  createdAt: Date;
  changedAt: Date;
}

export const planTable = new EntitySchema<PlanRow>({
  name: 'plan',
  columns: {
    id: { type: 'uuid', primary: true, default: () => 'gen_random_uuid()' },
    name: { type: 'text' },
    settings: { type: 'jsonb' },
    outcome: { type: 'jsonb' },
    version: { type: 'integer', default: 1 },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
    changedAt: { name: 'changed_at', type: 'timestamptz', default: () => 'now()' },
    changedBy: { name: 'changed_by', type: 'text' },
  },
});
