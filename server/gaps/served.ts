import type { Position } from 'geojson';
import { boxOf, boxWithin } from '../geo/box.ts';
import { Boxes } from '../geo/boxes.ts';
import type { Shape } from '../geo/polygons.ts';
import { disc, reachOf } from '../geo/reach.ts';
import { statusCounts } from '../segments/status.ts';
import { type Technology, WIRED } from '../targets/technology.ts';
import type { GapInput, GapSegment, GapTarget } from './gap-input.ts';

/** A place where the target is met today: an area, or what lies near one covered premises point. */
export interface ServedPlace extends Shape {
  id: string;
  network: string;
  /** Where the premises point stands; an area has none. */
  position?: Position;
}

/** A planned segment that meets the target. */
export interface CountedSegment {
  id: string;
  network: string;
  readyOn: string;
  lines: GapSegment['lines'];
  reachM: number;
  /** Everything within its reach, as overlapping pieces. */
  reach: Shape & { id: string };
}

/** What meets one target, today and later. The boxes of each list stand beside it. */
export interface Served {
  places: ServedPlace[];
  placeBoxes: Boxes;
  /** Within this of a premises point all is served. */
  premisesReachM: number;
  /** Those that count, in the order in which they become ready. */
  segments: CountedSegment[];
  reachBoxes: Boxes;
  /** Every segment that meets the target, whether or not its day is known. */
  planned: GapSegment[];
  plannedBoxes: Boxes;
}

/** What of an input meets a target; `proposed` counts segments without final financing too. */
export function servedAt(input: GapInput, target: GapTarget, proposed: boolean): Served {
  const meets = ({ technology, downMbps }: { technology: Technology; downMbps: number | null }): boolean =>
    downMbps !== null &&
    downMbps >= target.downMbps &&
    (target.technologies === 'any' || (WIRED as readonly Technology[]).includes(technology));

  const { premisesReachM } = input;
  const premises = input.premises.filter(meets).map(({ id, network, position }): ServedPlace => ({
    id,
    network,
    position,
    box: boxWithin(boxOf(position), premisesReachM),
    pieces: once(() => [disc(position, premisesReachM)]),
  }));
  const places = [...input.areas.filter(meets), ...premises];
  const planned = input.segments.filter((segment) => statusCounts(segment.status, proposed) && meets(segment));
  const segments = planned.flatMap(countedSegment).sort(inOrderOfReadiness);
  return {
    places,
    placeBoxes: new Boxes(places.map(({ box }) => box)),
    premisesReachM,
    segments,
    reachBoxes: new Boxes(segments.map(({ reach }) => reach.box)),
    planned,
    plannedBoxes: new Boxes(planned.map(({ box }) => box)),
  };
}

function countedSegment(segment: GapSegment): CountedSegment[] {
  const { id, readyOn, reachM, lines, box } = segment;
  if (readyOn === null || reachM === null) return [];
  const reach = { id, box: boxWithin(box, reachM), pieces: () => reachPieces(segment) };
  return [{ id, network: segment.network ?? id, readyOn, lines, reachM, reach }];
}

function inOrderOfReadiness(a: CountedSegment, b: CountedSegment): number {
  return a.readyOn < b.readyOn ? -1 : a.readyOn > b.readyOn ? 1 : a.id < b.id ? -1 : 1;
}

/** Made once for all municipalities that are computed together, and at all targets. */
const madeReach = new WeakMap<GapSegment, ReturnType<Shape['pieces']>>();

function reachPieces(segment: GapSegment): ReturnType<Shape['pieces']> {
  const made = madeReach.get(segment) ?? segment.lines.flatMap((line) => reachOf(line, segment.reachM!));
  madeReach.set(segment, made);
  return made;
}

/** Makes something when it is first asked for: most of what serves a municipality lies far from its zones. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
