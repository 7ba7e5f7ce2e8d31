import type { Queryable } from '../database/queryable.ts';
import { type PaperRows, shownOnPaper } from './paper.ts';
import * as sql from './paper-sql.ts';
import type { PlanPaper } from './plan-paper.ts';
import type { PlanProblem } from './problem.ts';
import type { PlanSettings } from './settings.ts';

/** Reads what the papers of a plan show beside its figures. */
export async function readPaper(
  db: Queryable,
  problem: PlanProblem,
  settings: PlanSettings,
): Promise<PaperRows & Pick<PlanPaper, 'sources'>> {
  const { codes, segments, firms } = shownOnPaper(problem, settings);
  return {
    outlines: await db.query<PaperRows['outlines']>(sql.OUTLINES, [codes]),
    lines: await db.query<PaperRows['lines']>(sql.LINES, [segments]),
    positions: await db.query<PaperRows['positions']>(sql.POSITIONS, [firms]),
    sources: await db.query<PlanPaper['sources']>(sql.SOURCES),
  };
}
