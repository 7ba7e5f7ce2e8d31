import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { todayInItaly } from '../targets/ask.ts';
import { listSegments } from './contract.ts';
import * as store from './store.ts';

export const segmentEndpoints = (dataSource: DataSource): Endpoint[] => [
  endpoint(listSegments, ({ query }) => store.listSegments(dataSource, query, todayInItaly(new Date()))),
];
