import type { Position } from 'geojson';
import { type Box, boxOf } from '../geo/box.ts';
import { DistanceFrom } from '../geo/distance.ts';
import type { GapFirm, GapInput, GapTarget } from './gap-input.ts';
import { addUpFigures } from './figures.ts';
import { type FirmServiceStep, firmServiceSteps } from './firm-service.ts';
import {
  type FirmStep,
  type GapResult,
  type MunicipalityStep,
  TODAYS_COVERAGE,
  type ZoneFailure,
  type ZoneStep,
} from './gap-result.ts';
import { Kept, type Previous, type Question } from './kept.ts';
import { NEAREST_WITHIN_M } from './method.ts';
import { type Served, servedAt } from './served.ts';
import { culpritsOf, type ZoneGap, zoneGapSteps, type ZonePart, zoneParts } from './zone-gap.ts';

/**
 * What of a municipality's industrial zones and firms is not served, at each target and on every day: today by the
 * coverage alone, later by the planned segments too. The same code computes the server's stored figures and
 * the what-if in the browser.
 *
 * @param input   zones, firms, coverage and segments around one municipality, [lng, lat] in degrees WGS84, valid
 * @param targets speeds and the technologies that may answer them
 * @param previous what was computed before: zones and firms that a change since does not touch keep their steps, which the
 *                result then leaves out; all figures are those of computing everything
 * @returns figures, zone gaps and firms as steps of the horizon. Areas in m2 on the WGS84 ellipsoid, distances
 *          in metres. The order of the input's lists does not change the figures, but for the order of ids.
 *          Zones that cannot be processed are named in `failures` and left out; nothing is thrown for them.
 */
export function municipalityGap(
  input: GapInput,
  targets: readonly GapTarget[],
  previous: Previous | null = null,
): GapResult {
  const questions = targets.flatMap((target) => chainsOf(input).map((proposed) => questionOf(target, proposed)));
  const kept = new Kept(input, questions, previous);
  const { parts, failures } = zoneParts({ ...input, zones: kept.zonesToCut() });
  const cut = { parts: kept.amongParts(parts), failures };
  const result = gapFrom(input, targets, (served, proposed, target) => {
    const question = questionOf(target, proposed);
    return answerFor(input, cut, served, {
      zoneSteps: (part) => kept.zoneSteps(part.zoneId, question) ?? zoneGapSteps(part, served),
      firmSteps: ({ id, position }) => kept.firmSteps(id, question) ?? firmServiceSteps(position, served),
    });
  });
  return {
    ...result,
    zones: result.zones.filter(({ zoneId }) => !kept.zoneIds.has(zoneId)),
    firms: result.firms.filter(({ firmId }) => !kept.firmIds.has(firmId)),
    keptZones: [...kept.zoneIds],
    keptFirms: [...kept.firmIds],
  };
}

const questionOf = (target: GapTarget, proposed: boolean): Question => ({
  targetMbps: target.downMbps,
  includesProposed: proposed,
});

/**
 * Puts together the gap of a municipality from answers for what serves it; targets that the same places and segments meet
 * share one answer.
 */
export function gapFrom(
  input: GapInput,
  targets: readonly GapTarget[],
  answerWhere: (served: Served, proposed: boolean, target: GapTarget) => Answer,
): GapResult {
  const result: GapResult = {
    code: input.code,
    municipality: [],
    zones: [],
    firms: [],
    coverageReachM: input.premisesReachM,
    segmentReachM: 0,
    coverageSettled: true,
    segmentsSettled: true,
    keptZones: [],
    keptFirms: [],
  };
  const readBox = boxRead(input);
  const answers: { served: Served; answer: Answer }[] = [];
  for (const target of targets) {
    for (const proposed of chainsOf(input)) {
      const served = servedAt(input, target, proposed);
      // Targets that the same places and segments meet have the same answer.
      const known = answers.find((one) => meetTheSame(one.served, served));
      const answer = known?.answer ?? answerWhere(served, proposed, target);
      if (!known) answers.push({ served, answer });
      addSteps(result, answer, questionOf(target, proposed));
      noteReach(result, answer, input, readBox);
    }
  }
  return result;
}

/** One chain of steps without proposed segments; where there are any, a second one with them. */
function chainsOf(input: GapInput): boolean[] {
  return input.segments.some((segment) => segment.status === 'proposed') ? [false, true] : [false];
}

function meetTheSame(one: Served, other: Served): boolean {
  return sameIds(one.places, other.places) && sameIds(one.planned, other.planned);
}

function sameIds(one: readonly { id: string }[], other: readonly { id: string }[]): boolean {
  return one.length === other.length && one.every(({ id }, index) => id === other[index]!.id);
}

/** Zones and firms of a municipality, each with its steps, where one list of places and segments serves. */
export interface Answer {
  zones: { part: ZonePart; steps: ZoneGap[] }[];
  firms: { firm: GapFirm; steps: FirmServiceStep[] }[];
  positionUnknown: number;
  failures: ZoneFailure[];
}

/**
 * Answers for every zone and firm of a municipality.
 *
 * @param cut what `zoneParts` makes of the input
 * @param by  how to come to the steps of one zone part (may throw what the clipping kernel throws), and of one firm
 */
export function answerFor(
  input: GapInput,
  cut: ReturnType<typeof zoneParts>,
  served: Served,
  by: { zoneSteps: (part: ZonePart) => ZoneGap[]; firmSteps: (firm: PlacedFirm) => FirmServiceStep[] } = {
    zoneSteps: (part) => zoneGapSteps(part, served),
    firmSteps: ({ position }) => firmServiceSteps(position, served),
  },
): Answer {
  const failures = [...cut.failures];
  const zones = cut.parts.flatMap((part) => {
    try {
      return [{ part, steps: by.zoneSteps(part) }];
    } catch (error) {
      failures.push({ zoneId: part.zoneId, culprits: culpritsOf(part, served), reason: String(error) });
      return [];
    }
  });
  const firms = input.firms.flatMap((firm) => (isPlaced(firm) ? [{ firm, steps: by.firmSteps(firm) }] : []));
  return { zones, firms, positionUnknown: input.firms.length - firms.length, failures };
}

export type PlacedFirm = GapFirm & { position: Position };

function isPlaced(firm: GapFirm): firm is PlacedFirm {
  return firm.position !== null;
}

function addSteps(result: GapResult, answer: Answer, question: Question): void {
  const day = (fromOn: string | null) => fromOn ?? TODAYS_COVERAGE;
  for (const { part, steps } of answer.zones) {
    for (const { fromOn, gap, gapAreaM2 } of steps) {
      const step: ZoneStep = {
        ...question,
        fromOn: day(fromOn),
        zoneId: part.zoneId,
        zoneAreaM2: part.areaM2,
        gapAreaM2,
        gap,
      };
      result.zones.push(step);
    }
  }
  for (const { firm, steps } of answer.firms) {
    for (const { fromOn, state } of steps) {
      const step: FirmStep = { ...question, fromOn: day(fromOn), firmId: firm.id, ...state };
      result.firms.push(step);
    }
  }
  for (const fromOn of daysOf(answer)) {
    const step: MunicipalityStep = {
      ...question,
      fromOn: day(fromOn),
      figures: addUpFigures(
        answer.zones.map(({ part, steps }) => ({ areaM2: part.areaM2, gapAreaM2: onDay(steps, fromOn).gapAreaM2 })),
        answer.firms.map(({ firm, steps }) => ({ firm, state: onDay(steps, fromOn).state })),
        answer.positionUnknown,
      ),
      failures: answer.failures,
    };
    result.municipality.push(step);
  }
}

/** Today, then every day on which a zone or a firm changes. */
function daysOf({ zones, firms }: Answer): (string | null)[] {
  const days = [...zones, ...firms].flatMap(({ steps }) =>
    steps.flatMap(({ fromOn }) => (fromOn === null ? [] : [fromOn])),
  );
  return [null, ...[...new Set(days)].sort()];
}

/** The step that holds on a day; null is today's coverage. */
function onDay<S extends { fromOn: string | null }>(steps: readonly S[], day: string | null): S {
  return steps.findLast((step) => step.fromOn === null || (day !== null && step.fromOn <= day))!;
}

/** The box around boundary and firms, beyond which the input was read. */
function boxRead({ boundary, boundaryBox, firms }: GapInput): Box {
  const [west, south, east, north] = boundaryBox ?? boxOf(boundary);
  return boxOf([[west, south], [east, north], ...firms.flatMap(({ position }) => (position ? [position] : []))]);
}

/** How far the figures looked beyond the box from which the input was read, and whether it was read so far. */
function noteReach(result: GapResult, answer: Answer, input: GapInput, readBox: Box): void {
  for (const { firm, steps } of answer.firms) {
    const today = steps[0]!.state;
    if (today.served) continue;
    const insideM = new DistanceFrom(firm.position!).atLeastToBeyond(readBox);
    const coverageM = today.nearestServedM ?? NEAREST_WITHIN_M;
    // A segment brings service nearer than it is today only from within that distance and its own reach.
    const segmentM = Math.max(coverageM, today.nearestSegmentM ?? NEAREST_WITHIN_M);
    result.coverageReachM = Math.max(result.coverageReachM, coverageM - insideM);
    result.segmentReachM = Math.max(result.segmentReachM, segmentM - insideM);
    if (coverageM - insideM > input.coverageWithinM) result.coverageSettled = false;
    if (segmentM - insideM > input.segmentsWithinM) result.segmentsSettled = false;
  }
}
