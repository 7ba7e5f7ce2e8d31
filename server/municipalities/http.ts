import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { ask } from '../targets/ask.ts';
import type { ThresholdSet } from '../targets/contract.ts';
import { getMunicipality, listBoundaries, listMunicipalities } from './contract.ts';
import * as store from './store.ts';

export const municipalityEndpoints = (dataSource: DataSource, thresholds: ThresholdSet): Endpoint[] => [
  endpoint(listMunicipalities, async ({ query }) =>
    store.listMunicipalities(dataSource, await ask(dataSource, query, thresholds), query),
  ),
  endpoint(getMunicipality, async ({ params, query }) =>
    store.getMunicipality(dataSource, await ask(dataSource, query, thresholds), params.code),
  ),
  endpoint(listBoundaries, ({ query }) => store.listBoundaries(dataSource, query)),
];
