import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint, endpointOfFile } from '../endpoint.ts';
import { type Language, Problem } from '../problem.ts';
import { ask } from '../targets/ask.ts';
import type { ThresholdSet } from '../targets/contract.ts';
import { todayInItaly } from '../targets/days.ts';
import { changesSince } from './changes-since.ts';
import {
  addPlan,
  changePlan,
  exportPlan,
  exportStoredPlan,
  getBestPlan,
  getPlan,
  getPlanCurve,
  getPlanProblem,
  listPlans,
  type Plan,
  type PlanToday,
  rankPlanSegments,
  removePlan,
} from './contract.ts';
import { KnownProblems } from './known-problems.ts';
import { paperMap, reasonsOf } from './paper.ts';
import { planFile } from './plan-file.ts';
import type { PlanFormat } from './plan-formats.ts';
import { Planner } from './planner.ts';
import { scopeProblem } from './scope.ts';
import type { PlanSettings } from './settings.ts';
import { openSolver } from './threads.ts';
import { readPaper } from './store-paper.ts';
import * as store from './store.ts';
import type { VersionedFile } from '../versioned-bytes.ts';

/** Who stores a plan waits until it is proven, or until the search ends. */
const STORING_MS = 90_000;

type Asked = Pick<PlanSettings, 'target' | 'horizon' | 'proposed'>;

export function planEndpoints(dataSource: DataSource, thresholds: ThresholdSet): Endpoint[] {
  const planner = new Planner(openSolver());
  const problems = new KnownProblems(
    (question: store.ProblemQuestion) => store.readProblem(dataSource, question),
    () => store.readVersion(dataSource),
  );

  async function problemAt(asked: Asked) {
    const { target, horizon, proposed } = await ask(dataSource, asked, thresholds);
    return problems.at({ target: await store.readTarget(dataSource, target), horizon, proposed });
  }

  async function outcomeOf(settings: PlanSettings): Promise<Plan['outcome']> {
    const today = todayInItaly(new Date());
    const best = await planner.best(await problemAt(settings), settings, today, STORING_MS);
    if (best.impossible !== null) throw new Problem('plan-impossible', best.impossible.says);
    const { data, chosen, points, boundPoints, appraisal } = best;
    return { data, madeOn: today, chosen, points: points!, boundPoints: boundPoints!, appraisal: appraisal! };
  }

  async function asOfToday(plan: Plan): Promise<PlanToday> {
    const known = await problemAt(plan.settings);
    const { fingerprint } = known.data;
    return { ...plan, isOutdated: plan.outcome.data.fingerprint !== fingerprint, changes: changesSince(plan, known) };
  }

  /** A plan as a file: its figures as they were when it was made, on a map of today. */
  async function fileOf(
    { name, settings, outcome }: Pick<Plan, 'settings' | 'outcome'> & { name: string | null },
    format: PlanFormat,
    language: Language,
  ): Promise<VersionedFile> {
    const { problem } = await problemAt(settings);
    const scoped = scopeProblem(problem, settings.scope);
    const placeOf = new Map(scoped.candidates.map(({ id }, place) => [id, place]));
    const chosen = outcome.chosen.flatMap((id) => placeOf.get(id) ?? []);
    const { sources, ...rows } = await readPaper(dataSource, scoped, settings);
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
    return { mediaType, fileName, version, read: async () => ({ bytes: await bytes(), gzipped: false }) };
  }

  return [
    endpoint(getPlanProblem, async ({ query: { scope, ...asked } }) => {
      const { problem, data } = await problemAt(asked);
      return { data, problem: scopeProblem(problem, scope) };
    }),
    endpoint(getBestPlan, async ({ query: { settings } }) =>
      planner.best(await problemAt(settings), settings, todayInItaly(new Date())),
    ),
    endpoint(getPlanCurve, async ({ query: { settings } }) =>
      planner.curve(await problemAt(settings), settings, todayInItaly(new Date())),
    ),
    endpoint(rankPlanSegments, async ({ query: { settings } }) => planner.ranking(await problemAt(settings), settings)),
    endpointOfFile(exportPlan, async ({ query: { settings, format }, language }) =>
      fileOf({ name: null, settings, outcome: await outcomeOf(settings) }, format, language),
    ),
    endpointOfFile(exportStoredPlan, async ({ params, query: { format }, language }) =>
      fileOf(await store.getPlan(dataSource, params.id), format, language),
    ),
    endpoint(listPlans, async () => ({ items: await store.listPlans(dataSource) })),
    endpoint(getPlan, async ({ params }) => asOfToday(await store.getPlan(dataSource, params.id))),
    endpoint(addPlan, async ({ body: { name, settings }, actor }) =>
      asOfToday(await store.addPlan(dataSource, { name, settings, outcome: await outcomeOf(settings) }, actor!.name)),
    ),
    endpoint(changePlan, async ({ params: { id }, body: { version, name, settings }, actor }) => {
      const present = await store.getPlan(dataSource, id);
      // Said before the search, and once more where somebody is quicker than it.
      if (present.version !== version) throw store.changedMeanwhile(present);
      const outcome = settings === undefined ? present.outcome : await outcomeOf(settings);
      const content = { name: name ?? present.name, settings: settings ?? present.settings, outcome };
      return asOfToday(await store.changePlan(dataSource, { id, version, ...content }, actor!.name));
    }),
    endpoint(removePlan, async ({ params: { id }, query: { version } }) => {
      await store.removePlan(dataSource, id, version);
      return { removed: id };
    }),
  ];
}
