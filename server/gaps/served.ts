import { type Box, boxOf, boxWithin } from '../geo/box.ts';
import { Boxes } from '../geo/boxes.ts';
import { type Polygons, piecesOf } from '../geo/polygons.ts';
import { disc, reachOf } from '../geo/reach.ts';
import type { Shape } from '../geo/uncovered.ts';
import { statusCounts } from '../segments/status.ts';
import { type Technology, WIRED } from '../targets/technology.ts';
import type { GapInput, GapSegment, GapTarget, Service } from './gap-input.ts';

/** A place where the target is met today: an area, or what lies near one covered premises point. */
export interface ServedPlace extends Shape {
  id: string;
  network: string;
  /** An area's rings; a premises point stands alone and serves within `reachM`. Made when first asked for. */
  lines: () => Polygons[number];
  reachM: number;
}

/** Where works may come near. */
export interface PlannedSegment {
  id: string;
  box: Box;
  lines: () => GapSegment['lines'];
}

/** A planned segment that meets the target. */
export interface CountedSegment extends PlannedSegment {
  network: string;
  readyOn: string;
  reachM: number;
  /** Everything within its reach, as overlapping pieces. */
  reach: Shape & { id: string };
}

/** What meets one target, today and later. The boxes of each list stand beside it. */
export interface Served {
  places: ServedPlace[];
  placeBoxes: Boxes;
  /** Those that count, in the order in which they become ready. */
  segments: CountedSegment[];
  reachBoxes: Boxes;
  /** Every segment that meets the target, whether or not its day is known. */
  planned: PlannedSegment[];
  plannedBoxes: Boxes;
}

/** What an input holds that may serve: the same for every target. */
export interface Supply {
  places: (ServedPlace & Pick<Service, 'technology' | 'downMbps'>)[];
  segments: (PlannedSegment & Omit<GapSegment, 'box' | 'lines'> & Pick<CountedSegment, 'reach'>)[];
}

export function supplyOf(input: GapInput): Supply {
  const areas = input.areas.map((area) => {
    const { id, network, technology, downMbps } = area;
    const box = area.box ?? boxOf(area.geometry);
    const pieces = once(() => piecesOf(area.geometry, box));
    const lines = once(() => area.geometry.flat());
    return { id, network, technology, downMbps, box, lines, pieces, reachM: 0 };
  });
  const premises = input.premises.map(({ position, ...premises }) => ({
    ...premises,
    box: boxWithin(boxOf(position), input.premisesReachM),
    lines: () => [[position, position]],
    reachM: input.premisesReachM,
    pieces: once(() => [disc(position, input.premisesReachM)]),
  }));
  const segments = input.segments.map((segment) => {
    const { id, lines } = segment;
    const reachM = segment.reachM ?? 0;
    const box = segment.box ?? boxOf(lines);
    const pieces = once(() => lines.flatMap((line) => reachOf(line, reachM)));
    return { ...segment, box, lines: () => lines, reach: { id, box: boxWithin(box, reachM), pieces } };
  });
  return { places: [...areas, ...premises], segments };
}

/** What of the supply meets a target; `proposed` counts segments without final financing too. */
export function servedAt(supply: Supply, target: GapTarget, proposed: boolean): Served {
  const meets = ({ technology, downMbps }: { technology: Technology; downMbps: number | null }): boolean =>
    downMbps !== null &&
    downMbps >= target.downMbps &&
    (target.technologies === 'any' || (WIRED as readonly Technology[]).includes(technology));

  const places = supply.places.filter(meets);
  const planned = supply.segments.filter((segment) => statusCounts(segment.status, proposed) && meets(segment));
  const segments = planned
    .flatMap((segment): CountedSegment[] => {
      const { readyOn, reachM, network, id } = segment;
      return readyOn === null || reachM === null ? [] : [{ ...segment, readyOn, reachM, network: network ?? id }];
    })
    .sort((a, b) => (a.readyOn < b.readyOn ? -1 : a.readyOn > b.readyOn ? 1 : a.id < b.id ? -1 : 1));
  return {
    places,
    placeBoxes: new Boxes(places.map(({ box }) => box)),
    segments,
    reachBoxes: new Boxes(segments.map(({ reach }) => reach.box)),
    planned,
    plannedBoxes: new Boxes(planned.map(({ box }) => box)),
  };
}

/** Makes something when it is first asked for: most of what serves a municipality lies far from its zones. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
