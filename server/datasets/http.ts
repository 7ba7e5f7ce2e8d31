import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { importDataset, listDatasets } from './contract.ts';
import * as store from './store.ts';

/** Imports a file, all or nothing; what it is and where it comes from as the contract says. */
export type ImportFile = (
  content: Readable,
  description: z.output<typeof importDataset.query>,
) => Promise<z.output<typeof importDataset.answer>>;

export const datasetEndpoints = (dataSource: DataSource, importFile: ImportFile): Endpoint[] => [
  endpoint(listDatasets, async () => ({ items: await store.listDatasets(dataSource) })),
  endpoint(importDataset, async ({ upload, query }) => importFile(upload, query)),
];
