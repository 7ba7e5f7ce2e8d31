import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { search } from './contract.ts';
import * as store from './store.ts';

export const searchEndpoints = (dataSource: DataSource): Endpoint[] => [
  endpoint(search, async ({ query }) => ({ items: await store.search(dataSource, query.q, query.limit) })),
];
