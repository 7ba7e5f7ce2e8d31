import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** Calls `heard` whenever a channel is notified, and whenever something may have been missed. */
export type Listen = (channel: string, heard: () => void) => { close(): Promise<void> };

const TAKE_UP_AFTER_MS = 1000;

/** Listens over a connection of its own; where that is lost it is taken up again. */
export function listenTo(databaseUrl: string, applicationName: string): Listen {
  return (channel, heard) => {
    const closed = new AbortController();
    let present: Client | undefined;

    async function listenOnce(): Promise<void> {
      const client = new Client({ connectionString: databaseUrl, keepAlive: true, application_name: applicationName });
      present = client;
      const lost = new Promise<void>((resolve) => void client.on('error', () => resolve()).on('end', () => resolve()));
      client.on('notification', heard);
      try {
        await client.connect();
        await client.query(`LISTEN ${channel}`);
        heard();
        await lost;
      } finally {
        await client.end().catch(() => {});
      }
    }

    async function run(): Promise<void> {
      while (!closed.signal.aborted) {
        await listenOnce().catch(() => {});
        await pause(TAKE_UP_AFTER_MS, null, { signal: closed.signal }).catch(() => {});
      }
    }

    const running = run();
    return {
      async close() {
        closed.abort();
        await present?.end().catch(() => {});
        await running;
      },
    };
  };
}
