import type { BestPlan } from './contract.ts';
import type { PlanProblem } from './problem.ts';
import { sayNumber } from './say.ts';
import type { Impossible } from './selection.ts';
import type { PlanSettings } from './settings.ts';

/** Why no plan meets the settings, in words, and what would. */
export function sayImpossible(
  { why, cheapestEur, candidates }: Impossible,
  { candidates: all }: PlanProblem,
  { budgetEur }: PlanSettings,
): NonNullable<BestPlan['impossible']> {
  const named = candidates.map((place) => all[place]!);
  const names = named.map(({ id, name }) => name ?? id).join(', ');
  return { why, cheapestEur, segments: named.map(({ id }) => id), says: SAYS[why]({ names, cheapestEur, budgetEur }) };
}

interface Told {
  names: string;
  cheapestEur: number | null;
  budgetEur: number;
}

const SAYS: Record<Impossible['why'], (told: Told) => { it: string; en: string }> = {
  unconnectable: ({ names }) => ({
    it: `Non si possono collegare alla rete: ${names}. Nulla di costruibile porta a un punto di consegna o a una rete servita`,
    en: `These cannot be connected to the network: ${names}. Nothing that may be built leads to a delivery point or a served network`,
  }),
  caps: () => ({
    it: 'I limiti per comune o la capacità dei lavori non lasciano costruire ciò che è fissato o richiesto in ogni comune',
    en: 'The limits per municipality, or the works capacity, do not let be built what is pinned or asked for in every municipality',
  }),
  budget: ({ cheapestEur, budgetEur }) => ({
    it: `Ciò che è fissato o richiesto in ogni comune costa almeno ${sayNumber(cheapestEur ?? 0, 'it')} EUR, più del budget di ${sayNumber(budgetEur, 'it')} EUR`,
    en: `What is pinned or asked for in every municipality costs at least ${sayNumber(cheapestEur ?? 0, 'en')} EUR, more than the budget of ${sayNumber(budgetEur, 'en')} EUR`,
  }),
};
