import type { Queryable } from '../../server/database/queryable.ts';
import { nativeServerUrl } from './template-database.ts';

/**
 * Resolves once another session waits for a lock that this one holds. On the embedded database, where the other has no
 * connection until this transaction ends, at once.
 */
export async function anotherWaits(transaction: Queryable): Promise<void> {
  for (let waits = nativeServerUrl === undefined; !waits;) {
    [{ waits }] = await transaction.query<[{ waits: boolean }]>(
      `SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))) AS waits`,
    );
  }
}
