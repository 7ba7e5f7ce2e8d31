import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Queryable } from '../database/queryable.ts';
import { Problem } from '../problem.ts';
import type { Actor } from './actor.ts';

const ADMINISTRATOR = 'administrator';

/**
 * What is stored of a key. A slow hash protects secrets that can be guessed; the 256 random bits of ours cannot,
 * and a slow hash on each request would itself be a way to stop the server.
 */
function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/**
 * Sees to it that there is an administrator key: the given one (ADMIN_KEY), which replaces what was stored, else
 * the stored one, else a new one of 32 random bytes.
 *
 * @returns the key in the clear if it was made now: to be shown once, since only its hash is kept; else null
 */
export async function ensureAdministrator(db: Queryable, givenKey: string | undefined): Promise<string | null> {
  if (givenKey !== undefined) {
    await db.query(
      `INSERT INTO credential (name, role, secret_sha256) VALUES ($1, 'administrator', $2)
       ON CONFLICT (name) DO UPDATE SET secret_sha256 = excluded.secret_sha256, created_at = now()
       WHERE credential.secret_sha256 <> excluded.secret_sha256`,
      [ADMINISTRATOR, hashKey(givenKey)],
    );
    return null;
  }
  const key = randomBytes(32).toString('base64url');
  const added: unknown[] = await db.query(
    `INSERT INTO credential (name, role, secret_sha256) VALUES ($1, 'administrator', $2)
     ON CONFLICT (name) DO NOTHING RETURNING name`,
    [ADMINISTRATOR, hashKey(key)],
  );
  return added.length > 0 ? key : null;
}

/** Who an Authorization header speaks for (`Bearer KEY`); null where nobody is known by that key. */
export async function identify(db: Queryable, authorization: string): Promise<Actor | null> {
  const key = /^Bearer +([\x21-\x7e]+) *$/i.exec(authorization)?.[1];
  if (key === undefined) return null;
  const hash = Buffer.from(hashKey(key));
  const credentials: (Actor & { secretSha256: string })[] = await db.query(
    `SELECT name, role, secret_sha256 AS "secretSha256" FROM credential`,
  );
  // Compared here and not in SQL, in a time that does not depend on where two hashes differ.
  const known = credentials.find(({ secretSha256 }) => timingSafeEqual(Buffer.from(secretSha256), hash));
  return known ? { name: known.name, role: known.role } : null;
}

/**
 * Who may change things here.
 *
 * @throws Problem 'credential-missing' or 'credential-refused'
 */
export async function authenticate(db: Queryable, authorization: string | undefined): Promise<Actor> {
  if (authorization === undefined) {
    throw new Problem('credential-missing', {
      en: 'Send the administrator key: "Authorization: Bearer KEY"',
      it: 'Inviare la chiave di amministratore: "Authorization: Bearer CHIAVE"',
    });
  }
  const actor = await identify(db, authorization);
  if (actor === null) {
    throw new Problem('credential-refused', {
      en: 'Nobody is known by this key; expected "Authorization: Bearer KEY"',
      it: 'La chiave non corrisponde a nessuno; atteso "Authorization: Bearer CHIAVE"',
    });
  }
  return actor;
}
