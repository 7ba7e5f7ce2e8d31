import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { endpoint, type Endpoint, endpointOfFile } from '../endpoint.ts';
import { changesCsv } from './changes-csv.ts';
import {
  type Change,
  type Dataset,
  exportChanges,
  importDataset,
  listChanges,
  listDatasets,
  listVersions,
  takeBackVersion,
} from './contract.ts';
import * as store from './store.ts';
import * as versions from './store-versions.ts';

/** Imports a file, all or nothing; what it is and where it comes from as the contract says. */
export type ImportFile = (
  content: Readable,
  description: z.output<typeof importDataset.query>,
) => Promise<z.output<typeof importDataset.answer>>;

/** Takes the newest version of a data set back, as the contract says. */
export type TakeBack = (id: number, version: number) => Promise<Dataset>;

const PAGE = 1000;
const MOST_EXPORTED = 100_000;

export function datasetEndpoints(dataSource: DataSource, importFile: ImportFile, takeBack: TakeBack): Endpoint[] {
  async function changesOf(
    params: z.output<typeof exportChanges.params>,
    kind: z.output<typeof exportChanges.query>['kind'],
  ): Promise<Change[]> {
    const found: Change[] = [];
    for (let offset = 0; offset < MOST_EXPORTED; offset += PAGE) {
      const { items } = await versions.listChanges(dataSource, params, { kind, limit: PAGE, offset });
      found.push(...items);
      if (items.length < PAGE) break;
    }
    return found;
  }

  return [
    endpoint(listDatasets, async ({ query }) => ({ items: await store.listDatasets(dataSource, query.asOf) })),
    endpoint(importDataset, async ({ upload, query }) => importFile(upload, query)),
    endpoint(listVersions, async ({ params }) => ({ items: await versions.listVersions(dataSource, params.id) })),
    endpoint(listChanges, async ({ params, query }) => versions.listChanges(dataSource, params, query)),
    endpointOfFile(exportChanges, async ({ params, query: { kind }, language }) => {
      const text = changesCsv(await changesOf(params, kind), language);
      return {
        mediaType: 'text/csv',
        fileName: `${params.id}-${params.number}-${kind ?? 'changes'}.csv`,
        version: createHash('sha256').update(text).digest('base64url').slice(0, 22),
        read: async () => ({ bytes: Buffer.from(text), gzipped: false }),
      };
    }),
    endpoint(takeBackVersion, async ({ params, body }) => ({ dataset: await takeBack(params.id, body.version) })),
  ];
}
