import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { ask } from '../targets/ask.ts';
import type { ThresholdSet } from '../targets/contract.ts';
import { getGap, getGapInput } from './contract.ts';
import * as store from './store.ts';

export const gapEndpoints = (dataSource: DataSource, thresholds: ThresholdSet): Endpoint[] => [
  endpoint(getGap, async ({ params, query }) =>
    store.getGap(dataSource, await ask(dataSource, query, thresholds), params.code),
  ),
  endpoint(getGapInput, ({ params, query }) =>
    store.getGapInput(dataSource, params.code, query.coverageWithinM, thresholds.premisesReachM),
  ),
];
