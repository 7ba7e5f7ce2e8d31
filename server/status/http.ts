import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { METHOD_VERSION } from '../gaps/method.ts';
import { getSettings, getStatus } from './contract.ts';
import { readExtent, readFreshness } from './store.ts';

/** What does not change while the program runs. */
export interface About {
  version: string;
  database: 'embedded' | 'native';
  basemapUrl: string | null;
}

/** Apart from the others, because it is served at /status too. */
export const statusEndpoint = (dataSource: DataSource, { version, database }: About): Endpoint =>
  endpoint(getStatus, async () => ({
    status: 'ready' as const,
    version,
    database,
    methodVersion: METHOD_VERSION,
    ...(await readFreshness(dataSource)),
  }));

export const statusEndpoints = (dataSource: DataSource, about: About): Endpoint[] => [
  statusEndpoint(dataSource, about),
  endpoint(getSettings, async () => ({
    basemapUrl: about.basemapUrl,
    version: about.version,
    bbox: await readExtent(dataSource),
  })),
];
