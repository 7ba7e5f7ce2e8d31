/** Low, likely and high. */
export interface Range {
  low: number;
  likely: number;
  high: number;
}

/** What works cost: each entry's unit is in UNIT_COSTS. */
export type CostTable = Record<UnitCost, Range>;

export const UNIT_COSTS = [
  'trench',
  'microTrench',
  'aerial',
  'existingDuct',
  'crossing',
  'termination',
  'connection',
  'jointShare',
] as const;
export type UnitCost = (typeof UNIT_COSTS)[number];

interface Sourced extends Range {
  unit: 'EUR/m' | 'EUR' | 'share';
  /** Document and year behind it; `assumption` where there is none. */
  source: { it: string; en: string };
  isAssumption: boolean;
}

/** The day of the table: costs are of their time. */
export const USUAL_COSTS_AS_OF = '2026-11-27';

/** Usual costs with their sources. `jointShare`: what part of the civil works of shared metres is saved. */
export const USUAL_COSTS: Record<UnitCost, Sourced> = {
  trench: {
    low: 20,
    likely: 45,
    high: 150,
    unit: 'EUR/m',
    source: {
      it: 'Italia 20-50 (Assoprovider 2019), Germania 150 (2022), Veneto in media 40 (2019)',
      en: 'Italy 20-50 (Assoprovider 2019), Germany 150 (2022), Veneto blended 40 (2019)',
    },
    isAssumption: false,
  },
  microTrench: {
    low: 23,
    likely: 35,
    high: 60,
    unit: 'EUR/m',
    source: { it: 'ipotesi, da cifre statunitensi e di forum', en: 'assumption, from US and forum figures' },
    isAssumption: true,
  },
  aerial: {
    low: 20,
    likely: 20,
    high: 20,
    unit: 'EUR/m',
    source: { it: 'ipotesi, senza intervallo noto', en: 'assumption, no range known' },
    isAssumption: true,
  },
  existingDuct: {
    low: 2,
    likely: 2,
    high: 2,
    unit: 'EUR/m',
    source: { it: 'Assoprovider 2019', en: 'Assoprovider 2019' },
    isAssumption: false,
  },
  crossing: {
    low: 5000,
    likely: 15_000,
    high: 40_000,
    unit: 'EUR',
    source: { it: 'ipotesi: ferrovia, fiume o autostrada', en: 'assumption: railway, river or motorway' },
    isAssumption: true,
  },
  termination: {
    low: 2000,
    likely: 2000,
    high: 2000,
    unit: 'EUR',
    source: { it: 'Assoprovider 2019', en: 'Assoprovider 2019' },
    isAssumption: false,
  },
  connection: {
    low: 800,
    likely: 1000,
    high: 2250,
    unit: 'EUR',
    source: {
      it: 'urbano 800, suburbano 1.000, rurale 2.250 (thinkbroadband 2016)',
      en: 'urban 800, suburban 1,000, rural 2,250 (thinkbroadband 2016)',
    },
    isAssumption: false,
  },
  jointShare: {
    low: 0.7,
    likely: 0.5,
    high: 0.3,
    unit: 'share',
    source: {
      it: 'ipotesi: parte dello scavo in comune che si risparmia',
      en: 'assumption: part of a shared trench that is saved',
    },
    isAssumption: true,
  },
};

/** The usual costs alone. */
export const usualCosts = (): CostTable =>
  Object.fromEntries(UNIT_COSTS.map((name) => [name, rangeOf(USUAL_COSTS[name])])) as CostTable;

const rangeOf = ({ low, likely, high }: Range): Range => ({ low, likely, high });
