import type { DataSource } from 'typeorm';
import { GAP_INPUTS_LOCK } from '../database/migrations/0002-stale-gaps.ts';
import type { Queryable } from '../database/queryable.ts';
import { Problem } from '../problem.ts';
import type { Target } from './contract.ts';

const COLUMNS = `down_mbps AS "downMbps", technologies, name_it AS "nameIt", name_en AS "nameEn", source`;

export async function listTargets(db: Queryable): Promise<Target[]> {
  return db.query(`SELECT ${COLUMNS} FROM target ORDER BY down_mbps`);
}

/** Gives a database without any target its first ones; says how many were added. */
export async function seedTargets(db: Queryable, targets: readonly Target[]): Promise<number> {
  const added: unknown[] = await db.query(
    `INSERT INTO target (down_mbps, technologies, name_it, name_en, source)
     SELECT "downMbps", technologies, "nameIt", "nameEn", source
     FROM json_to_recordset($1::json)
       AS seed ("downMbps" integer, technologies text, "nameIt" text, "nameEn" text, source text)
     WHERE NOT EXISTS (SELECT FROM target)
     ON CONFLICT (down_mbps) DO NOTHING
     RETURNING down_mbps`,
    [JSON.stringify(targets)],
  );
  return added.length;
}

/**
 * Adds a target; every municipality is stale from then on, since none has figures at it.
 *
 * @throws Problem 'target-exists'
 */
export async function addTarget(dataSource: DataSource, target: Target): Promise<Target> {
  return dataSource.transaction(async (db) => {
    // As every writer of what gaps depend on: see migration 0002.
    await db.query('SELECT pg_advisory_xact_lock_shared($1)', [GAP_INPUTS_LOCK]);
    const added: Target[] = await db.query(
      `INSERT INTO target (down_mbps, technologies, name_it, name_en, source) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (down_mbps) DO NOTHING RETURNING ${COLUMNS}`,
      [target.downMbps, target.technologies, target.nameIt, target.nameEn, target.source],
    );
    if (!added[0]) {
      throw new Problem('target-exists', {
        en: `There is a target of ${target.downMbps} Mbit/s; remove it first to replace it`,
        it: `C'è già un obiettivo di ${target.downMbps} Mbit/s; per sostituirlo rimuoverlo prima`,
      });
    }
    await db.query('SELECT mark_stale(ARRAY(SELECT code FROM municipality))');
    return added[0];
  });
}

/**
 * Removes a target and the gaps at it; says which.
 *
 * @throws Problem 'not-found'
 */
export async function removeTarget(dataSource: DataSource, downMbps: number): Promise<{ removed: number }> {
  return dataSource.transaction(async (db) => {
    await db.query('SELECT pg_advisory_xact_lock_shared($1)', [GAP_INPUTS_LOCK]);
    const known: unknown[] = await db.query('SELECT down_mbps FROM target WHERE down_mbps = $1 FOR UPDATE', [downMbps]);
    if (known.length === 0) {
      throw new Problem('not-found', {
        en: `There is no target of ${downMbps} Mbit/s`,
        it: `Non c'è un obiettivo di ${downMbps} Mbit/s`,
      });
    }
    await db.query('DELETE FROM target WHERE down_mbps = $1', [downMbps]);
    for (const table of ['municipality_gap', 'zone_gap', 'firm_service']) {
      await db.query(`DELETE FROM ${table} WHERE target_mbps = $1`, [downMbps]);
    }
    // Municipalities in work were read while the target stood: what comes of them is computed once more without it.
    await db.query(`SELECT mark_stale(ARRAY(SELECT municipality_code FROM stale_municipality WHERE computing))`);
    return { removed: downMbps };
  });
}
