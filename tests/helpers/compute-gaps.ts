import type { DataSource } from 'typeorm';
import { startRecompute } from '../../server/gaps/recompute.ts';

/** Computes all gaps that are stale; fails where one cannot be computed. */
export async function computeGaps(dataSource: DataSource): Promise<void> {
  const errors: unknown[] = [];
  const recompute = startRecompute({
    dataSource,
    premisesReachM: 50,
    soleProcess: true,
    onError: (error) => errors.push(error),
  });
  await recompute.idle();
  await recompute.stop();
  if (errors.length > 0) throw new AggregateError(errors, 'a gap could not be computed');
}
