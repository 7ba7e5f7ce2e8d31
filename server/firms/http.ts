import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { ask, todayInItaly } from '../targets/ask.ts';
import type { ThresholdSet } from '../targets/contract.ts';
import { getFirm, listFirms } from './contract.ts';
import * as store from './store.ts';

export const firmEndpoints = (dataSource: DataSource, thresholds: ThresholdSet): Endpoint[] => [
  endpoint(listFirms, async ({ query }) =>
    store.listFirms(dataSource, await ask(dataSource, query), query, terms(thresholds).plansUntil),
  ),
  endpoint(getFirm, async ({ params, query }) =>
    store.getFirm(dataSource, await ask(dataSource, query), params.id, terms(thresholds)),
  ),
];

function terms({ premisesReachM, plansWithinYears }: ThresholdSet) {
  const today = todayInItaly(new Date());
  return { today, plansUntil: yearsLater(today, plansWithinYears), premisesReachM };
}

/** The same day so many years later; 1 March for 29 February where there is none. */
function yearsLater(day: string, years: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
}
