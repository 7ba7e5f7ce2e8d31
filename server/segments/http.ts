import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { todayInItaly } from '../targets/days.ts';
import { changeSegment, drawSegment, getSegment, listSegments, removeSegment, splitSegment } from './contract.ts';
import * as drawn from './store-drawn.ts';
import * as store from './store.ts';

/** @param wakeRecompute  called when gaps are to be computed for a changed segment */
export const segmentEndpoints = (dataSource: DataSource, wakeRecompute: () => void): Endpoint[] => [
  endpoint(listSegments, ({ query }) => store.listSegments(dataSource, query, todayInItaly(new Date()))),
  endpoint(getSegment, ({ params }) => store.getSegment(dataSource, params.id, todayInItaly(new Date()))),
  endpoint(changeSegment, async ({ params, body, actor }) => {
    const changed = await store.changeSegment(dataSource, params.id, body, actor!, todayInItaly(new Date()));
    wakeRecompute();
    return changed;
  }),
  endpoint(drawSegment, async ({ body, actor }) => {
    const added = await drawn.drawSegment(dataSource, body, actor!, todayInItaly(new Date()));
    wakeRecompute();
    return added;
  }),
  endpoint(splitSegment, async ({ params, body, actor }) => {
    const parts = await drawn.splitSegment(dataSource, params.id, body, actor!, todayInItaly(new Date()));
    wakeRecompute();
    return parts;
  }),
  endpoint(removeSegment, async ({ params, query }) => {
    const removed = await drawn.removeSegment(dataSource, params.id, query.version);
    wakeRecompute();
    return removed;
  }),
];
