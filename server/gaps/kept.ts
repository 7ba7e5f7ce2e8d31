import { type Box, boxesMeet, boxHolds, boxOf, boxWithin } from '../geo/box.ts';
import type { FirmServiceStep } from './firm-service.ts';
import type { GapInput } from './gap-input.ts';
import { type FirmStep, type Step, TODAYS_COVERAGE, type ZoneStep } from './gap-result.ts';
import { NEAREST_WITHIN_M } from './method.ts';
import type { ZoneGap, ZonePart } from './zone-gap.ts';

export type Question = Omit<Step, 'fromOn'>;

/** What was computed before, and where something has changed since. */
export interface Previous {
  /** All that has changed lies in here, old place and new; a segment with all within its reach. */
  changedWithin: Box;
  /** What was asked, once each. */
  questions: Question[];
  zones: Omit<ZoneStep, 'gap'>[];
  firms: FirmStep[];
  /** Whether zones were left out because they could not be processed. */
  failed: boolean;
}

/** Distances are measured to a thousandth, and boxes are larger than need be. */
const FARTHER = 1.01;
const NEAR_M = 1;

const NOWHERE: Box = [Infinity, Infinity, -Infinity, -Infinity];

/** The zones and firms of a municipality that a change does not touch, with their steps as they were computed before. */
export class Kept {
  readonly zoneIds = new Set<string>();
  readonly firmIds = new Set<string>();
  readonly #input: GapInput;
  /** The areas of those parts of zones that are kept. */
  readonly #areasM2 = new Map<string, number>();
  readonly #zones = new Map<string, ZoneGap[]>();
  readonly #firms = new Map<string, FirmServiceStep[]>();

  /**
   * Keeps nothing where nothing was computed before, where other questions were asked or where something failed: zones that
   * fail are named with what they overlap.
   */
  constructor(input: GapInput, questions: readonly Question[], previous: Previous | null) {
    this.#input = input;
    if (!previous || previous.failed || !sameQuestions(questions, previous.questions)) return;
    const changed = boxWithin(previous.changedWithin, input.premisesReachM);
    for (const { zoneId, zoneAreaM2, gapAreaM2, ...step } of previous.zones) {
      const steps = this.#zones.get(keyOf(step, zoneId)) ?? [];
      this.#zones.set(keyOf(step, zoneId), steps);
      steps.push({ fromOn: dayOf(step), gapAreaM2, gap: [] });
      this.#areasM2.set(zoneId, zoneAreaM2);
    }
    for (const { firmId, targetMbps, includesProposed, fromOn, ...state } of previous.firms) {
      const step = { targetMbps, includesProposed, fromOn };
      const steps = this.#firms.get(keyOf(step, firmId)) ?? [];
      this.#firms.set(keyOf(step, firmId), steps);
      steps.push({ fromOn: dayOf(step), state });
    }
    for (const { id, geometry, box } of input.zones) {
      if (!boxesMeet(box ?? boxOf(geometry), changed)) this.zoneIds.add(id);
    }
    for (const { id, position } of input.firms) {
      if (position === null) continue;
      const lookedM = this.#lookedM(id, questions);
      if (lookedM !== null && !boxHolds(boxWithin(changed, lookedM * FARTHER + NEAR_M), position)) this.firmIds.add(id);
    }
  }

  /** Those zones that are to be computed, and those that they may overlap: a zone's part is what no zone before it has. */
  zonesToCut(): GapInput['zones'] {
    const { zones } = this.#input;
    const boxes = zones.map(({ geometry, box }) => box ?? boxOf(geometry));
    const needed = zones.map(({ id }) => !this.zoneIds.has(id));
    for (let later = zones.length - 1; later > 0; later--) {
      if (!needed[later]) continue;
      for (let before = 0; before < later; before++) {
        if (boxesMeet(boxes[before]!, boxes[later]!)) needed[before] = true;
      }
    }
    return zones.filter((_, index) => needed[index]);
  }

  /** Parts that were cut, and between them, without a shape, those of the zones that are kept; in the order of the zones. */
  amongParts(cut: readonly ZonePart[]): ZonePart[] {
    const parts = new Map(cut.map((part) => [part.zoneId, part]));
    return this.#input.zones.flatMap(({ id }) => {
      if (!this.zoneIds.has(id)) return parts.get(id) ?? [];
      const areaM2 = this.#areasM2.get(id);
      return areaM2 === undefined ? [] : { zoneId: id, polygons: [], box: NOWHERE, areaM2 };
    });
  }

  /** The steps of a zone that is kept. */
  zoneSteps(id: string, question: Question): ZoneGap[] | undefined {
    return this.zoneIds.has(id) ? this.#zones.get(keyOf(question, id)) : undefined;
  }

  /** The steps of a firm that is kept. */
  firmSteps(id: string, question: Question): FirmServiceStep[] | undefined {
    return this.firmIds.has(id) ? this.#firms.get(keyOf(question, id)) : undefined;
  }

  /** How far from a firm its figures looked, m; null where it was not computed before. */
  #lookedM(id: string, questions: readonly Question[]): number | null {
    let farthest = 0;
    for (const question of questions) {
      const today = this.#firms.get(keyOf(question, id))?.[0]?.state;
      if (!today) return null;
      const { served, nearestServedM, nearestSegmentM } = today;
      if (!served)
        farthest = Math.max(farthest, nearestServedM ?? NEAREST_WITHIN_M, nearestSegmentM ?? NEAREST_WITHIN_M);
    }
    return farthest;
  }
}

function sameQuestions(some: readonly Question[], others: readonly Question[]): boolean {
  const keys = new Set(others.map((question) => keyOf(question, '')));
  return some.length === keys.size && some.every((question) => keys.has(keyOf(question, '')));
}

const keyOf = ({ targetMbps, includesProposed }: Question, id: string) => `${targetMbps} ${includesProposed} ${id}`;

const dayOf = ({ fromOn }: Step): string | null => (fromOn === TODAYS_COVERAGE ? null : fromOn);
