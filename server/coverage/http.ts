import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { listCoverage } from './contract.ts';
import * as store from './store.ts';

export const coverageEndpoints = (dataSource: DataSource): Endpoint[] => [
  endpoint(listCoverage, ({ query }) => store.listCoverage(dataSource, query)),
];
