import { components } from './connect.ts';
import type { PlanMunicipality, PlanProblem } from './problem.ts';
import type { Scope } from './settings.ts';

/** Whether the firms of a municipality count. */
export function isInScope({ code, provinceCode }: PlanMunicipality, scope: Scope): boolean {
  if (scope.kind === 'everywhere') return true;
  return scope.kind === 'province' ? provinceCode === scope.code : scope.codes.includes(code);
}

/**
 * What matters to the municipalities of a scope: their firms; the candidates that reach one of these, and all that are joined
 * to such a one by touching, since the way to it may lead through them; the municipalities of the scope and those that
 * these candidates lie in.
 *
 * @returns a problem of its own, with places of its own; empty where nothing is in the scope
 */
export function scopeProblem(problem: PlanProblem, scope: Scope): PlanProblem {
  if (scope.kind === 'everywhere') return problem;
  const counts = problem.municipalities.map((municipality) => isInScope(municipality, scope));
  const firms = problem.firms.filter(({ municipality }) => counts[municipality]);

  const componentOf = components(problem);
  const reaching = new Set(firms.flatMap(({ reachedBy }) => reachedBy.map((place) => componentOf[place])));
  const candidates = renumber(problem.candidates, (_, place) => reaching.has(componentOf[place]));
  const liesIn = new Set(candidates.kept.flatMap(({ lengthShares }) => lengthShares.map((one) => one.municipality)));
  const municipalities = renumber(problem.municipalities, (_, place) => counts[place]! || liesIn.has(place));

  return {
    candidates: candidates.kept.map((candidate) => ({
      ...candidate,
      neighbours: candidates.placesOf(candidate.neighbours),
      lengthShares: candidate.lengthShares.map(({ municipality, share }) => ({
        municipality: municipalities.placeOf.get(municipality)!,
        share,
      })),
      zonesIn: municipalities.placesOf(candidate.zonesIn),
    })),
    firms: firms.map((firm) => ({
      ...firm,
      municipality: municipalities.placeOf.get(firm.municipality)!,
      reachedBy: candidates.placesOf(firm.reachedBy),
    })),
    jointWorks: problem.jointWorks.flatMap(({ a, b, sharedM }) => {
      const [keptA, keptB] = [candidates.placeOf.get(a), candidates.placeOf.get(b)];
      return keptA === undefined || keptB === undefined ? [] : [{ a: keptA, b: keptB, sharedM }];
    }),
    municipalities: municipalities.kept,
    leftOut: problem.leftOut
      .filter((one) => one.municipalities.some((place) => counts[place]))
      .map((one) => ({ ...one, municipalities: municipalities.placesOf(one.municipalities) })),
  };
}

/** What of a list is kept, in its order, and the new places of the old ones. */
function renumber<T>(list: readonly T[], keeps: (one: T, place: number) => boolean) {
  const kept: T[] = [];
  const placeOf = new Map<number, number>();
  list.forEach((one, place) => {
    if (keeps(one, place)) placeOf.set(place, kept.push(one) - 1);
  });
  const placesOf = (places: readonly number[]) =>
    places.flatMap((place) => (placeOf.has(place) ? [placeOf.get(place)!] : []));
  return { kept, placeOf, placesOf };
}
