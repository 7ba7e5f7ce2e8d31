import type { WorksType } from '../segments/works.ts';

/** Parts of the sentence that explains a rank. A `written` number is formatted for the language. */
export interface ExplainWords {
  needs: (names: string) => string;
  andOthers: (names: string, written: string) => string;
  serves: (count: number, written: string, isMore: boolean) => string;
  servesNobody: string;
  employees: (count: number, written: string, isAtLeast: boolean) => string;
  exports: (percent: string, isMean: boolean) => string;
  costs: (perM: string, isStated: boolean) => string;
  assumed: string;
  because: Record<'crossing' | 'termination', (count: number, written: string) => string>;
  /** No percentage: all of it. */
  works: (type: WorksType, percent: string | null) => string;
  shares: (metres: string, name: string | null) => string;
  pledges: (count: number, written: string) => string;
  notStated: Record<'employees' | 'export', (count: number, written: string) => string>;
  /** By none of so many firms. */
  noneStates: Record<'employees' | 'export' | 'both', (count: number) => string>;
}

const italianWorks: Record<WorksType, string> = {
  trench: 'in scavo aperto',
  microTrench: 'in minitrincea',
  aerial: 'in linea aerea',
  existingDuct: 'in cavidotto esistente',
};

/** `il 60%`, `l’80%`, `l’11%`, `lo 0,5%`: the article goes by how the number is spoken. */
const withArticle = (percent: string): string =>
  /^(8|11?(?!\d))/.test(percent) ? `l’${percent}` : percent.startsWith('0') ? `lo ${percent}` : `il ${percent}`;

const it: ExplainWords = {
  needs: (names) => `insieme a ${names}, da costruire prima, `,
  andOthers: (names, written) => `${names} e altre ${written}`,
  serves: (count, written, isMore) => {
    if (isMore) return count === 1 ? 'serve un’altra azienda' : `serve altre ${written} aziende`;
    return count === 1 ? 'serve 1 azienda' : `serve ${written} aziende`;
  },
  servesNobody: 'non serve nessuna azienda in più',
  employees: (count, written, isAtLeast) =>
    ` con ${isAtLeast ? 'almeno ' : ''}${count === 1 ? '1 addetto' : `${written} addetti`}`,
  exports: (percent, isMean) => `, export ${isMean ? 'medio ' : ''}${percent}`,
  costs: (perM, isStated) => (isStated ? `costa ${perM} al metro come dichiarato` : `costa circa ${perM} al metro`),
  assumed: ', contata come scavo aperto perché i lavori non sono noti',
  because: {
    crossing: (count, written) =>
      ` perché ha ${count === 1 ? '1 attraversamento' : `${written} attraversamenti`} (ferrovia, fiume o autostrada)`,
    termination: (count, written) => ` perché ha ${count === 1 ? '1 terminazione' : `${written} terminazioni`}`,
  },
  works: (type, percent) =>
    ` perché ${percent === null ? 'è tutta' : `per ${withArticle(percent)} è`} ${italianWorks[type]}`,
  shares: (metres, name) => `condivide ${metres} m di scavo con ${name ?? 'lavori che si fanno comunque'}`,
  pledges: (count, written) => (count === 1 ? '1 azienda si abbonerebbe' : `${written} aziende si abbonerebbero`),
  notStated: {
    employees: (count, written) => `${italianDoNotState(count, written)} gli addetti`,
    export: (count, written) => `${italianDoNotState(count, written)} l’export`,
  },
  noneStates: {
    employees: (count) => `${italianNoneStates(count)} gli addetti`,
    export: (count) => `${italianNoneStates(count)} l’export`,
    both: (count) => `${italianNoneStates(count)} ${count === 1 ? 'né addetti né export' : 'addetti o export'}`,
  },
};

const italianDoNotState = (count: number, written: string): string =>
  count === 1 ? '1 azienda non dichiara' : `${written} aziende non dichiarano`;

const italianNoneStates = (count: number): string =>
  count === 1 ? 'l’azienda non dichiara' : 'nessuna delle aziende dichiara';

const englishWorks: Record<WorksType, string> = {
  trench: 'in open trench',
  microTrench: 'in micro-trench',
  aerial: 'on poles',
  existingDuct: 'in existing duct',
};

const en: ExplainWords = {
  needs: (names) => `together with ${names}, to be built first, `,
  andOthers: (names, written) => `${names} and ${written} others`,
  serves: (count, written, isMore) => {
    if (isMore) return count === 1 ? 'serves another firm' : `serves ${written} more firms`;
    return count === 1 ? 'serves 1 firm' : `serves ${written} firms`;
  },
  servesNobody: 'serves no further firm',
  employees: (count, written, isAtLeast) =>
    ` with ${isAtLeast ? 'at least ' : ''}${count === 1 ? '1 employee' : `${written} employees`}`,
  exports: (percent, isMean) => `, ${percent} exported${isMean ? ' on average' : ''}`,
  costs: (perM, isStated) => (isStated ? `costs ${perM} per metre as stated` : `costs about ${perM} per metre`),
  assumed: ', taken as open trench since its works are not known',
  because: {
    crossing: (count, written) =>
      ` because of ${count === 1 ? '1 crossing' : `${written} crossings`} (railway, river or motorway)`,
    termination: (count, written) => ` because of ${count === 1 ? '1 termination' : `${written} terminations`}`,
  },
  works: (type, percent) => ` because ${percent === null ? 'all of it' : percent} is ${englishWorks[type]}`,
  shares: (metres, name) => `shares ${metres} m of trench with ${name ?? 'works that go ahead anyway'}`,
  pledges: (count, written) => `${count === 1 ? '1 firm' : `${written} firms`} would subscribe`,
  notStated: {
    employees: (count, written) =>
      (count === 1 ? '1 firm does not state its' : `${written} firms do not state their`) + ' employees',
    export: (count, written) =>
      (count === 1 ? '1 firm does not state its' : `${written} firms do not state their`) + ' export',
  },
  noneStates: {
    employees: (count) =>
      count === 1 ? 'the firm does not state its employees' : 'none of the firms states its employees',
    export: (count) => (count === 1 ? 'the firm does not state its export' : 'none of the firms states its export'),
    both: (count) =>
      count === 1 ? 'the firm states neither employees nor export' : 'none of the firms states employees or export',
  },
};

export const EXPLAIN_WORDS = { it, en };
