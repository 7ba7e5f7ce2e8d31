import type * as planContract from '../../server/plans/contract.ts';
import type { PlanSettings } from '../../server/plans/settings.ts';
import { type Answer, API, type Caller, get, type Question, queryString } from '../api.ts';
import { language } from '../address.ts';
import { sendJson } from '../fetch-json.ts';
import { settingsText } from './plan-choice.ts';

// The URLs of plans: apart from the others, so that the page of plans alone loads them.

export type FoundProblem = Answer<typeof planContract.getPlanProblem>;
export type PlanList = Answer<typeof planContract.listPlans>;
export type { BestPlan, Plan, PlanCurve, PlanToday } from '../../server/plans/contract.ts';
export type { Appraisal, Notice, RankHolds } from '../../server/plans/schemas.ts';

export const getPlanProblem = (question: Question, caller: Caller) =>
  get<FoundProblem>('/plans/problem', question, caller);

export const getBestPlan = (settings: PlanSettings, caller: Caller) =>
  get<planContract.BestPlan>('/plans/best', { settings: settingsText(settings) }, caller);

export const getPlanCurve = (settings: PlanSettings, caller: Caller) =>
  get<planContract.PlanCurve>('/plans/curve', { settings: settingsText(settings) }, caller);

export const listPlans = (caller: Caller) => get<PlanList>('/plans', {}, caller);
export const getPlan = (id: string, caller: Caller) => get<planContract.PlanToday>(`/plans/${id}`, {}, caller);

/** @param key of an administrator */
export const addPlan = (name: string, settings: PlanSettings, key: string) =>
  sendJson<planContract.PlanToday>('POST', `${API}/plans`, { name, settings }, key, { language: language.peek() });

/** @param key of an administrator */
export const changePlan = (
  { id, version }: planContract.Plan,
  change: { name?: string; settings?: PlanSettings },
  key: string,
) =>
  sendJson<planContract.PlanToday>('PATCH', `${API}/plans/${id}`, { version, ...change }, key, {
    language: language.peek(),
  });

/** @param key of an administrator */
export const removePlan = ({ id, version }: planContract.Plan, key: string) =>
  sendJson<{ removed: string }>('DELETE', `${API}/plans/${id}${queryString({ version })}`, undefined, key, {
    language: language.peek(),
  });

export type ExportFormat = 'pdf' | 'csv' | 'geojson';
export const exportUrl = (settings: PlanSettings, format: ExportFormat): string =>
  `${API}/plans/export${queryString({ settings: settingsText(settings), format })}`;
