import { newlyServed } from './benefit.ts';
import { explainRanking } from './explain.ts';
import type { PaperMap, PlanPaper, Position } from './plan-paper.ts';
import { prepareRanking, rank } from './priority.ts';
import type { PlanProblem } from './problem.ts';
import { isInScope } from './scope.ts';
import type { PlanSettings } from './settings.ts';

/** What the database says for the map on paper. */
export interface PaperRows {
  outlines: { code: string; outline: { coordinates: Position[][][] } }[];
  lines: { id: string; line: { coordinates: Position[][] } }[];
  positions: { id: string; lng: number; lat: number }[];
}

/** Ids of what a map on paper shows. */
export const shownOnPaper = ({ municipalities, candidates, firms }: PlanProblem, { scope }: PlanSettings) => ({
  codes: municipalities.filter((one) => isInScope(one, scope)).map(({ code }) => code),
  segments: candidates.map(({ id }) => id),
  firms: firms.map(({ id }) => id),
});

/** @param chosen places of candidates */
export function paperMap(problem: PlanProblem, chosen: readonly number[], rows: PaperRows): PaperMap {
  const served = new Set(newlyServed(problem, chosen).map((place) => problem.firms[place]!.id));
  return {
    outlines: rows.outlines.map(({ code, outline }) => ({ code, polygons: outline.coordinates })),
    segments: rows.lines.map(({ id, line }) => ({ id, lines: line.coordinates })),
    firms: rows.positions.map(({ id, lng, lat }) => ({ position: [lng, lat], isServed: served.has(id) })),
  };
}

/** Why each chosen segment is worth its money, as if it were the only one and with what it needs. */
export function reasonsOf(
  problem: PlanProblem,
  settings: PlanSettings,
  chosen: readonly number[],
): PlanPaper['reasons'] {
  const none = new Set<number>();
  const explain = explainRanking(problem, settings.costs, none);
  const isChosen = new Set(chosen);
  const ranked = rank(prepareRanking(problem, { ...settings, excluded: [] }, none), settings.weights);
  return new Map(
    ranked.flatMap((one) =>
      isChosen.has(one.candidate) ? [[problem.candidates[one.candidate]!.id, explain(one)] as const] : [],
    ),
  );
}
