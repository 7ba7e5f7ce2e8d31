import type { Bilingual } from '../problem.ts';
import { newlyServed } from './benefit.ts';
import type { Plan } from './contract.ts';
import { planCost } from './cost.ts';
import type { KnownProblem } from './known-problems.ts';
import { inBoth, sayNumber } from './say.ts';
import { scopeProblem } from './scope.ts';

/** What matters for a stored plan and is no longer what it was when the plan was made; nothing where the data is the same. */
export function changesSince({ settings, outcome }: Plan, { problem, data }: KnownProblem): Bilingual[] {
  const { fingerprint, methodVersion } = outcome.data;
  if (fingerprint === data.fingerprint) return [];
  const scoped = scopeProblem(problem, settings.scope);
  const { candidates, firms, municipalities } = scoped;
  const placeOf = new Map(candidates.map(({ id }, place) => [id, place]));
  const known = new Set(problem.candidates.map(({ id }) => id));
  const gone = outcome.chosen.filter((id) => !known.has(id));
  const still = outcome.chosen.flatMap((id) => placeOf.get(id) ?? []);
  const then = outcome.appraisal;
  const nameOf = new Map(then.segments.map(({ id, name }) => [id, name ?? id]));
  const inScope = new Set(then.municipalities.map(({ code }) => code));
  const notServed = total(
    municipalities.filter(({ code }) => inScope.has(code)).map(({ firmsNotServed }) => firmsNotServed),
  );
  const notServedThen = total(then.municipalities.map(({ firmsNotServedBefore }) => firmsNotServedBefore));
  const served = newlyServed(scoped, still).length;
  const costEur = planCost(scoped, still, settings.costs).likely;
  const changes = [
    ...(methodVersion === data.methodVersion ? [] : [METHOD(methodVersion, data.methodVersion)]),
    ...(gone.length > 0 ? [GONE(gone.map((id) => nameOf.get(id) ?? id).join(', '))] : []),
    ...differing(NOT_SERVED, notServedThen, notServed),
    ...differing(SERVED, then.firmsNewlyServed, served),
    ...differing(COST, then.cost.likely, costEur),
  ];
  return changes.length > 0 || firms.length === 0 ? changes : [OTHER];
}

type Say = (then: string, now: string) => Bilingual;

const differing = (say: Say, then: number, now: number): Bilingual[] =>
  then === now ? [] : [inBoth((language) => say(sayNumber(then, language), sayNumber(now, language))[language])];

const METHOD: Say = (then, now) => ({
  it: `Il metodo è la versione ${now}, era la ${then}`,
  en: `The method is version ${now}, it was ${then}`,
});
const GONE = (names: string): Bilingual => ({
  it: `Non sono più da scegliere: ${names}`,
  en: `No longer to be chosen: ${names}`,
});
const NOT_SERVED: Say = (then, now) => ({
  it: `Aziende non servite senza piano: ${now}, erano ${then}`,
  en: `Firms not served without a plan: ${now}, were ${then}`,
});
const SERVED: Say = (then, now) => ({
  it: `Le tratte scelte servirebbero ${now} aziende, erano ${then}`,
  en: `The chosen segments would serve ${now} firms, were ${then}`,
});
const COST: Say = (then, now) => ({
  it: `Le tratte scelte costerebbero ${now} EUR, erano ${then}`,
  en: `The chosen segments would cost ${now} EUR, were ${then}`,
});
const OTHER: Bilingual = {
  it: 'Sono cambiate altre tratte o aziende: il piano migliore può essere un altro',
  en: 'Other segments or firms have changed: the best plan may be another one',
};

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
