import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { listDeliveryPoints } from './contract.ts';
import * as store from './store.ts';

export const deliveryPointEndpoints = (dataSource: DataSource): Endpoint[] => [
  endpoint(listDeliveryPoints, ({ query }) => store.listDeliveryPoints(dataSource, query)),
];
