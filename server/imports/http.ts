import { endpoint, type Endpoint, endpointOfFile } from '../endpoint.ts';
import {
  addUpload,
  cancelRun,
  checkUpload,
  exportFaults,
  getRun,
  getUpload,
  importRun,
  previewUpload,
  proposeChoices,
  removeUpload,
} from './contract.ts';
import { faultsCsv } from './faults-csv.ts';
import type { Imports } from './conversation.ts';

export const importEndpoints = (imports: Imports): Endpoint[] => [
  endpoint(addUpload, async ({ upload, query }) => imports.receive(upload, query.fileName)),
  endpoint(getUpload, ({ params }) => imports.upload(params.id)),
  endpoint(removeUpload, async ({ params }) => {
    await imports.removeUpload(params.id);
    return { removed: params.id };
  }),
  endpoint(previewUpload, async ({ params, body }) => imports.preview(params.id, body)),
  endpoint(proposeChoices, async ({ params, body }) => imports.proposal(params.id, body)),
  endpoint(checkUpload, ({ params, body }) => imports.check(params.id, body)),
  endpoint(getRun, ({ params }) => imports.run(params.id)),
  endpointOfFile(exportFaults, async ({ params, language }) => {
    const { fileName, faults, columnOf } = imports.faults(params.id);
    return {
      mediaType: 'text/csv',
      fileName,
      version: `${params.id}-${faults.length}`,
      read: async () => ({ bytes: faultsCsv(faults, columnOf, language), gzipped: false }),
    };
  }),
  endpoint(importRun, ({ params, body }) => imports.importRun(params.id, body.rows)),
  endpoint(cancelRun, async ({ params }) => imports.cancel(params.id)),
];
