import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { listUnmatchedAddresses } from './contract.ts';
import * as store from './store.ts';

export const addressEndpoints = (dataSource: DataSource): Endpoint[] => [
  endpoint(listUnmatchedAddresses, ({ params, query }) => store.listUnmatched(dataSource, params.id, query)),
];
