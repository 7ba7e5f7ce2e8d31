import { importFile } from '../../server/imports.ts';
import { type Recompute, startRecompute } from '../../server/gaps/recompute.ts';
import { startTestServer, type TestServer, type TestServerOptions } from './server.ts';

/** The real app that also imports files and computes gaps, as the program does. */
export interface WorkingServer extends TestServer {
  /** Reads `/api/v1` + path; fails where the status is not 200. */
  read<T>(path: string): Promise<T>;
  /** Starts to compute gaps, where `computes` was false. */
  compute(): void;
}

/** @param computes  false: what is stale stays so until `compute` is called */
export async function startWorkingServer({
  computes = true,
  ...options
}: Omit<TestServerOptions, 'services'> & { computes?: boolean } = {}): Promise<WorkingServer> {
  let recompute: Recompute | undefined;
  const failures: unknown[] = [];
  const server = await startTestServer({
    ...options,
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
    recompute = startRecompute({
      dataSource: server.dataSource,
      premisesReachM: 50,
      soleProcess: true,
      onError: (error) => failures.push(error),
    });
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
      if (failures.length > 0) throw new AggregateError(failures, 'gaps could not be computed');
    },
  };
}
