import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpServer {
  /** Where it is reached, such as `http://127.0.0.1:3000`. */
  address: string;
  /** Takes no new requests, waits for those that run (cut off after `graceMs`), then closes. */
  stop(graceMs: number): Promise<void>;
}

/** A list of all ISTAT codes of a region in one query fits; node's own limit is 16 kB. */
const MAX_HEADER_BYTES = 32 * 1024;

const REASONS: Record<string, string> = {
  EADDRINUSE: 'is in use by another program: stop that one, or set PORT to a free port',
  EACCES: 'may not be used by this user: set PORT to one above 1023',
  EADDRNOTAVAIL: 'is not an address of this machine: set HOST to one that is',
  ENOTFOUND: 'is not a host name known here: set HOST to an address of this machine',
};

/**
 * Starts to listen.
 *
 * @param port  0 for any free one
 * @throws Error saying what to do where the port or address cannot be had
 */
export async function listen(handle: RequestListener, host: string, port: number): Promise<HttpServer> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, handle);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = REASONS[error.code ?? ''];
      reject(reason ? new Error(`${host}:${port} ${reason}`, { cause: error }) : error);
    });
    server.listen(port, host, resolve);
  });
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    address: `http://${reachableHost(host)}:${actualPort}`,
    stop: async (graceMs) => {
      // Connections that a browser keeps open turn idle one by one as their last answer goes out.
      const idle = setInterval(() => server.closeIdleConnections(), 100);
      const cut = setTimeout(() => server.closeAllConnections(), graceMs);
      await new Promise<void>((resolve) => server.close(() => resolve()));
      clearInterval(idle);
      clearTimeout(cut);
    },
  };
}

/** An address that a browser on this machine can open: "every address" is none. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
