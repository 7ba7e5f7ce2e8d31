import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../database/queryable.ts';
import { METHOD_VERSION } from '../gaps/method.ts';
import type { GapTarget } from '../gaps/gap-input.ts';
import { assembleProblem, type ProblemRows } from './assemble-problem.ts';
import { COMMITTED, type SegmentRow, sortSegments, technologiesOf } from './candidates.ts';
import * as sql from './problem-sql.ts';
import type { PlanProblem } from './problem.ts';

/** What a problem is read for. */
export interface ProblemQuestion {
  target: GapTarget;
  /** YYYY-MM-DD */
  horizon: string;
  proposed: boolean;
}

/** A problem, and a word that is another one whenever anything of it is. */
export interface ReadProblem {
  problem: PlanProblem;
  fingerprint: string;
}

/** Reads what plans choose from, all of it as of one moment. */
export async function readProblem(dataSource: DataSource, question: ProblemQuestion): Promise<ReadProblem> {
  const problem = await dataSource.transaction('REPEATABLE READ', (db) => readWithin(db, question));
  const fingerprint = createHash('sha256')
    .update(`${METHOD_VERSION} ${JSON.stringify(problem)}`)
    .digest('hex');
  return { problem, fingerprint };
}

async function readWithin(db: Queryable, { target, horizon, proposed }: ProblemQuestion): Promise<PlanProblem> {
  const statuses = ['planned', ...(proposed ? ['proposed'] : []), ...COMMITTED];
  const sorted = sortSegments(await db.query<SegmentRow[]>(sql.SEGMENTS, [statuses]), target, horizon);
  const candidates = sorted.candidates.map(({ id }) => id);
  const committed = sorted.committed.map(({ id }) => id);
  const leftOut = sorted.leftOut.map(({ segment }) => segment.id);
  const asked = [target.downMbps, horizon, proposed];
  // One after the other: the embedded database has one session, and a transaction one connection.
  const neighbours = await db.query<ProblemRows['neighbours']>(sql.NEIGHBOURS, [candidates]);
  const joins = await db.query<ProblemRows['joins']>(sql.JOINS, [
    candidates,
    committed,
    target.downMbps,
    technologiesOf(target),
  ]);
  const lengths = await db.query<ProblemRows['lengths']>(sql.LENGTHS, [candidates]);
  const shared = await db.query<ProblemRows['shared']>(sql.SHARED, [candidates, committed]);
  const zones = await db.query<ProblemRows['zones']>(sql.ZONES, [candidates, target.downMbps]);
  const places = await db.query<ProblemRows['leftOut']>(sql.LEFT_OUT, [leftOut]);
  const firms = await db.query<ProblemRows['firms']>(sql.FIRMS, asked);
  const municipalities = await db.query<ProblemRows['municipalities']>(sql.MUNICIPALITIES, [target.downMbps]);
  return assembleProblem(sorted, { neighbours, joins, lengths, shared, zones, leftOut: places, firms, municipalities });
}

/** How fresh the data is: `version` is another one whenever anything that a problem is read from has changed. */
export async function readVersion(db: Queryable): Promise<{ version: string; recomputing: number }> {
  const [row] = await db.query<[{ version: string; recomputing: number }]>(sql.VERSION);
  return row;
}
