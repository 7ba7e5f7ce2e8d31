import { fillLittleRegion } from './little-region.ts';
import { startTestServer, type TestServer } from './server.ts';

/** The real app over the little region; every answer is compared with its contract on the way. */
export interface LittleRegionServer extends TestServer {
  /** Reads `/api/v1` + path; fails where the status is not 200. */
  read<T>(path: string): Promise<T>;
}

export async function serveLittleRegion(): Promise<LittleRegionServer> {
  const server = await startTestServer();
  await fillLittleRegion(server.dataSource);
  return {
    ...server,
    async read<T>(path: string): Promise<T> {
      const response = await server.fetch(`/api/v1${path}`);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
      return JSON.parse(text) as T;
    },
  };
}

/** What somebody may type who means no good, or nothing at all; each answers 200 and finds nothing. */
export const HOSTILE_TEXTS = ["'; DROP TABLE firm; --", '%', '_', '\\', '%%%', '🏭', '𝒳'.repeat(40), '(('];
