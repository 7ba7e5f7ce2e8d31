import type { Position } from 'geojson';
import { DistanceFrom, holds } from '../geo/distance.ts';
import { ringsOf } from '../geo/polygons.ts';
import type { FirmStep, Step } from './gap-result.ts';
import type { Served, ServedPlace } from './served.ts';
import { NEAREST_WITHIN_M } from './method.ts';

export type FirmState = Omit<FirmStep, keyof Step | 'firmId'>;

/** What serves a firm from a day on; `fromOn` null is today's coverage. */
export interface FirmServiceStep {
  fromOn: string | null;
  state: FirmState;
}

/**
 * What serves a position, today and from each day on which segments that reach it become ready; and how far the
 * nearest served place and the nearest planned segment are.
 *
 * @param position [lng, lat] in degrees WGS84
 * @returns today's step, then one for each day that changes it, in order
 */
export function firmServiceSteps(position: Position, served: Served): FirmServiceStep[] {
  const from = new DistanceFrom(position);
  const serving: ServedPlace[] = [];
  for (const number of served.placeBoxes.holding(position)) {
    const place = served.places[number]!;
    if (serves(place, from, served.premisesReachM)) serving.push(place);
  }
  const isServed = serving.length > 0;
  const toPlace = (number: number) => distanceToPlace(served.places[number]!, from);
  const toSegment = (number: number) => from.toLines(served.planned[number]!.lines);
  const nearestPlace = isServed ? 0 : withinReason(from.nearest(served.placeBoxes, toPlace)?.distanceM);
  const nearestSegment = isServed ? null : from.nearest(served.plannedBoxes, toSegment);
  const nearestSegmentM = withinReason(nearestSegment?.distanceM);
  const today: FirmState = {
    served: isServed,
    networks: serving.reduce<string[]>((networks, place) => withName(networks, place.network), []),
    segmentIds: [],
    nearestServedM: nearestPlace,
    nearestSegmentM,
    nearestSegmentId: nearestSegmentM === null ? null : served.planned[nearestSegment!.number]!.id,
  };
  const steps: FirmServiceStep[] = [{ fromOn: null, state: today }];
  for (const number of from.within(served.reachBoxes, nearestPlace ?? NEAREST_WITHIN_M)) {
    const segment = served.segments[number]!;
    const last = steps.at(-1)!;
    const known = last.state.nearestServedM ?? NEAREST_WITHIN_M;
    const distanceM = Math.max(0, from.toLines(segment.lines) - segment.reachM);
    const reaches = distanceM === 0;
    if (!reaches && distanceM >= known) continue;
    const state: FirmState = {
      ...last.state,
      served: last.state.served || reaches,
      networks: reaches ? withName(last.state.networks, segment.network) : last.state.networks,
      segmentIds: reaches ? withName(last.state.segmentIds, segment.id) : last.state.segmentIds,
      nearestServedM: Math.min(distanceM, known),
    };
    if (last.fromOn === segment.readyOn) steps.pop();
    steps.push({ fromOn: segment.readyOn, state });
  }
  return steps;
}

/** An area serves what lies in it, its border included; a premises point serves within its reach. */
function serves({ position, pieces }: ServedPlace, from: DistanceFrom, premisesReachM: number): boolean {
  return position ? from.to(position) <= premisesReachM : holds(pieces(), from.position);
}

function distanceToPlace({ position, pieces }: ServedPlace, from: DistanceFrom): number {
  return position ? from.to(position) : from.toLines(ringsOf(pieces()));
}

function withinReason(distanceM: number | undefined): number | null {
  return distanceM === undefined || distanceM > NEAREST_WITHIN_M ? null : distanceM;
}

/** Names in order and one more, each once; the same list where it has it, as for most firms with several areas. */
function withName(names: string[], name: string): string[] {
  if (names.includes(name)) return names;
  const after = names.findIndex((other) => other > name);
  return names.toSpliced(after === -1 ? names.length : after, 0, name);
}
