import {
  COST_CASES,
  type PlanSettings,
  type Scope,
  USUAL_WEIGHTS,
  WEIGHTS,
  type Weights,
} from '../../server/plans/settings.ts';
import { type CostTable, UNIT_COSTS, USUAL_COSTS, type UnitCost, usualCosts } from '../../server/plans/unit-costs.ts';
import type { Question } from '../api.ts';

/** What a plan is asked for beside the question that the whole page answers. */
export interface PlanChoice extends Omit<PlanSettings, keyof Question | 'scope' | 'budgetEur'> {
  /** Null: the chosen municipality, or everywhere where none is. */
  scope: Scope | null;
  /** Null: nobody has said one yet. */
  budgetEur: number | null;
}

export const MOST_BUDGET_EUR = 10_000_000_000;
export const MOST_WEIGHT = 1000;
const MOST_UNIT_COST_EUR = 1_000_000;
const MOST_METRES = 100_000_000;
const MOST_SEGMENTS = 500;
const MOST_ID_CHARACTERS = 1101;

export const usualChoice = (): PlanChoice => ({
  scope: null,
  weights: USUAL_WEIGHTS,
  costs: usualCosts(),
  costCase: 'likely',
  budgetEur: null,
  pinned: [],
  excluded: [],
  zoneInEach: false,
  capPerMunicipalityEur: null,
  metresPerYear: null,
});

/** Reads what the address says of a plan; a part that is wrong counts as absent. */
export function parsePlanChoice(text: string | null): PlanChoice {
  const usual = usualChoice();
  const said = objectIn(text);
  const pinned = idsIn(said['pinned']);
  return {
    scope: scopeIn(said['scope']),
    weights: mapValues(usual.weights, WEIGHTS, (name, usually) => weightIn(objectOf(said['weights'])[name]) ?? usually),
    costs: mapValues(
      usual.costs,
      UNIT_COSTS,
      (name, usually) => costIn(name, objectOf(said['costs'])[name]) ?? usually,
    ),
    costCase: COST_CASES.find((one) => one === said['costCase']) ?? usual.costCase,
    budgetEur: wholeIn(said['budgetEur'], 0, MOST_BUDGET_EUR),
    pinned,
    // The server takes no segment that is fixed and kept out at once.
    excluded: idsIn(said['excluded']).filter((id) => !pinned.includes(id)),
    zoneInEach: said['zoneInEach'] === true,
    capPerMunicipalityEur: wholeIn(said['capPerMunicipalityEur'], 0, MOST_BUDGET_EUR),
    metresPerYear: wholeIn(said['metresPerYear'], 1, MOST_METRES),
  };
}

/** Writes what is not usual, as JSON; null where all is. */
export function formatPlanChoice(choice: PlanChoice): string | null {
  const said = unusual(choice);
  return Object.keys(said).length === 0 ? null : JSON.stringify(said);
}

/** All that a plan is asked for. */
export function settingsOf(
  choice: PlanChoice,
  { target, horizon, proposed }: Question,
  municipality: string | null,
  budgetEur: number,
): PlanSettings {
  const own: Scope = municipality === null ? { kind: 'everywhere' } : { kind: 'municipalities', codes: [municipality] };
  return { ...choice, target, horizon, proposed, scope: choice.scope ?? own, budgetEur };
}

/** The parts of a plan's settings that are the page's own; the rest is the question of the whole page. */
export const choiceOf = ({
  target: _target,
  horizon: _horizon,
  proposed: _proposed,
  ...choice
}: PlanSettings): PlanChoice => choice;

/** Settings as the API takes them in a query string: without what is usual there. */
export function settingsText(settings: PlanSettings): string {
  const { target, horizon, proposed, ...choice } = settings;
  return JSON.stringify({ target, horizon, ...(proposed ? { proposed } : {}), ...unusual(choice) });
}

function unusual(choice: PlanChoice): Record<string, unknown> {
  const usual = usualChoice();
  const { weights, costs, ...rest } = choice;
  return {
    ...whatDiffers(rest, usual),
    ...nested('weights', whatDiffers(weights, usual.weights)),
    ...nested('costs', whatDiffers(costs, usual.costs)),
  };
}

const nested = (name: string, part: object) => (Object.keys(part).length === 0 ? {} : { [name]: part });

function whatDiffers<T extends object>(given: T, usual: T | PlanChoice): Partial<T> {
  const usually = usual as Record<string, unknown>;
  const different = Object.entries(given).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(usually[name]),
  );
  return Object.fromEntries(different) as Partial<T>;
}

function objectIn(text: string | null): Record<string, unknown> {
  try {
    return objectOf(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

function mapValues<K extends string, V>(
  usual: Record<K, V>,
  names: readonly K[],
  valueOf: (name: K, usually: V) => V,
): Record<K, V> {
  return Object.fromEntries(names.map((name) => [name, valueOf(name, usual[name])])) as Record<K, V>;
}

const numberIn = (value: unknown, least: number, most: number): number | null =>
  typeof value === 'number' && value >= least && value <= most ? value : null;

const wholeIn = (value: unknown, least: number, most: number): number | null =>
  Number.isInteger(value) ? numberIn(value, least, most) : null;

/** Multiples of 0.001, as the server takes them. */
export function weightIn(value: unknown): Weights[keyof Weights] | null {
  const number = numberIn(value, 0, MOST_WEIGHT);
  return number === null ? null : Math.round(number * 1000) / 1000;
}

/** A cost of the table, or null where it is none: low, likely and high in this order. */
export function costIn(name: UnitCost, value: unknown): CostTable[UnitCost] | null {
  const isShare = USUAL_COSTS[name].unit === 'share';
  const of = (part: string) => numberIn(objectOf(value)[part], 0, isShare ? 1 : MOST_UNIT_COST_EUR);
  const [low, likely, high] = [of('low'), of('likely'), of('high')];
  if (low === null || likely === null || high === null) return null;
  return isShare || (low <= likely && likely <= high) ? { low, likely, high } : null;
}

function idsIn(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  const ids = value.filter((id) => typeof id === 'string' && id.length > 0 && id.length <= MOST_ID_CHARACTERS);
  return [...new Set(ids as string[])].slice(0, MOST_SEGMENTS);
}

function scopeIn(value: unknown): Scope | null {
  const { kind, code, codes } = objectOf(value);
  if (kind === 'everywhere') return { kind };
  if (kind === 'province' && typeof code === 'string' && /^[A-Z]{2}$/.test(code)) return { kind, code };
  if (kind !== 'municipalities' || !Array.isArray(codes)) return null;
  const good = codes.filter((one) => typeof one === 'string' && /^\d{6}$/.test(one)) as string[];
  return good.length > 0 && good.length <= 1000 ? { kind, codes: [...new Set(good)] } : null;
}
