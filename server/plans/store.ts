import type { DataSource } from 'typeorm';
import type { Queryable } from '../database/queryable.ts';
import type { GapTarget } from '../gaps/gap-input.ts';
import { Problem } from '../problem.ts';
import type { ProblemRows, WrittenProblem } from './assemble-problem.ts';
import { COMMITTED, type SegmentRow, sortSegments, technologiesOf } from './candidates.ts';
import type { Plan } from './contract.ts';
import * as sql from './problem-sql.ts';

/** What a problem is read for. */
export interface ProblemQuestion {
  target: GapTarget;
  /** YYYY-MM-DD */
  horizon: string;
  proposed: boolean;
}

/** Reads what plans choose from, all of it as of one moment. */
export const readProblem = (dataSource: DataSource, question: ProblemQuestion): Promise<WrittenProblem> =>
  dataSource.transaction('REPEATABLE READ', (db) => readWithin(db, question));

async function readWithin(db: Queryable, { target, horizon, proposed }: ProblemQuestion): Promise<WrittenProblem> {
  // Each statement runs once: compiling the large one takes longer than it saves.
  await db.query('SET LOCAL jit = off');
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
  const [{ firms }] = await db.query<[Pick<ProblemRows, 'firms'>]>(sql.FIRMS, asked);
  const municipalities = await db.query<ProblemRows['municipalities']>(sql.MUNICIPALITIES, [target.downMbps]);
  return { sorted, rows: { neighbours, joins, lengths, shared, zones, leftOut: places, firms, municipalities } };
}

/** A target that is known. */
export async function readTarget(db: Queryable, downMbps: number): Promise<GapTarget> {
  const [target] = await db.query<[GapTarget]>(
    'SELECT down_mbps AS "downMbps", technologies FROM target WHERE down_mbps = $1',
    [downMbps],
  );
  return target;
}

/** How fresh the data is: `version` is another one whenever anything that a problem is read from has changed. */
export async function readVersion(db: Queryable): Promise<{ version: string; recomputing: number }> {
  const [row] = await db.query<[{ version: string; recomputing: number }]>(sql.VERSION);
  return row;
}

/** What of a plan is written. */
export type PlanContent = Pick<Plan, 'name' | 'settings' | 'outcome'>;

const MOST_LISTED = 500;
const ISO = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"';
const inUtc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', '${ISO}')`;
const PLAN = `id, name, settings, outcome, version, ${inUtc('created_at')} AS "createdAt",
  ${inUtc('changed_at')} AS "changedAt", changed_by AS "changedBy"`;

/** Stored plans, the last changed first. */
export const listPlans = (db: Queryable): Promise<Plan[]> =>
  db.query(`SELECT ${PLAN} FROM plan ORDER BY changed_at DESC, id LIMIT ${MOST_LISTED}`);

/** @throws Problem 'not-found' */
export async function getPlan(db: Queryable, id: string): Promise<Plan> {
  const [found] = await db.query<Plan[]>(`SELECT ${PLAN} FROM plan WHERE id = $1`, [id]);
  if (!found) throw planUnknown(id);
  return found;
}

export async function addPlan(db: Queryable, { name, settings, outcome }: PlanContent, by: string): Promise<Plan> {
  const [added] = await db.query<[Plan]>(
    `INSERT INTO plan (name, settings, outcome, changed_by) VALUES ($1, $2, $3, $4) RETURNING ${PLAN}`,
    [name, JSON.stringify(settings), JSON.stringify(outcome), by],
  );
  return added;
}

/**
 * @param version that the change starts from
 * @throws Problem 'not-found'; 'changed-meanwhile' where it is no longer at that version
 */
export async function changePlan(
  db: Queryable,
  { id, version, name, settings, outcome }: PlanContent & { id: string; version: number },
  by: string,
): Promise<Plan> {
  const [[changed]] = await db.query<[Plan[], number]>(
    `UPDATE plan SET name = $3, settings = $4, outcome = $5, version = version + 1, changed_at = now(), changed_by = $6
     WHERE id = $1 AND version = $2 RETURNING ${PLAN}`,
    [id, version, name, JSON.stringify(settings), JSON.stringify(outcome), by],
  );
  if (!changed) throw changedMeanwhile(await getPlan(db, id));
  return changed;
}

/** The same throws. */
export async function removePlan(db: Queryable, id: string, version: number): Promise<void> {
  const [, removed] = await db.query<[unknown[], number]>('DELETE FROM plan WHERE id = $1 AND version = $2', [
    id,
    version,
  ]);
  if (removed === 0) throw changedMeanwhile(await getPlan(db, id));
}

const planUnknown = (id: string): Problem =>
  new Problem('not-found', { it: `Nessun piano ha l'id ${id}`, en: `No plan has the id ${id}` });

export const changedMeanwhile = ({ changedBy, changedAt, version }: Plan): Problem =>
  new Problem('changed-meanwhile', {
    it: `${changedBy} ha modificato nel frattempo questo piano (versione ${version}, ${changedAt})`,
    en: `${changedBy} has changed this plan meanwhile (version ${version}, ${changedAt})`,
  });
