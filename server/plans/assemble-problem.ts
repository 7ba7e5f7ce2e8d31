import { worksOf } from '../segments/works.ts';
import type { Sorted } from './candidates.ts';
import { type FirmBefore, notServedAnyway, planFirms } from './plan-firms.ts';
import type { Candidate, Join, JointWorks, PlanFirm, PlanMunicipality, PlanProblem } from './problem.ts';

/** What the database says beside the segments themselves; places are those of the candidates. */
export interface ProblemRows {
  neighbours: { a: number; b: number[] }[];
  joins: (Join & { place: number })[];
  lengths: { place: number; code: string; metres: number }[];
  shared: { place: number; beside: number | null; metres: number }[];
  zones: { place: number; codes: string[] }[];
  /** Of those left out, by their places. */
  leftOut: { place: number; codes: string[] }[];
  /** JSON of `FirmRow[]`: firms that today's coverage does not serve; segments that reach each of them by the horizon. */
  firms: string;
  municipalities: { code: string; name: string; provinceCode: string | null; placed: number; unplaced: number }[];
}

interface FirmRow extends Pick<PlanFirm, 'id' | 'employees' | 'exportShare' | 'pledges' | 'inZone'> {
  code: string;
  segmentIds: string[];
}

/** A problem as the database says it. */
export interface WrittenProblem {
  sorted: Sorted;
  rows: ProblemRows;
}

/** Puts together what plans choose from. */
export function assembleProblem({ sorted: { candidates, committed, leftOut }, rows }: WrittenProblem): PlanProblem {
  const placeOf = new Map(rows.municipalities.map(({ code }, place) => [code, place]));
  const placesOf = (codes: readonly string[]) => codes.flatMap((code) => placeOf.get(code) ?? []);
  const neighbours = new Map(rows.neighbours.map(({ a, b }) => [a, b]));
  const joins = Map.groupBy(rows.joins, ({ place }) => place);
  const lengths = Map.groupBy(rows.lengths, ({ place }) => place);
  const zones = new Map(rows.zones.map(({ place, codes }) => [place, codes]));
  const committedM = new Map(
    rows.shared.flatMap(({ place, beside, metres }) => (beside === null ? [[place, wholeMetres(metres)]] : [])),
  );
  const byId = new Map(candidates.map(({ id }, place) => [id, place]));
  const built = new Set(committed.map(({ id }) => id));
  const unserved = notServedAnyway(JSON.parse(rows.firms) as FirmRow[], built);
  return {
    candidates: candidates.map((segment, place): Candidate => ({
      id: segment.id,
      name: segment.name,
      status: segment.status,
      lengthM: segment.lengthM,
      works: worksOf(segment),
      crossings: segment.crossings ?? 0,
      terminations: segment.terminations ?? 0,
      statedCostEur: segment.costEur === null ? null : Math.round(segment.costEur),
      readyOn: segment.readyOn,
      joins: (joins.get(place) ?? []).map(({ kind, id, name }) => ({ kind, id, name })),
      neighbours: neighbours.get(place) ?? [],
      lengthShares: sharesOf(lengths.get(place) ?? [], placeOf),
      zonesIn: placesOf(zones.get(place) ?? []),
      sharedWithCommittedM: committedM.get(place) ?? 0,
      generated: segment.generated,
    })),
    firms: planFirms(firmsBefore(unserved, placeOf), byId),
    jointWorks: rows.shared.flatMap(({ place, beside, metres }): JointWorks[] =>
      beside === null ? [] : [{ a: beside, b: place, sharedM: wholeMetres(metres) }],
    ),
    municipalities: countFirms(rows.municipalities, unserved),
    leftOut: leftOut.map(({ segment: { id, name }, reason }, place) => ({
      id,
      name,
      municipalities: placesOf(rows.leftOut.find((row) => row.place === place)?.codes ?? []),
      reason,
    })),
  };
}

/** Counted in steps along the line: digits beyond the metre would say more than is known. */
const wholeMetres = (metres: number): number => Math.round(metres);

function sharesOf(
  lengths: readonly { code: string; metres: number }[],
  placeOf: ReadonlyMap<string, number>,
): Candidate['lengthShares'] {
  const total = lengths.reduce((sum, { metres }) => sum + metres, 0);
  return lengths.map(({ code, metres }) => ({ municipality: placeOf.get(code)!, share: metres / total }));
}

/** Firms of municipalities that are here; shares to the thousandth, so that sums of points are exact. */
function firmsBefore(rows: readonly FirmRow[], placeOf: ReadonlyMap<string, number>): FirmBefore[] {
  return rows.flatMap(({ code, exportShare, ...firm }) => {
    const municipality = placeOf.get(code);
    if (municipality === undefined) return [];
    return [
      { ...firm, municipality, exportShare: exportShare === null ? null : Math.round(exportShare * 1000) / 1000 },
    ];
  });
}

function countFirms(
  municipalities: ProblemRows['municipalities'],
  unserved: readonly { code: string }[],
): PlanMunicipality[] {
  const notServed = new Map<string, number>();
  for (const { code } of unserved) notServed.set(code, (notServed.get(code) ?? 0) + 1);
  return municipalities.map(({ code, name, provinceCode, placed, unplaced }) => {
    const firmsNotServed = notServed.get(code) ?? 0;
    return {
      code,
      name,
      provinceCode,
      firmsNotServed,
      firmsServed: placed - firmsNotServed,
      firmsPositionUnknown: unplaced,
    };
  });
}
