import type { GapInput, GapSegment, GapTarget } from '../../server/gaps/gap-input.ts';
import { type GapOnDay, chainOf, gapOnDay } from '../../server/gaps/gap-on-day.ts';
import { type GapResult, TODAYS_COVERAGE } from '../../server/gaps/gap-result.ts';
import { WhatIf } from '../../server/gaps/what-if.ts';
import type { Polygons } from '../../server/geo/polygons.ts';
import type { FollowedFirm, FollowedGap, GapShape, WhatIfQuestion } from './protocol.ts';

/** A municipality whose gap follows a segment under the hand; it tells of shapes and firms what has changed since it told last. */
export class FollowedMunicipality {
  readonly #code: string;
  readonly #name: string;
  readonly #input: GapInput;
  readonly #whatIf: WhatIf;
  readonly #planned = new Map<string, GapResult>();
  readonly #toldShapes = new Map<string, Polygons>();
  readonly #toldFirms = new Map<string, string>();

  constructor(name: string, input: GapInput) {
    this.#code = input.code;
    this.#name = name;
    this.#input = input;
    this.#whatIf = new WhatIf(input);
  }

  /** Whether coverage was read wide enough for a target. */
  isSettled(target: GapTarget): boolean {
    return this.#plannedAt(target).coverageSettled;
  }

  answer({ segment, notBuilt = [], target, horizon, plansUntil, proposed }: WhatIfQuestion): FollowedGap {
    const planned = this.#plannedAt(target);
    const result = this.#whatIf.gap(target, [...this.#left(notBuilt), ...(segment === null ? [] : [segment])]);
    const figuresOf = (of: GapResult) => ({
      ...gapOnDay(of, horizon, proposed).figures,
      aidClasses: gapOnDay(of, plansUntil, proposed).figures.aidClasses,
    });
    const today = gapOnDay(planned, TODAYS_COVERAGE, proposed);
    const unchanged = gapOnDay(planned, horizon, proposed);
    const changed = gapOnDay(result, horizon, proposed);
    return {
      code: this.#code,
      name: this.#name,
      asked: { target: target.downMbps, horizon, proposed, plansUntil },
      today: today.figures,
      unchanged: figuresOf(planned),
      changed: figuresOf(result),
      zones: zonesOf({ today, unchanged, changed }),
      shapes: [...this.#newShapes('before', today), ...this.#newShapes('after', changed)],
      firms: this.#newFirms({ today, unchanged, changed }, servedSince(result, proposed)),
    };
  }

  /** Segments that would not be built, as they would then be. */
  #left(ids: readonly string[]): GapSegment[] {
    const left = new Set(ids);
    return this.#input.segments.filter(({ id }) => left.has(id)).map((one) => ({ ...one, status: 'decommissioned' }));
  }

  /** The gap without the change. */
  #plannedAt(target: GapTarget): GapResult {
    const key = `${target.downMbps} ${target.technologies}`;
    const known = this.#planned.get(key) ?? this.#whatIf.gap(target, []);
    this.#planned.set(key, known);
    return known;
  }

  /** A gap that no change touches is the same object from answer to answer. */
  *#newShapes(when: GapShape['when'], { zones }: GapOnDay): Generator<GapShape> {
    for (const { zoneId, gap } of zones.values()) {
      const key = `${when} ${zoneId}`;
      if (this.#toldShapes.get(key) === gap) continue;
      this.#toldShapes.set(key, gap);
      yield { zoneId, when, polygons: gap };
    }
  }

  #newFirms(gaps: Gaps, since: Map<string, string>): FollowedFirm[] {
    return this.#input.firms.flatMap(({ id, position }) => {
      const changed = gaps.changed.firms.get(id);
      if (position === null || changed === undefined) return [];
      const today = gaps.today.firms.get(id)!;
      const servedFrom = since.get(id) ?? null;
      const firm: FollowedFirm = {
        id,
        position: [position[0]!, position[1]!],
        wasServed: gaps.unchanged.firms.get(id)!.served,
        service: today.served ? 'served' : changed.served ? 'servedByHorizon' : 'notServed',
        servedFrom: servedFrom === TODAYS_COVERAGE ? null : servedFrom,
        networks: changed.networks,
        nearestServedM: today.nearestServedM,
        nearestServedAfterM: changed.nearestServedM,
        nearestSegmentM: changed.nearestSegmentM,
        nearestSegmentId: changed.nearestSegmentId,
      };
      const written = JSON.stringify(firm);
      if (this.#toldFirms.get(id) === written) return [];
      this.#toldFirms.set(id, written);
      return [firm];
    });
  }
}

type Gaps = Record<'today' | 'unchanged' | 'changed', GapOnDay>;

/** A zone that could not be processed without the change, or with it, is left out, as in the figures. */
function zonesOf({ today, unchanged, changed }: Gaps): FollowedGap['zones'] {
  return [...changed.zones.values()].flatMap(({ zoneId, zoneAreaM2, gapAreaM2 }) => {
    const [todays, planned] = [today.zones.get(zoneId), unchanged.zones.get(zoneId)];
    if (!todays || !planned) return [];
    return {
      zoneId,
      areaM2: zoneAreaM2,
      todayM2: todays.gapAreaM2,
      unchangedM2: planned.gapAreaM2,
      changedM2: gapAreaM2,
    };
  });
}

/** The first day on which each firm is served, whatever the horizon. */
function servedSince({ firms }: GapResult, proposed: boolean): Map<string, string> {
  const since = new Map<string, string>();
  for (const { firmId, served, fromOn } of chainOf(firms, proposed)) {
    if (served && !since.has(firmId)) since.set(firmId, fromOn);
  }
  return since;
}
