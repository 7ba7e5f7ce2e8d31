import type { Queryable } from '../database/queryable.ts';
import { Problem } from '../problem.ts';
import type { Question, ThresholdSet } from './contract.ts';
import { plansUntil, todayInItaly } from './days.ts';

/** What comes in a query string: `question` of the contract, parsed. */
export interface Asked {
  target: number;
  horizon?: string | undefined;
  proposed: boolean;
}

/**
 * The question that a request asks, complete: the horizon is today where none is given.
 *
 * @throws Problem 'target-unknown' naming the targets that gaps are computed for
 */
export async function ask(
  db: Queryable,
  asked: Asked,
  { plansWithinYears }: Pick<ThresholdSet, 'plansWithinYears'>,
  now = new Date(),
): Promise<Question> {
  const { target, horizon = todayInItaly(now), proposed } = asked;
  const rows: { downMbps: number }[] = await db.query('SELECT down_mbps AS "downMbps" FROM target ORDER BY down_mbps');
  const known = rows.map(({ downMbps }) => downMbps);
  if (!known.includes(target)) {
    throw new Problem(
      'target-unknown',
      {
        en: `No gaps are computed for ${target} Mbit/s; targets are: ${known.join(', ')}`,
        it: `Per ${target} Mbit/s non si calcolano divari; gli obiettivi sono: ${known.join(', ')}`,
      },
      { parameters: [{ name: 'target', reason: known.join(', ') }] },
    );
  }
  return { target, horizon, proposed, plansUntil: plansUntil(horizon, todayInItaly(now), plansWithinYears) };
}
