import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { ask } from '../targets/ask.ts';
import * as contract from './contract.ts';
import * as store from './store.ts';

export const municipalityEndpoints = (dataSource: DataSource): Endpoint[] => [
  endpoint(contract.listMunicipalities, async ({ query }) =>
    store.listMunicipalities(dataSource, await ask(dataSource, query), query),
  ),
  endpoint(contract.getMunicipality, async ({ params, query }) =>
    store.getMunicipality(dataSource, await ask(dataSource, query), params.code),
  ),
  endpoint(contract.listBoundaries, ({ query }) => store.listBoundaries(dataSource, query.bbox ?? null)),
];
