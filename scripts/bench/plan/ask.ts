import { poll } from '../../../client/plan/poll.ts';
import type { BestPlan, PlanCurve } from '../../../server/plans/contract.ts';
import type { PlanProblem } from '../../../server/plans/problem.ts';
import type { PlanSettings } from '../../../server/plans/settings.ts';

/** An answer to a search, and what came on the way to it. */
export interface Asked<Answer> {
  answer: Answer;
  /** From the first question until the last answer was there. */
  seconds: number;
  /** Answers of a search that still went on, in their order. */
  onTheWay: Answer[];
}

async function readJson<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return (await response.json()) as Answer;
}

/** What plans choose from, as the page of plans reads it. */
export async function readProblem(address: string, { target, horizon }: PlanSettings): Promise<PlanProblem> {
  const { problem } = await readJson<{ problem: PlanProblem }>(
    `${address}/api/v1/plans/problem?target=${target}&horizon=${horizon}`,
  );
  return problem;
}

export const askPlan = (address: string, settings: PlanSettings): Promise<Asked<BestPlan>> =>
  askAsThePage(`${address}/api/v1/plans/best`, settings);

export const askCurve = (address: string, settings: PlanSettings): Promise<Asked<PlanCurve>> =>
  askAsThePage(`${address}/api/v1/plans/curve`, settings);

/** Asks again and again until the search has ended, with the waits of the page. */
async function askAsThePage<Answer extends { state: string }>(
  url: string,
  settings: PlanSettings,
): Promise<Asked<Answer>> {
  const startedAt = performance.now();
  const onTheWay: Answer[] = [];
  const answer = await poll(
    () => readJson<Answer>(`${url}?settings=${encodeURIComponent(JSON.stringify(settings))}`),
    (each) => void (each.state === 'computing' && onTheWay.push(each)),
    new AbortController().signal,
  );
  return { answer, seconds: (performance.now() - startedAt) / 1000, onTheWay };
}
