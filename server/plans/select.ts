import { groupFirms } from './benefit.ts';
import { unconnectedOf } from './connect.ts';
import { jointSavings, segmentCost } from './cost.ts';
import type { PlanProblem } from './problem.ts';
import { isInScope } from './scope.ts';
import type { Selection } from './selection.ts';
import type { PlanSettings } from './settings.ts';

const DAY_MS = 86_400_000;
const DAYS_IN_YEAR = 365.25;

/**
 * What is asked for as a choice in numbers alone, at the cost case of the settings. Places of candidates stay as they are.
 *
 * @param problem already scoped
 * @param today   YYYY-MM-DD, from which the works capacity is counted until the horizon
 * @returns the choice, and what is pinned or excluded but no candidate
 */
export function selectionOf(
  problem: PlanProblem,
  settings: PlanSettings,
  today: string,
): { selection: Selection; unknown: { pinned: string[]; excluded: string[] } } {
  const { candidates, jointWorks } = problem;
  const { costs, costCase } = settings;
  const costEur = candidates.map((candidate) => segmentCost(candidate, costs).eur[costCase]);
  const savings = jointSavings(problem, costs).map((saving, pair) => ({
    a: jointWorks[pair]!.a,
    b: jointWorks[pair]!.b,
    eur: saving[costCase],
  }));
  const pinned = placesOf(problem, settings.pinned);
  const excluded = placesOf(problem, settings.excluded);
  const selection: Selection = {
    costEur,
    isRoot: candidates.map(({ joins }) => joins.length > 0),
    neighbours: candidates.map(({ neighbours }) => neighbours),
    groups: groupFirms(problem, settings.weights),
    savings: savings.filter(({ eur }) => eur > 0),
    budgetEur: settings.budgetEur,
    pinned: pinned.places,
    excluded: excluded.places,
    atLeastOneOf: settings.zoneInEach ? zonesToReach(problem, settings, excluded.places) : [],
    caps: [...municipalityCaps(problem, settings, costEur), ...worksCapacity(problem, settings, today)],
  };
  return { selection, unknown: { pinned: pinned.unknown, excluded: excluded.unknown } };
}

function placesOf({ candidates }: PlanProblem, ids: readonly string[]): { places: number[]; unknown: string[] } {
  const placeOf = new Map(candidates.map(({ id }, place) => [id, place]));
  const asked = [...new Set(ids)];
  return {
    places: asked.flatMap((id) => placeOf.get(id) ?? []).sort((a, b) => a - b),
    unknown: asked.filter((id) => !placeOf.has(id)),
  };
}

/** For each municipality of the scope the candidates that reach a zone there and may be built; none where there are none. */
function zonesToReach(problem: PlanProblem, { scope }: PlanSettings, excluded: readonly number[]): number[][] {
  const out = new Set(excluded);
  const allowed = problem.candidates.flatMap((_, place) => (out.has(place) ? [] : [place]));
  const unconnected = new Set(unconnectedOf(problem, allowed));
  const buildable = allowed.filter((place) => !unconnected.has(place));
  return problem.municipalities.flatMap((municipality, number) => {
    if (!isInScope(municipality, scope)) return [];
    const reaching = buildable.filter((place) => problem.candidates[place]!.zonesIn.includes(number));
    return reaching.length > 0 ? [reaching] : [];
  });
}

/** Rounded up: what is spent in a municipality is never above its cap. */
function municipalityCaps(
  { municipalities, candidates }: PlanProblem,
  { capPerMunicipalityEur }: PlanSettings,
  costEur: readonly number[],
): Selection['caps'] {
  if (capPerMunicipalityEur === null) return [];
  const parts = municipalities.map((): Selection['caps'][number]['parts'] => []);
  candidates.forEach(({ lengthShares }, candidate) => {
    for (const { municipality, share } of lengthShares) {
      parts[municipality]!.push({ candidate, amount: Math.ceil(costEur[candidate]! * share) });
    }
  });
  return parts.filter((of) => of.length > 0).map((of) => ({ parts: of, most: capPerMunicipalityEur }));
}

/** Whole metres that can be built from today until the horizon. */
function worksCapacity(
  { candidates }: PlanProblem,
  { metresPerYear, horizon }: PlanSettings,
  today: string,
): Selection['caps'] {
  if (metresPerYear === null) return [];
  const years = Math.max(0, Date.parse(horizon) - Date.parse(today)) / DAY_MS / DAYS_IN_YEAR;
  const parts = candidates.map(({ lengthM }, candidate) => ({ candidate, amount: Math.ceil(lengthM) }));
  return [{ parts, most: Math.floor(metresPerYear * years) }];
}
