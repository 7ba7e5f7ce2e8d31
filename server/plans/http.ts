import type { DataSource } from 'typeorm';
import { endpoint, type Endpoint } from '../endpoint.ts';
import { Problem } from '../problem.ts';
import { ask } from '../targets/ask.ts';
import type { ThresholdSet } from '../targets/contract.ts';
import { todayInItaly } from '../targets/days.ts';
import { changesSince } from './changes-since.ts';
import {
  addPlan,
  changePlan,
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
import { Planner } from './planner.ts';
import { scopeProblem } from './scope.ts';
import type { PlanSettings } from './settings.ts';
import { openSolver } from './threads.ts';
import * as store from './store.ts';

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
