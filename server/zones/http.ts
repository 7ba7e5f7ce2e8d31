import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { listZones } from './contract.ts';
import * as store from './store.ts';

export const zoneEndpoints = (dataSource: DataSource): Endpoint[] => [
  endpoint(listZones, ({ query }) => store.listZones(dataSource, query)),
];
