import type { EntityManager } from 'typeorm';

/** What SQL is sent through: the data source, or the manager of a transaction. */
export type Queryable = Pick<EntityManager, 'query'>;
