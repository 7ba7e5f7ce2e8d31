import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';

/** The table of a table's rows as they were, each until it was changed or deleted: see migration 0012. */
export function pastOf(table: EntitySchema): EntitySchema {
  const columns = table.options.columns as Record<string, EntitySchemaColumnOptions>;
  return new EntitySchema({
    name: `${table.options.name}_past`,
    columns: { ...columns, until: { type: 'timestamptz', primary: true } },
  });
}
