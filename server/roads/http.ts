import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { listRoads } from './contract.ts';
import * as store from './store.ts';

export const roadEndpoints = (dataSource: DataSource): Endpoint[] => [
  endpoint(listRoads, ({ query }) => store.listRoads(dataSource, query)),
];
