import { GAP_INPUTS_LOCK } from '../database/migrations/0002-stale-gaps.ts';
import type { Queryable } from '../database/queryable.ts';

/** A municipality taken to be computed; `change` tells whether an input has changed since. */
export interface Claim {
  code: string;
  change: string;
  leasedUntil: string;
}

const LEASE = '30 seconds';

/**
 * Takes some stale municipalities that nobody else is computing. The lease runs out by itself, so that the work
 * of a process that died is taken again.
 */
export async function claimStale(db: Queryable, most: number): Promise<Claim[]> {
  return db
    .query(
      `UPDATE stale_municipality SET leased_until = now() + $2::interval
       WHERE municipality_code IN (
         SELECT municipality_code FROM stale_municipality
         WHERE leased_until IS NULL OR leased_until < now()
         ORDER BY since, municipality_code LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING municipality_code AS code, change, leased_until::text AS "leasedUntil"`,
      [most, LEASE],
    )
    .then(([claims]: [Claim[], number]) => claims);
}

/** Waits until no change of the inputs is in flight, and keeps new ones waiting until the transaction ends. */
export async function lockInputs(db: Queryable): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock($1)', [GAP_INPUTS_LOCK]);
}

/**
 * Takes the computed ones off the queue; those with a newer change stay on it and may be taken again at once. What a
 * writer holds is left to its lease: the writer has a newer change of it, and waiting for him may end in a deadlock.
 */
export async function settle(db: Queryable, claims: readonly Claim[]): Promise<void> {
  const held: { code: string; done: boolean }[] = await db.query(
    `SELECT municipality_code AS code, stale.change = claim.change AS done
     FROM stale_municipality stale
     JOIN unnest($1::text[], $2::bigint[], $3::timestamptz[]) AS claim (code, change, leased_until)
       ON claim.code = municipality_code
     -- When our lease has run out another process may have taken it since: its lease stays.
     WHERE stale.change = claim.change OR stale.leased_until = claim.leased_until
     FOR UPDATE OF stale SKIP LOCKED`,
    [claims.map((claim) => claim.code), claims.map((claim) => claim.change), claims.map((claim) => claim.leasedUntil)],
  );
  const codes = (done: boolean) => held.filter((row) => row.done === done).map((row) => row.code);
  await db.query('DELETE FROM stale_municipality WHERE municipality_code = ANY ($1)', [codes(true)]);
  await db.query('UPDATE stale_municipality SET leased_until = NULL WHERE municipality_code = ANY ($1)', [
    codes(false),
  ]);
}

/** Puts aside what could not be computed, so that the rest goes on; it is tried again later. */
export async function postpone(db: Queryable, code: string): Promise<void> {
  await db.query(
    `UPDATE stale_municipality SET leased_until = now() + interval '5 minutes' WHERE municipality_code = $1`,
    [code],
  );
}

export async function countStale(db: Queryable): Promise<number> {
  const [row] = await db.query('SELECT count(*)::int AS stale FROM stale_municipality');
  return row.stale;
}

/** At start: forget the leases of a process that has ended, and compute anew what another method version computed. */
export async function refreshQueue(db: Queryable, methodVersion: string, soleProcess: boolean): Promise<void> {
  if (soleProcess) await db.query('UPDATE stale_municipality SET leased_until = NULL');
  await db.query(
    `SELECT mark_stale(ARRAY(
       SELECT m.code FROM municipality m
       LEFT JOIN municipality_gap g ON g.municipality_code = m.code AND g.method_version = $1
       WHERE g.municipality_code IS NULL))`,
    [methodVersion],
  );
}
