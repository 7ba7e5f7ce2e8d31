import type { Column, Language } from '../address.ts';
import type { Municipality } from '../api.ts';

/** One row of the ranking. Null: the figure is not known. Shares 0 to 1, areas in m2. */
export interface RankingRow {
  code: string;
  name: string;
  province: string | null;
  /** The name as the filter compares it. */
  plainName: string;
  /** Its place among all by name: comparing names as a language does takes long, and is done once. */
  nameOrder: number;
  generated: boolean;
  recomputing: boolean;
  firms: number | null;
  firmsNotServed: number | null;
  firmsNotServedAfter: number | null;
  exportShareNotServed: number | null;
  employeesNotServed: number | null;
  zoneGapM2: number | null;
  zoneGapM2After: number | null;
  ftthShare: number | null;
}

/** The rows of all municipalities, by name in the order of a language. */
export function rankingRows(municipalities: readonly Municipality[], language: Language): RankingRow[] {
  const collator = new Intl.Collator(language);
  return municipalities
    .toSorted((a, b) => collator.compare(a.name, b.name) || (a.code < b.code ? -1 : 1))
    .map(rankingRow);
}

function rankingRow(
  { code, name, provinceCode, generated, gap, statistic }: Municipality,
  nameOrder: number,
): RankingRow {
  const { before, after } = gap;
  return {
    code,
    name,
    province: provinceCode,
    plainName: plain(name),
    nameOrder,
    generated,
    recomputing: gap.state !== 'current',
    firms: before && before.firmsServed + before.firmsNotServed + before.firmsPositionUnknown,
    firmsNotServed: before && before.firmsNotServed,
    firmsNotServedAfter: after && after.firmsNotServed,
    exportShareNotServed: before && before.exportShare.share,
    employeesNotServed: before && before.employees.share,
    zoneGapM2: before && before.zoneGapM2,
    zoneGapM2After: after && after.zoneGapM2,
    ftthShare: statistic && statistic.ftthShare,
  };
}

/** Text without accents and case, so that `Dovèra` is found by `dovera`. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

export function filterRows(rows: readonly RankingRow[], filter: string): RankingRow[] {
  const wanted = plain(filter);
  return rows.filter(
    ({ plainName, code, province }) =>
      plainName.includes(wanted) || code.startsWith(wanted) || province?.toLowerCase() === wanted,
  );
}

/** Rows in the order asked for: what is not known stays at the end either way, equal figures go by name. */
export function sortRows(rows: readonly RankingRow[], column: Column, order: 'asc' | 'desc'): RankingRow[] {
  const sign = order === 'asc' ? 1 : -1;
  if (column === 'name') return rows.toSorted((a, b) => sign * (a.nameOrder - b.nameOrder));
  return rows.toSorted((a, b) => {
    const [left, right] = [a[column], b[column]];
    if (left === right) return a.nameOrder - b.nameOrder;
    if (left === null) return 1;
    if (right === null) return -1;
    return sign * (left - right);
  });
}

/** The direction in which a column is first sorted: names from A, figures from the greatest. */
export const firstOrder = (column: Column): 'asc' | 'desc' => (column === 'name' ? 'asc' : 'desc');

export type RankingTotals = Omit<
  RankingRow,
  'code' | 'name' | 'plainName' | 'nameOrder' | 'province' | 'generated' | 'recomputing'
>;

/** Sums and weighted shares over municipalities; a figure that none of them has stays unknown. */
export function totalsOf(municipalities: readonly Municipality[]): RankingTotals {
  const befores = municipalities.flatMap(({ gap }) => gap.before ?? []);
  const afters = municipalities.flatMap(({ gap }) => gap.after ?? []);
  const statistics = municipalities.flatMap(({ statistic }) => statistic ?? []);
  const known = statistics.filter(({ families, familiesFtth }) => families !== null && familiesFtth !== null);
  return {
    firms: sum(befores.map((of) => of.firmsServed + of.firmsNotServed + of.firmsPositionUnknown)),
    firmsNotServed: sum(befores.map((of) => of.firmsNotServed)),
    firmsNotServedAfter: sum(afters.map((of) => of.firmsNotServed)),
    exportShareNotServed: weightedShare(befores.map((of) => of.exportShare)),
    employeesNotServed: weightedShare(befores.map((of) => of.employees)),
    zoneGapM2: sum(befores.map((of) => of.zoneGapM2)),
    zoneGapM2After: sum(afters.map((of) => of.zoneGapM2)),
    ftthShare: ratio(sum(known.map((of) => of.familiesFtth ?? 0)), sum(known.map((of) => of.families ?? 0))),
  };
}

const sum = (numbers: number[]): number | null =>
  numbers.length === 0 ? null : numbers.reduce((total, number) => total + number, 0);

const ratio = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : part / whole;

const weightedShare = (shares: { notServed: number; total: number }[]): number | null =>
  ratio(sum(shares.map((of) => of.notServed)), sum(shares.map((of) => of.total)));

/**
 * Which rows of a long table to draw: those in sight and some more on either side.
 *
 * @param scrollTop, height  of the part in sight, px
 * @returns first row and the one after the last
 */
export function rowsInSight(
  count: number,
  rowHeight: number,
  scrollTop: number,
  height: number,
): { first: number; end: number } {
  const margin = 12;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - margin);
  const end = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + margin);
  return { first: Math.min(first, end), end };
}
