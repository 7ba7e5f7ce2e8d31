import { scopeProblem } from '../../server/plans/scope.ts';
import { bestRatio, biggestFirst, nearestFirst } from '../../server/plans/greedy.ts';
import { MICRO } from '../../server/plans/benefit.ts';
import { budgetsFor, PROVEN_WITHIN } from '../../server/plans/planner.ts';
import type { PlanProblem } from '../../server/plans/problem.ts';
import { selectionOf } from '../../server/plans/select.ts';
import type { Selection } from '../../server/plans/selection.ts';
import { type PlanSettings, USUAL_WEIGHTS } from '../../server/plans/settings.ts';
import { usualCosts } from '../../server/plans/unit-costs.ts';
import { todayInItaly } from '../../server/targets/days.ts';
import { openBrowser } from '../../tests/helpers/browser.ts';
import { openFreshNative } from '../acceptance/databases.ts';
import { type Bench, type Figures, median } from './measure.ts';
import { askCurve, askPlan, readProblem } from './plan/ask.ts';
import { Checks, gapOf } from './plan/check.ts';
import { Others, waitFor } from './plan/others.ts';
import { benchRankedSegments } from './plan/ranking-page.ts';
import { loadRegion } from './region/load.ts';
import { generatePlanRegion } from './region/plan-region.ts';
import { type RunningServer, startServer } from './running-server.ts';

const WHOLE = { municipalities: 1500, segments: 2000, firms: 100_000, seed: 1 };
const SHORT = { municipalities: 150, segments: 200, firms: 10_000, seed: 1 };
const ROUNDS = 3;
const HORIZON = '2028-12-31';
const QUESTION = `target=1000&horizon=${HORIZON}`;
/** Of what everything worth having costs. */
const SHARES = [0.1, 0.25, 0.4, 0.6, 0.8];
/** For so long others are asked before any plan is: what they wait on this machine anyway. */
const QUIET_MS = 10_000;

/**
 * Plans for an invented region on native PostgreSQL, asked for over HTTP of a server of its own, as the page asks: the best at
 * five budgets, proven to half a percent, beside what one gets by taking segments one by one; a curve of twenty; what
 * others wait meanwhile; and how soon the page ranks the segments anew after a weight has moved.
 */
export const benchPlan: Bench = async ({ short, say }) => {
  const serverUrl = process.env['DATABASE_URL'];
  if (!serverUrl) throw new Error('DATABASE_URL is not set: plans are measured on native PostgreSQL');
  const { region, nearestM } = generatePlanRegion(short ? SHORT : WHOLE);
  const database = await openFreshNative(serverUrl);
  const { url } = database.dataSource.options as { url: string };
  try {
    await loadRegion(database.dataSource, region);
    const server = await startServer({ DATABASE_URL: url });
    try {
      const computingAt = performance.now();
      await server.untilComputed();
      const gapsSeconds = (performance.now() - computingAt) / 1000;
      say(`all gaps computed in ${gapsSeconds.toFixed(1)} s`);
      const readAt = performance.now();
      const problem = await readProblem(server.address, SETTINGS);
      checkSize(problem, short ? SHORT : WHOLE);
      const readSeconds = (performance.now() - readAt) / 1000;
      const plans = await measurePlans(server, problem, nearestM, short ? 1 : ROUNDS, say);
      const browser = await openBrowser();
      try {
        const ranking = await benchRankedSegments(browser, `${server.address}/?page=plan&lang=it&${QUESTION}`, say);
        return {
          municipalities: region.municipalities.length,
          segments: problem.candidates.length,
          firms: problem.firms.length,
          gapsSeconds: tenth(gapsSeconds),
          readSeconds: tenth(readSeconds),
          ...plans,
          ...ranking,
        };
      } finally {
        await browser.close();
      }
    } finally {
      await server.stop();
    }
  } finally {
    await database.close();
  }
};

/** @throws Error where the region did not lead to what plans are to be measured with */
function checkSize({ candidates, firms }: PlanProblem, size: typeof WHOLE): void {
  if (candidates.length !== size.segments) throw new Error(`${candidates.length} segments are candidates`);
  if (firms.length !== size.firms) throw new Error(`${firms.length} firms are not served`);
}

async function measurePlans(
  server: RunningServer,
  problem: PlanProblem,
  nearestM: ReadonlyMap<string, number>,
  rounds: number,
  say: (line: string) => void,
): Promise<Figures> {
  const { selection } = selectionOf(scopeProblem(problem, SETTINGS.scope), SETTINGS, todayInItaly(new Date()));
  const nearest = nearestOf(problem, nearestM);
  const checks = new Checks(problem, selection);
  const others = new Others(server.address, othersPaths(problem));
  const planners = new Others(server.address, plannersPaths(problem));
  const meanwhile = <Result>(work: Promise<Result>) => others.during(planners.during(work));
  const quiet = new Others(server.address, othersPaths(problem));
  await quiet.during(new Promise((resolve) => setTimeout(resolve, QUIET_MS)));
  const rankingMs: number[] = [];
  const budgets = budgetsFor(selection);

  const runs: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const share of SHARES) {
      // Another euro is another question: what was found before is not answered again.
      const settings = { ...SETTINGS, budgetEur: Math.round(share * budgets.at(-1)!) + round };
      const before = await server.cpuSeconds();
      const asked = await meanwhile(askPlan(server.address, settings));
      const cpuSeconds = (await server.cpuSeconds()) - before;
      const claim = checks.plan(settings.budgetEur, asked);
      const gap = gapOf(claim);
      runs.push({
        seconds: asked.seconds,
        cpuSeconds,
        isProven: asked.answer.isProven,
        gap,
        progress: asked.onTheWay.length,
        bounds: new Set(asked.onTheWay.map(({ boundPoints }) => boundPoints)).size,
        ...beside({ ...selection, budgetEur: settings.budgetEur }, claim.points * MICRO, nearest),
      });
      say(
        `${share}: ${asked.seconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s, gap ${(100 * gap).toFixed(2)} %, ` +
          `${asked.onTheWay.length} answers on the way`,
      );
      rankingMs.push(await waitFor(`${server.address}/api/v1/plans/ranking?settings=${inUrl(settings)}`));
    }
  }
  const before = await server.cpuSeconds();
  const curve = await meanwhile(askCurve(server.address, SETTINGS));
  const curveCpuSeconds = (await server.cpuSeconds()) - before;
  checks.curve(curve.answer);
  const { points } = curve.answer;
  const [waits, plannersWaits] = [others.waits, planners.waits];
  say(
    `curve: ${curve.seconds.toFixed(1)} s; others: median ${Math.round(waits.medianMs)} ms, p95 ${Math.round(waits.p95Ms)} ms`,
  );
  const figure = (of: (run: Run) => number) => median(runs.map(of));
  return {
    groups: selection.groups.length,
    rounds,
    budgets: SHARES.length,
    certified: runs.every(({ isProven }) => isProven),
    seconds: tenth(figure((run) => run.seconds)),
    secondsMost: tenth(Math.max(...runs.map(({ seconds }) => seconds))),
    cpuSeconds: tenth(figure((run) => run.cpuSeconds)),
    largestGapPercent: hundredth(100 * Math.max(...runs.map(({ gap }) => gap))),
    progressAnswers: runs.reduce((sum, { progress }) => sum + progress, 0),
    progressBounds: runs.reduce((sum, { bounds }) => sum + bounds, 0),
    bestRatioMs: Math.round(figure((run) => run.bestRatioMs)),
    moreThanBestRatioPercent: percentMore(figure((run) => run.toBestRatio)),
    moreThanBiggestFirstPercent: percentMore(figure((run) => run.toBiggest)),
    moreThanNearestFirstPercent: percentMore(figure((run) => run.toNearest)),
    curveBudgets: points.length,
    curveCertified: points.filter((point) => gapOf(point) <= PROVEN_WITHIN).length,
    curveLargestGapPercent: hundredth(100 * Math.max(...points.map(gapOf))),
    curveSeconds: tenth(curve.seconds),
    curveCpuSeconds: tenth(curveCpuSeconds),
    othersRequests: waits.requests,
    othersMedianMs: Math.round(waits.medianMs),
    othersP95Ms: Math.round(waits.p95Ms),
    othersQuietMedianMs: Math.round(quiet.waits.medianMs),
    othersQuietP95Ms: Math.round(quiet.waits.p95Ms),
    othersMostMs: Math.round(waits.mostMs),
    plannersRequests: plannersWaits.requests,
    plannersMedianMs: Math.round(plannersWaits.medianMs),
    plannersP95Ms: Math.round(plannersWaits.p95Ms),
    regionRankingAnswerMs: Math.round(median(rankingMs)),
  };
}

interface Run {
  seconds: number;
  cpuSeconds: number;
  isProven: boolean;
  gap: number;
  /** Answers of the search while it went on, and how many bounds they told. */
  progress: number;
  bounds: number;
  bestRatioMs: number;
  toBestRatio: number;
  toBiggest: number;
  toNearest: number;
}

/** How the best plan stands beside those that take one segment after the other. */
function beside(selection: Selection, points: number, nearest: readonly number[]) {
  const startedAt = performance.now();
  const byRatio = bestRatio(selection);
  const bestRatioMs = performance.now() - startedAt;
  return {
    bestRatioMs,
    toBestRatio: points / byRatio.points,
    toBiggest: points / biggestFirst(selection).points,
    toNearest: points / nearestFirst(selection, nearest).points,
  };
}

/** Candidates, the one nearest to a firm that is not served first. */
function nearestOf({ candidates }: PlanProblem, nearestM: ReadonlyMap<string, number>): number[] {
  const distances = candidates.map(({ id }) => nearestM.get(id) ?? Infinity);
  return [...candidates.keys()].sort((a, b) => (distances[a] === distances[b] ? a - b : distances[a]! - distances[b]!));
}

/** What others look at meanwhile: whether the program is ready, all municipalities, one of them with its firms and segments. */
function othersPaths({ municipalities }: PlanProblem): string[] {
  return someCodes(municipalities).flatMap((code) => [
    '/status',
    `/api/v1/municipalities?${QUESTION}&limit=10000`,
    `/api/v1/municipalities/${code}?${QUESTION}`,
    `/api/v1/firms?${QUESTION}&municipality=${code}`,
    `/api/v1/segments?municipality=${code}`,
  ]);
}

/** What others who plan ask for: the ranking of one municipality, in the thread that also answers about the whole region. */
const plannersPaths = ({ municipalities }: PlanProblem): string[] =>
  someCodes(municipalities).map(
    (code) =>
      `/api/v1/plans/ranking?settings=${inUrl({ ...SETTINGS, scope: { kind: 'municipalities', codes: [code] } })}`,
  );

const someCodes = (municipalities: PlanProblem['municipalities']): string[] =>
  municipalities.flatMap(({ code, firmsNotServed }) => (firmsNotServed > 0 ? code : [])).slice(0, 20);

const inUrl = (settings: PlanSettings): string => encodeURIComponent(JSON.stringify(settings));
const tenth = (value: number): number => Math.round(value * 10) / 10;
const hundredth = (value: number): number => Math.round(value * 100) / 100;
const percentMore = (ratio: number): number => tenth(100 * (ratio - 1));

const SETTINGS: PlanSettings = {
  target: 1000,
  horizon: HORIZON,
  proposed: false,
  scope: { kind: 'everywhere' },
  weights: USUAL_WEIGHTS,
  costs: usualCosts(),
  costCase: 'likely',
  budgetEur: 0,
  pinned: [],
  excluded: [],
  zoneInEach: false,
  capPerMunicipalityEur: null,
  metresPerYear: null,
};
