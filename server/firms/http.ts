import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { ask } from '../targets/ask.ts';
import type { ThresholdSet } from '../targets/contract.ts';
import { todayInItaly } from '../targets/days.ts';
import { getFirm, listFirms } from './contract.ts';
import * as store from './store.ts';

export const firmEndpoints = (dataSource: DataSource, thresholds: ThresholdSet): Endpoint[] => [
  endpoint(listFirms, async ({ query }) =>
    store.listFirms(dataSource, await ask(dataSource, query, thresholds), query),
  ),
  endpoint(getFirm, async ({ params, query }) =>
    store.getFirm(dataSource, await ask(dataSource, query, thresholds), params.id, {
      today: todayInItaly(new Date()),
      premisesReachM: thresholds.premisesReachM,
    }),
  ),
];
