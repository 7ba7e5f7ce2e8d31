import { newlyServed } from './benefit.ts';
import { jointSavings, type SegmentCost, segmentCost } from './cost.ts';
import { EXPLAIN_WORDS } from './explain-words.ts';
import type { Ranked } from './priority.ts';
import { WORKS_TYPES, type WorksType } from '../segments/works.ts';
import type { Candidate, PlanProblem } from './problem.ts';
import type { CostTable } from './unit-costs.ts';

type Language = keyof typeof EXPLAIN_WORDS;

/** More names than this are too long to read: three, and how many others. */
const MOST_NAMES = 4;

/**
 * Says in words what stands behind the rank of a segment: whom it serves together with what it needs, its own price per metre and
 * what makes it, whose trench it shares, what firms do not state. Says nothing that is not so.
 *
 * @param chosen places of what is chosen already, as the ranking was made for
 * @returns a function of each of the ranked
 */
export function explainRanking(
  problem: PlanProblem,
  costs: CostTable,
  chosen: ReadonlySet<number>,
): (ranked: Ranked) => Record<Language, string> {
  const { candidates } = problem;
  const nameOf = (place: number) => candidates[place]!.name ?? candidates[place]!.id;
  const servesMore = newlyServed(problem, chosen).length > 0;
  const pairsOf = candidates.map((): { other: number; sharedM: number }[] => []);
  jointSavings(problem, costs).forEach(({ likely }, pair) => {
    const { a, b, sharedM } = problem.jointWorks[pair]!;
    if (likely === 0 || Math.round(sharedM) === 0) return;
    pairsOf[a]!.push({ other: b, sharedM });
    pairsOf[b]!.push({ other: a, sharedM });
  });
  const clausesIn = (language: Language, ranked: Ranked): string[] => {
    const candidate = candidates[ranked.candidate]!;
    const shares = pairsOf[ranked.candidate]!.filter(
      ({ other }) => chosen.has(other) || ranked.needs.includes(other),
    ).map(({ other, sharedM }) => ({ with: nameOf(other), sharedM }));
    return [
      serves(ranked, ranked.needs.map(nameOf), servesMore, language),
      ...price(ranked, candidate, costs, language),
      ...[...shares, ...sharedAnyway(candidate, costs)].map((one) =>
        EXPLAIN_WORDS[language].shares(written(one.sharedM, language), one.with),
      ),
      ...pledges(ranked, language),
      ...notStated(ranked, language),
    ];
  };
  return (ranked) => ({ it: sentence(clausesIn('it', ranked)), en: sentence(clausesIn('en', ranked)) });
}

function serves(
  { weighed, firmsNotStatingEmployees, firmsNotStatingExport, exportShare }: Ranked,
  needs: readonly string[],
  isMore: boolean,
  language: Language,
): string {
  const say = EXPLAIN_WORDS[language];
  const first = needs.length > 0 ? say.needs(listed(needs, language)) : '';
  if (weighed.firms === 0) return `${first}${say.servesNobody}`;
  const { firms, employees } = weighed;
  const isAtLeast = firmsNotStatingEmployees > 0;
  const parts = [
    say.serves(firms, written(firms, language), isMore),
    isAtLeast && employees === 0 ? '' : say.employees(employees, written(employees, language), isAtLeast),
    exportShare === null ? '' : say.exports(percent(exportShare, language), firms - firmsNotStatingExport > 1),
  ];
  return `${first}${parts.join('')}`;
}

function price({ eurPerM }: Ranked, candidate: Candidate, costs: CostTable, language: Language): string[] {
  if (eurPerM === null) return [];
  const say = EXPLAIN_WORDS[language];
  const cost = segmentCost(candidate, costs);
  const perM = say.costs(euros(eurPerM, language), cost.isStated && candidate.sharedWithCommittedM === 0);
  if (cost.isStated) return [perM];
  if (cost.isAssumedTrench) return [`${perM}${say.assumed}`];
  return [`${perM}${reason(candidate, cost, language)}`];
}

/** What makes more than half of a cost: crossings, terminations, or the works along the line, of which the longest is named. */
function reason(candidate: Candidate, { items }: SegmentCost, language: Language): string {
  const say = EXPLAIN_WORDS[language];
  const positive = items.filter(({ what }) => what !== 'jointShare');
  const eurOf = (of: readonly string[]) =>
    positive.reduce((sum, { what, eur }) => (of.includes(what) ? sum + eur.likely : sum), 0);
  const all = positive.reduce((sum, { eur }) => sum + eur.likely, 0);
  for (const what of ['crossing', 'termination'] as const) {
    const count = what === 'crossing' ? candidate.crossings : candidate.terminations;
    if (eurOf([what]) > all / 2) return say.because[what](count, written(count, language));
  }
  if (eurOf(WORKS_TYPES) <= all / 2) return '';
  const share = (type: WorksType) => candidate.works?.[type] ?? 0;
  const most = WORKS_TYPES.reduce((most, type) => (share(type) > share(most) ? type : most));
  return say.works(most, share(most) < 1 ? percent(share(most), language) : null);
}

/** Metres in the trench of what is built anyway, where they save anything. */
function sharedAnyway(candidate: Candidate, costs: CostTable): { with: null; sharedM: number }[] {
  const saved = segmentCost(candidate, costs).items.filter(({ what, eur }) => what === 'jointShare' && eur.likely < 0);
  return saved.flatMap(({ quantity }) => (Math.round(quantity) === 0 ? [] : [{ with: null, sharedM: quantity }]));
}

function pledges({ weighed }: Ranked, language: Language): string[] {
  const { pledges } = weighed;
  return pledges === 0 ? [] : [EXPLAIN_WORDS[language].pledges(pledges, written(pledges, language))];
}

/** Blank is not zero. */
function notStated(ranked: Ranked, language: Language): string[] {
  const { notStated, noneStates } = EXPLAIN_WORDS[language];
  const { firms } = ranked.weighed;
  const missing = { employees: ranked.firmsNotStatingEmployees, export: ranked.firmsNotStatingExport };
  if (firms > 0 && missing.employees === firms && missing.export === firms) return [noneStates.both(firms)];
  return (['employees', 'export'] as const)
    .filter((what) => missing[what] > 0)
    .map((what) =>
      missing[what] === firms
        ? noneStates[what](firms)
        : notStated[what](missing[what], written(missing[what], language)),
    );
}

function sentence(clauses: readonly string[]): string {
  const text = clauses.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function listed(names: readonly string[], language: Language): string {
  if (names.length <= MOST_NAMES) return formats[language].list.format(names);
  const shown = names.slice(0, MOST_NAMES - 1);
  return EXPLAIN_WORDS[language].andOthers(shown.join(', '), written(names.length - shown.length, language));
}

const written = (number: number, language: Language): string => formats[language].whole.format(number);

/** Below ten euros cents matter. */
const euros = (eur: number, language: Language): string =>
  (eur < 10 ? formats[language].cents : formats[language].euros).format(eur);

/** Only what is whole is 100 %, only what is nothing is 0 %. */
function percent(share: number, language: Language): string {
  const isAtTheEdge = (share > 0 && share < 0.01) || (share > 0.99 && share < 1);
  if (!isAtTheEdge) return formats[language].percent.format(share);
  return formats[language].percentTenth.format(Math.min(Math.max(share, 0.001), 0.999));
}

// Made once: making a format costs far more than using it.
const formatsFor = (locale: string) => {
  const numbers = (more: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, { useGrouping: 'always', ...more });
  const currency = { style: 'currency', currency: 'EUR', minimumFractionDigits: 0 } as const;
  return {
    whole: numbers({ maximumFractionDigits: 0 }),
    euros: numbers({ ...currency, maximumFractionDigits: 0 }),
    cents: numbers({ ...currency, maximumFractionDigits: 2 }),
    percent: numbers({ style: 'percent' }),
    percentTenth: numbers({ style: 'percent', maximumFractionDigits: 1 }),
    list: new Intl.ListFormat(locale),
  };
};
const formats: Record<Language, ReturnType<typeof formatsFor>> = { it: formatsFor('it-IT'), en: formatsFor('en-GB') };
