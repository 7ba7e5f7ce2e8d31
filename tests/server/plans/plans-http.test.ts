import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BestPlan, Plan, PlanCurve, PlanRanking, PlanToday } from '../../../server/plans/contract.ts';
import { computeGaps } from '../../helpers/compute-gaps.ts';
import { addFirm, addSegment, addCoverage, fillSmallRegion } from '../../helpers/small-region.ts';
import { startTestServer, type TestServer } from '../../helpers/server.ts';

// West has a backbone from its coverage (no firm), a branch on it (one firm of 100 employees) and an island (one firm).

let server: TestServer;
let dataset: number;

beforeAll(async () => {
  server = await startTestServer();
  const db = server.dataSource;
  await db.query('DELETE FROM target');
  dataset = await fillSmallRegion(db);
  await addCoverage(db, dataset, 'coverage', 9.01, 45.08, 0.01);
  await addSegment(
    db,
    dataset,
    'backbone',
    [
      [9.015, 45.085],
      [9.015, 45.05],
    ],
    '2027-06-30',
  );
  await addSegment(
    db,
    dataset,
    'branch',
    [
      [9.0152, 45.05],
      [9.0245, 45.0255],
    ],
    '2027-09-30',
  );
  await addSegment(
    db,
    dataset,
    'island',
    [
      [9.07, 45.02],
      [9.08, 45.02],
    ],
    '2027-12-31',
  );
  await addFirm(db, dataset, 'firm-of-island', '019001', 9.075, 45.0205);
  await db.query(
    `UPDATE segment SET cost_eur = CASE id WHEN 'backbone' THEN 30000 WHEN 'branch' THEN 20000 ELSE 5000 END`,
  );
  await db.query(`UPDATE firm SET employees = 100 WHERE id = 'firm-west'`);
  await computeGaps(db);
});
afterAll(() => server.close());

const usual = { horizon: '2028-12-31', scope: { kind: 'municipalities', codes: ['019001'] } };
const query = (settings: object) => `settings=${encodeURIComponent(JSON.stringify({ ...usual, ...settings }))}`;

/** Asks until the search has ended. */
async function ask<T extends { state: string }>(what: 'best' | 'curve', settings: object): Promise<T> {
  for (;;) {
    const response = await server.fetch(`/api/v1/plans/${what}?${query(settings)}`);
    expect(response.status).toBe(200);
    const answer = (await response.json()) as T;
    if (answer.state !== 'computing') return answer;
  }
}

async function send(
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; answer: PlanToday & { type: string } }> {
  const response = await server.fetch(`/api/v1${path}`, {
    method,
    headers: { ...server.administrator, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as PlanToday & { type: string } };
}

test('the best plan builds what a segment needs first, with its bound, costs and reasons', async () => {
  const best = await ask<BestPlan>('best', { budgetEur: 50_000 });
  expect(best).toMatchObject({
    state: 'done',
    points: 2,
    boundPoints: 2,
    isProven: true,
    chosen: ['backbone', 'branch'],
  });
  expect(best.appraisal).toMatchObject({
    cost: { low: 50_000, likely: 50_000, high: 50_000 },
    firmsNewlyServed: 1,
    employees: { total: 100, firmsNotStating: 0 },
  });
  expect(best.appraisal!.segments.map(({ id, needs }) => [id, needs])).toEqual([
    ['backbone', []],
    ['branch', ['backbone']],
  ]);
  expect(best.appraisal!.municipalities).toMatchObject([
    { code: '019001', firmsNotServedBefore: 2, firmsNotServedAfter: 1 },
  ]);
});

test('a budget below the cheapest start, and a segment that can never be connected, are said', async () => {
  const best = await ask<BestPlan>('best', { budgetEur: 49_999 });
  expect(best).toMatchObject({ state: 'done', points: 0, boundPoints: 0, chosen: [] });
  const told = best.appraisal!.notices.map(({ kind, eur, segments }) => [kind, eur, segments]);
  expect(told).toContainEqual(['belowCheapestStart', 50_000, expect.anything()]);
  expect(told).toContainEqual(['neverConnected', null, ['island']]);
});

test('what is pinned and cannot be built makes the plan impossible, and says why in both languages', async () => {
  const best = await ask<BestPlan>('best', { budgetEur: 1e6, pinned: ['island'] });
  expect(best).toMatchObject({
    state: 'impossible',
    chosen: [],
    impossible: { why: 'unconnectable', segments: ['island'] },
  });
  expect(best.impossible!.says.it).toContain('island');
  const poor = await ask<BestPlan>('best', { budgetEur: 10_000, pinned: ['branch'] });
  expect(poor.impossible).toMatchObject({ why: 'budget', cheapestEur: 50_000 });
  expect(poor.impossible!.says.it).toContain('50.000');
  expect(poor.impossible!.says.en).toContain('50,000');
});

test('a segment that is both pinned and excluded is refused, in both languages', async () => {
  const both = query({ pinned: ['branch', 'backbone'], excluded: ['island', 'branch'] });
  const refusal = async (language: string) => {
    const response = await server.fetch(`/api/v1/plans/best?${both}`, { headers: { 'accept-language': language } });
    expect(response.status).toBe(400);
    return (await response.json()) as { type: string; parameters: { name: string; reason: string }[] };
  };
  expect(await refusal('en')).toMatchObject({
    parameters: [{ name: 'settings.excluded', reason: 'no id that is pinned too' }],
  });
  expect(await refusal('it')).toMatchObject({
    parameters: [{ name: 'settings.excluded', reason: 'nessun id che è anche tra quelli fissati' }],
  });
  const stored = await send('POST', '/plans', {
    name: 'Both',
    settings: { ...usual, pinned: ['branch'], excluded: ['branch'] },
  });
  expect(stored.status).toBe(400);
});

test('the curve goes up to the budget that serves all that can be served, and never down', async () => {
  const curve = await ask<PlanCurve>('curve', { budgetEur: 12_345 });
  expect(curve.points).toHaveLength(20);
  expect(curve.points.at(-1)).toMatchObject({ budgetEur: 50_000, points: 2, firmsNewlyServed: 1 });
  expect(curve.points[0]).toMatchObject({ budgetEur: 2500, points: 0 });
});

test('the ranking names what a segment needs, and how far its rank holds', async () => {
  const response = await server.fetch(`/api/v1/plans/ranking?${query({})}`);
  const { items } = (await response.json()) as PlanRanking;
  expect(items.map(({ id, rank, needs, points, cost }) => [rank, id, needs, points, cost.likely])).toEqual([
    [1, 'branch', ['backbone'], 2, 50_000],
    [2, 'backbone', [], 0, 30_000],
  ]);
  expect(items[0]!.reasons.it).toContain('backbone');
  expect(items[0]!.holds.costEur).toEqual({ from: null, to: null });
});

test('settings that cannot be read name the fault', async () => {
  for (const [settings, fault] of [
    ['{"horizon":', 'JSON'],
    ['{"horizon":"tomorrow"}', 'horizon'],
    ['{"horizon":"2028-12-31","budgetEur":-1}', 'budgetEur'],
    ['{"horizon":"2028-12-31","costs":{"trench":{"low":9,"likely":5,"high":10}}}', 'costs.trench'],
  ]) {
    const response = await server.fetch(`/api/v1/plans/best?settings=${encodeURIComponent(settings!)}`);
    expect(response.status, settings).toBe(400);
    expect(JSON.stringify(await response.json()), settings).toContain(fault);
  }
  const unknown = await server.fetch(`/api/v1/plans/best?${query({ target: 77 })}`);
  expect(unknown.status).toBe(422);
});

test('a plan is stored with its outcome; two who change it from the same version: the second is told', async () => {
  const settings = { ...usual, budgetEur: 50_000 };
  const { status, answer: added } = await send('POST', '/plans', { name: 'Primo', settings });
  expect(status).toBe(200);
  expect(added).toMatchObject({
    name: 'Primo',
    version: 1,
    isOutdated: false,
    changes: [],
    changedBy: 'administrator',
  });
  expect(added.outcome).toMatchObject({ points: 2, boundPoints: 2, chosen: ['backbone', 'branch'] });

  const path = `/plans/${added.id}`;
  const first = await send('PATCH', path, { version: 1, name: 'Primo, rivisto' });
  expect(first).toMatchObject({ status: 200, answer: { version: 2, name: 'Primo, rivisto' } });
  const second = await send('PATCH', path, { version: 1, settings: { ...settings, budgetEur: 0 } });
  expect(second.status).toBe(409);
  const kept = (await (await server.fetch(`/api/v1${path}`)).json()) as PlanToday;
  expect(kept).toMatchObject({ version: 2, name: 'Primo, rivisto', outcome: { points: 2 } });

  expect((await send('DELETE', `${path}?version=1`)).status).toBe(409);
  expect((await send('DELETE', `${path}?version=2`)).status).toBe(200);
  expect((await server.fetch(`/api/v1${path}`)).status).toBe(404);
});

test('nobody without a credential stores, changes or removes a plan', async () => {
  const body = JSON.stringify({ name: 'x', settings: usual });
  const headers = { 'content-type': 'application/json' };
  expect((await server.fetch('/api/v1/plans', { method: 'POST', headers, body })).status).toBe(401);
});

test('an impossible plan is not stored', async () => {
  const { status, answer } = await send('POST', '/plans', {
    name: 'Isola',
    settings: { ...usual, budgetEur: 1e6, pinned: ['island'] },
  });
  expect(status).toBe(422);
  expect(answer.type).toContain('plan-impossible');
});

test('a plan made on data that has changed since says what has changed, and is redone', async () => {
  const settings = { ...usual, budgetEur: 60_000 };
  const { answer: plan } = await send('POST', '/plans', { name: 'Prima', settings });
  await server.dataSource.query(`UPDATE segment SET cost_eur = 25000 WHERE id = 'branch'`);
  const now = (await (await server.fetch(`/api/v1/plans/${plan.id}`)).json()) as PlanToday;
  expect(now.isOutdated).toBe(true);
  expect(now.changes).toEqual([
    {
      it: 'Le tratte scelte costerebbero 55.000 EUR, erano 50.000',
      en: 'The chosen segments would cost 55,000 EUR, were 50,000',
    },
  ]);
  const { answer: redone } = await send('PATCH', `/plans/${plan.id}`, { version: 1, settings });
  expect(redone).toMatchObject({
    isOutdated: false,
    changes: [],
    outcome: { appraisal: { cost: { likely: 55_000 } } },
  });

  await server.dataSource.query(`UPDATE segment SET status = 'inactive' WHERE id = 'branch'`);
  await computeGaps(server.dataSource);
  const gone = (await (await server.fetch(`/api/v1/plans/${plan.id}`)).json()) as PlanToday;
  expect(gone.changes.map(({ en }) => en)).toContain('No longer to be chosen: branch');
  const { items } = (await (await server.fetch('/api/v1/plans')).json()) as { items: Plan[] };
  expect(items.map(({ name }) => name)).toEqual(['Prima']);
});
