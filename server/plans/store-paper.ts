import type { Queryable } from '../database/queryable.ts';
import type { PaperRows, shownOnPaper } from './paper.ts';
import * as sql from './paper-sql.ts';
import type { PlanPaper } from './plan-paper.ts';

/** Reads what the papers of a plan show beside its figures. */
export async function readPaper(
  db: Queryable,
  { codes, segments, firms }: ReturnType<typeof shownOnPaper>,
): Promise<PaperRows & Pick<PlanPaper, 'sources'>> {
  return {
    outlines: await db.query<PaperRows['outlines']>(sql.OUTLINES, [codes]),
    lines: await db.query<PaperRows['lines']>(sql.LINES, [segments]),
    positions: await db.query<PaperRows['positions']>(sql.POSITIONS, [firms]),
    sources: await db.query<PlanPaper['sources']>(sql.SOURCES),
  };
}
