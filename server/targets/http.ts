import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { addTarget, listTargets, removeTarget, type ThresholdSet } from './contract.ts';
import * as store from './store.ts';

/** @param wakeRecompute  called when gaps are to be computed for a new target */
export const targetEndpoints = (
  dataSource: DataSource,
  thresholds: ThresholdSet,
  wakeRecompute: () => void,
): Endpoint[] => [
  endpoint(listTargets, async () => ({ items: await store.listTargets(dataSource), thresholds })),
  endpoint(addTarget, async ({ body }) => {
    const added = await store.addTarget(dataSource, body);
    wakeRecompute();
    return added;
  }),
  endpoint(removeTarget, async ({ params }) => store.removeTarget(dataSource, params.downMbps)),
];
