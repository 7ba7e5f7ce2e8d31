/** About so many stops has the slider. */
const STOPS = 200;

export interface BudgetSteps {
  stepEur: number;
  mostEur: number;
}

/** The stops of the budget slider: round amounts from nothing to what serves all that can be served. */
export function budgetSteps(servesAllEur: number): BudgetSteps {
  const stepEur = roundStep(Math.max(servesAllEur, 1) / STOPS);
  return { stepEur, mostEur: Math.max(1, Math.ceil(servesAllEur / stepEur)) * stepEur };
}

/** The budget that the page starts with: half of what serves all, rounded to a stop. */
export function firstBudgetEur(servesAllEur: number): number {
  const { stepEur } = budgetSteps(servesAllEur);
  return Math.ceil(servesAllEur / 2 / stepEur) * stepEur;
}

/** The next 1, 2 or 5 followed by noughts, in whole euros. */
function roundStep(atLeastEur: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(atLeastEur, 1)));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= atLeastEur)!;
}
