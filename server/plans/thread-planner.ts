import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { METHOD_VERSION } from '../gaps/method.ts';
import type { Bilingual, Language } from '../problem.ts';
import type { PackedBytes } from '../versioned-bytes.ts';
import { assembleProblem, type WrittenProblem } from './assemble-problem.ts';
import { changesSince } from './changes-since.ts';
import type { BestPlan, Plan, PlanCurve, PlanRanking } from './contract.ts';
import { type PaperRows, paperMap, reasonsOf, shownOnPaper } from './paper.ts';
import { planFile } from './plan-file.ts';
import type { PlanFormat } from './plan-formats.ts';
import type { PlanPaper } from './plan-paper.ts';
import { Planner } from './planner.ts';
import type { PlanProblem } from './problem.ts';
import type { DataState } from './schemas.ts';
import { scopeProblem } from './scope.ts';
import type { PlanSettings, Scope } from './settings.ts';
import { openSolver } from './threads.ts';

// All of these run in one worker thread, which keeps the problems: they are large, and each answer looks through all of one.
// Nobody else waits for that.

/** More than the serving thread refers to, so that who has just asked still finds what it asks about. */
const MOST_KEPT = 8;
const problems = new Map<string, PlanProblem>();
const planner = new Planner(openSolver());

/** Puts a problem together and keeps it. @returns its fingerprint: another one whenever anything of it is */
export function take(written: WrittenProblem): string {
  const problem = assembleProblem(written);
  const fingerprint = createHash('sha256')
    .update(`${METHOD_VERSION} ${JSON.stringify(problem)}`)
    .digest('hex');
  problems.delete(fingerprint);
  problems.set(fingerprint, problem);
  for (const oldest of [...problems.keys()].slice(0, -MOST_KEPT)) problems.delete(oldest);
  return fingerprint;
}

function known(data: DataState) {
  const problem = problems.get(data.fingerprint);
  if (!problem) throw new Error('the thread does not have this problem');
  return { problem, data };
}

/** What plans choose from, as JSON. */
export function problem({ data, scope }: { data: DataState; scope: Scope }): PackedBytes {
  const answer = { data, problem: scopeProblem(known(data).problem, scope) };
  // The fastest: a large answer crosses a wire as fast as it is packed.
  return { bytes: gzipSync(JSON.stringify(answer), { level: 1 }), gzipped: true };
}

/** @param today YYYY-MM-DD in Italy */
export const best = ({
  data,
  settings,
  today,
  patienceMs,
}: {
  data: DataState;
  settings: PlanSettings;
  today: string;
  patienceMs?: number;
}): Promise<BestPlan> => planner.best(known(data), settings, today, patienceMs);

export const curve = ({
  data,
  settings,
  today,
}: {
  data: DataState;
  settings: PlanSettings;
  today: string;
}): Promise<PlanCurve> => planner.curve(known(data), settings, today);

export const ranking = ({ data, settings }: { data: DataState; settings: PlanSettings }): PlanRanking =>
  planner.ranking(known(data), settings);

export const changes = ({ data, plan }: { data: DataState; plan: Plan }): Bilingual[] =>
  changesSince(plan, known(data));

/** Ids of what the papers of a plan show. */
export const shown = ({ data, settings }: { data: DataState; settings: PlanSettings }) =>
  shownOnPaper(scopeProblem(known(data).problem, settings.scope), settings);

/** A plan as a file: its figures as they were when it was made, on a map of today. */
export async function file({
  data,
  plan: { name, settings, outcome },
  rows: { sources, ...rows },
  format,
  language,
}: {
  data: DataState;
  plan: Pick<Plan, 'settings' | 'outcome'> & { name: string | null };
  rows: PaperRows & Pick<PlanPaper, 'sources'>;
  format: PlanFormat;
  language: Language;
}) {
  const scoped = scopeProblem(known(data).problem, settings.scope);
  const placeOf = new Map(scoped.candidates.map(({ id }, place) => [id, place]));
  const chosen = outcome.chosen.flatMap((id) => placeOf.get(id) ?? []);
  const paper = {
    name,
    madeOn: outcome.madeOn,
    settings,
    appraisal: outcome.appraisal,
    boundPoints: outcome.boundPoints,
    data: outcome.data,
    reasons: reasonsOf(scoped, settings, chosen),
    sources,
    map: paperMap(scoped, chosen, rows),
    link: null,
  };
  const { mediaType, fileName, bytes } = planFile(paper, format, language);
  const version = createHash('sha256').update(JSON.stringify(paper)).digest('base64url').slice(0, 22);
  return { mediaType, fileName, version, bytes: await bytes() };
}
