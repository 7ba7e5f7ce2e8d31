import { createHash } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint, endpointOfBytes, endpointOfFile } from '../endpoint.ts';
import { type Language, Problem } from '../problem.ts';
import { ask } from '../targets/ask.ts';
import type { ThresholdSet } from '../targets/contract.ts';
import { todayInItaly } from '../targets/days.ts';
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
import type { PlanFormat } from './plan-formats.ts';
import type { PlanSettings } from './settings.ts';
import { openPlanner } from './threads.ts';
import { readPaper } from './store-paper.ts';
import * as store from './store.ts';
import type { VersionedFile } from '../versioned-bytes.ts';

/** Who stores a plan waits until it is proven, or until the search ends. */
const STORING_MS = 90_000;

type Asked = Pick<PlanSettings, 'target' | 'horizon' | 'proposed'>;

export function planEndpoints(dataSource: DataSource, thresholds: ThresholdSet): Endpoint[] {
  const planner = openPlanner(() => problems.forget());
  const problems = new KnownProblems(
    async (question: store.ProblemQuestion) => planner.take(await store.readProblem(dataSource, question)),
    () => store.readVersion(dataSource),
  );

  /** What the problem is told by. */
  async function dataAt(asked: Asked) {
    const { target, horizon, proposed } = await ask(dataSource, asked, thresholds);
    return problems.at({ target: await store.readTarget(dataSource, target), horizon, proposed });
  }

  async function outcomeOf(settings: PlanSettings): Promise<Plan['outcome']> {
    const today = todayInItaly(new Date());
    const best = await planner.best({ data: await dataAt(settings), settings, today, patienceMs: STORING_MS });
    if (best.impossible !== null) throw new Problem('plan-impossible', best.impossible.says);
    const { data, chosen, points, boundPoints, appraisal } = best;
    return { data, madeOn: today, chosen, points: points!, boundPoints: boundPoints!, appraisal: appraisal! };
  }

  async function asOfToday(plan: Plan): Promise<PlanToday> {
    const data = await dataAt(plan.settings);
    const isOutdated = plan.outcome.data.fingerprint !== data.fingerprint;
    return { ...plan, isOutdated, changes: await planner.changes({ data, plan }) };
  }

  /** A plan as a file: its figures as they were when it was made, on a map of today. */
  async function fileOf(
    plan: Pick<Plan, 'settings' | 'outcome'> & { name: string | null },
    format: PlanFormat,
    language: Language,
  ): Promise<VersionedFile> {
    const data = await dataAt(plan.settings);
    const rows = await readPaper(dataSource, await planner.shown({ data, settings: plan.settings }));
    const { bytes, ...file } = await planner.file({ data, plan, rows, format, language });
    return { ...file, read: async () => ({ bytes, gzipped: false }) };
  }

  return [
    endpointOfBytes(getPlanProblem, async ({ query: { scope, ...asked } }) => {
      const data = await dataAt(asked);
      return { version: versionOf([data, scope]), read: () => planner.problem({ data, scope }) };
    }),
    endpoint(getBestPlan, async ({ query: { settings } }) =>
      planner.best({ data: await dataAt(settings), settings, today: todayInItaly(new Date()) }),
    ),
    endpoint(getPlanCurve, async ({ query: { settings } }) =>
      planner.curve({ data: await dataAt(settings), settings, today: todayInItaly(new Date()) }),
    ),
    endpoint(rankPlanSegments, async ({ query: { settings } }) =>
      planner.ranking({ data: await dataAt(settings), settings }),
    ),
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

const versionOf = (what: unknown): string =>
  createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 22);
