import { boxesMeet, boxHolds } from '../geo/box.ts';
import { Boxes } from '../geo/boxes.ts';
import { type FirmServiceStep, firmServiceSteps } from './firm-service.ts';
import type { GapInput, GapSegment, GapTarget } from './gap-input.ts';
import type { GapResult } from './gap-result.ts';
import { type Answer, answerFor, gapFrom, type PlacedFirm } from './municipality-gap.ts';
import { type Served, servedAt } from './served.ts';
import { type ZoneGap, type ZonePart, zoneGapSteps, zoneParts } from './zone-gap.ts';

/**
 * The gap of one municipality while segments are being changed: to the digit what `municipalityGap` gives for the changed
 * input, but sooner. What today's coverage leaves of the zones is computed once, and what no changed segment can touch keeps
 * the answer that it has without the change.
 */
export class WhatIf {
  readonly #input: GapInput;
  readonly #cut: ReturnType<typeof zoneParts>;
  readonly #unchanged = new Map<string, Unchanged>();

  /** @param input segments in the order of their ids, as the database gives them */
  constructor(input: GapInput) {
    this.#input = input;
    this.#cut = zoneParts(input);
  }

  /** @param changed segments as they would be, in the place of those with the same ids; others come on top */
  gap(target: GapTarget, changed: readonly GapSegment[]): GapResult {
    const ids = new Set(changed.map(({ id }) => id));
    const segments = [...this.#input.segments.filter(({ id }) => !ids.has(id)), ...changed].sort(byId);
    return gapFrom({ ...this.#input, segments }, [target], (served, proposed) => {
      const unchanged = this.#answerUnchanged(target, proposed);
      return changed.length === 0 ? unchanged.answer : this.#answer(served, unchanged, ids);
    });
  }

  #answer(served: Served, unchanged: Unchanged, ids: ReadonlySet<string>): Answer {
    const reaches = [...unchanged.served.segments, ...served.segments].flatMap(({ id, reach }) =>
      ids.has(id) ? [reach.box] : [],
    );
    const zoneSteps = (part: ZonePart): ZoneGap[] => {
      const known = unchanged.zones.get(part.zoneId);
      if (known === undefined) return zoneGapSteps(part, served);
      return reaches.some((box) => boxesMeet(box, part.box)) ? laterSteps(part, known[0]!, served) : known;
    };
    const firmSteps = ({ id, position }: PlacedFirm): FirmServiceStep[] => {
      const known = unchanged.firms.get(id)!;
      // Whoever is served today asks for no nearest segment: only one that reaches it is of concern.
      const isSettled = known[0]!.state.served && !reaches.some((box) => boxHolds(box, position));
      return isSettled ? known : firmServiceSteps(position, served);
    };
    return answerFor(this.#input, this.#cut, served, { zoneSteps, firmSteps });
  }

  #answerUnchanged(target: GapTarget, proposed: boolean): Unchanged {
    const key = `${target.downMbps} ${target.technologies} ${proposed}`;
    const known = this.#unchanged.get(key);
    if (known) return known;
    const served = servedAt(this.#input, target, proposed);
    const answer = answerFor(this.#input, this.#cut, served);
    const unchanged = {
      served,
      answer,
      zones: new Map(answer.zones.map(({ part, steps }) => [part.zoneId, steps])),
      firms: new Map(answer.firms.map(({ firm, steps }) => [firm.id, steps])),
    };
    this.#unchanged.set(key, unchanged);
    return unchanged;
  }
}

/** The answer without any change. A zone that could not be processed has no steps. */
interface Unchanged {
  served: Served;
  answer: Answer;
  zones: ReadonlyMap<string, ZoneGap[]>;
  firms: ReadonlyMap<string, FirmServiceStep[]>;
}

const byId = (a: GapSegment, b: GapSegment): number => (a.id < b.id ? -1 : 1);

const NO_PLACES = { places: [], placeBoxes: new Boxes([]) };

/** The steps of a zone part of which it is known what today's coverage leaves. */
function laterSteps(part: ZonePart, today: ZoneGap, served: Served): ZoneGap[] {
  return zoneGapSteps({ ...part, polygons: today.gap }, { ...served, ...NO_PLACES });
}
