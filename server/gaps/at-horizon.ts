import type { Question } from '../targets/contract.ts';

// SQL that finds what holds on a day. Results are steps: of one chain of rows the one with the latest `from_on` up to
// the day holds. Where proposed segments matter, a chain of its own counts them; it is preferred when they may count.

/** SQL of a question's parts, such as `$1::integer`. Never text that somebody typed. */
export interface QuestionSql {
  target: string;
  horizon: string;
  proposed: string;
  plansUntil: string;
}

/** A question as four parameters of a statement, from number `first` on; `questionValues` are their values. */
export const questionSql = (first = 1): QuestionSql => ({
  target: `$${first}::integer`,
  horizon: `$${first + 1}::date`,
  proposed: `$${first + 2}::boolean`,
  plansUntil: `$${first + 3}::date`,
});

export const questionValues = ({ target, horizon, proposed, plansUntil }: Question): unknown[] => [
  target,
  horizon,
  proposed,
  plansUntil,
];

/** The same question, asked of the coverage of today alone. */
export const todayAlone = (question: QuestionSql): QuestionSql => ({ ...question, horizon: `'-infinity'::date` });

/** The same question, as far as plans count for the aid class. */
export const crediblePlans = (question: QuestionSql): QuestionSql => ({ ...question, horizon: question.plansUntil });

/** SELECT in brackets of the row of municipality_gap that answers a question; to be used under LATERAL. */
export const municipalityGapAt = (code: string, question: QuestionSql): string => `(
  SELECT * FROM municipality_gap WHERE municipality_code = ${code} AND ${mayAnswer(question)}
  ORDER BY ${bestFirst} LIMIT 1)`;

/** The same for firm_service. */
export const firmServiceAt = (firmId: string, question: QuestionSql): string => `(
  SELECT * FROM firm_service WHERE firm_id = ${firmId} AND ${mayAnswer(question)}
  ORDER BY ${bestFirst} LIMIT 1)`;

/** SELECT of the rows of firm_service that answer a question, one for each firm. */
export const firmServiceFor = (question: Pick<QuestionSql, 'target' | 'horizon' | 'proposed'>): string => `
  SELECT DISTINCT ON (firm_id) * FROM firm_service WHERE ${mayAnswer(question)}
  ORDER BY firm_id, ${bestFirst}`;

/** The same for zone_gap: one row for each zone of the municipality. */
export const zoneGapsAt = (code: string, question: QuestionSql): string => `(
  SELECT DISTINCT ON (zone_id) * FROM zone_gap WHERE municipality_code = ${code} AND ${mayAnswer(question)}
  ORDER BY zone_id, ${bestFirst})`;

const mayAnswer = ({ target, horizon, proposed }: Pick<QuestionSql, 'target' | 'horizon' | 'proposed'>): string =>
  `target_mbps = ${target} AND from_on <= ${horizon} AND (NOT includes_proposed OR ${proposed})`;

const bestFirst = 'includes_proposed DESC, from_on DESC';
