import { inject } from 'vitest';
import { importFile } from '../../server/imports.ts';
import { type Recompute, startRecompute } from '../../server/gaps/recompute.ts';
import { startTestServer, type TestServer } from './server.ts';

/** The page and the API over a copy of the demonstration data, with gaps recomputed as in the real program. */
export interface ServedDemo extends TestServer {
  /** Reads `/api/v1` + path; fails where the status is not 200. */
  read<T>(path: string): Promise<T>;
  /** Starts to compute gaps, where `computes` was false. */
  compute(): void;
}

/**
 * @param opened    false: the API says that it is starting, until `open` is called
 * @param computes  false: what is stale stays so until `compute` is called
 */
export async function serveDemo({ opened = true, computes = true } = {}): Promise<ServedDemo> {
  let recompute: Recompute | undefined;
  const server = await startTestServer({
    copyOf: inject('demonstration'),
    clientFolder: inject('clientFolder'),
    opened,
    services: (dataSource) => ({
      async importFile(content, description) {
        const outcome = await importFile(dataSource, content, description);
        recompute?.wake();
        return outcome;
      },
      wakeRecompute: () => recompute?.wake(),
    }),
  });
  const compute = () => {
    recompute = startRecompute({ dataSource: server.dataSource, premisesReachM: 50, soleProcess: true });
  };
  if (computes) compute();
  return {
    ...server,
    compute,
    async read<T>(path: string): Promise<T> {
      const response = await server.fetch(`/api/v1${path}`);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
      return JSON.parse(text) as T;
    },
    async close() {
      await recompute?.stop();
      await server.close();
    },
  };
}
