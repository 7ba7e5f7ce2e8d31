import { EntitySchema } from 'typeorm';
import type { Choices } from './contract.ts';

/** A run that stages rows; the name of its table follows from its id. */
export const stagedRunTable = new EntitySchema<{ id: number; touchedAt: Date }>({
  name: 'staged_run',
  columns: {
    id: { type: 'integer', primary: true, generated: 'increment' },
    touchedAt: { name: 'touched_at', type: 'timestamptz', default: () => 'now()' },
  },
});

/** How files of a shape, that is of the same format and columns, were read the last time. */
export const importShapeTable = new EntitySchema<{ shape: string; choices: Choices; usedAt: Date }>({
  name: 'import_shape',
  columns: {
    shape: { type: 'text', primary: true },
    choices: { type: 'jsonb' },
    usedAt: { name: 'used_at', type: 'timestamptz', default: () => 'now()' },
  },
});
