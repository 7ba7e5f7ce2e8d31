import { type Box, boxOf, boxWithin } from '../geo/box.ts';
import type { Polygons } from '../geo/polygons.ts';
import { disc, stadiums } from '../geo/reach.ts';
import { statusCounts } from '../segments/status.ts';
import { type Technology, WIRED } from '../targets/technology.ts';
import type { GapInput, GapSegment, GapTarget } from './gap-input.ts';

/** A place where the target is met today: an area, or what lies near one covered premises point. */
export interface ServedPlace {
  id: string;
  network: string;
  box: Box;
  /** An area's rings; a premises point stands alone and serves within `reachM`. */
  lines: Polygons[number];
  polygons: () => Polygons;
  reachM: number;
}

/** A planned segment that meets the target. */
export interface CountedSegment {
  id: string;
  network: string;
  readyOn: string;
  reachM: number;
  box: Box;
  lines: GapSegment['lines'];
  /** Everything within reach, as overlapping shapes; made when first asked for. */
  reach: { box: Box; polygons: () => Polygons };
}

/** What meets one target, today and later. */
export interface Served {
  places: ServedPlace[];
  /** Those that count, in the order in which they become ready. */
  segments: CountedSegment[];
  /** Lines of every segment that meets the target, whether or not its day is known: where works may come near. */
  planned: { id: string; box: Box; lines: GapSegment['lines'] }[];
}

/** The places and segments of an input that meet a target; `proposed` counts segments without final financing too. */
export function servedAt(input: GapInput, target: GapTarget, proposed: boolean): Served {
  const meets = (technology: Technology, downMbps: number | null): boolean =>
    downMbps !== null &&
    downMbps >= target.downMbps &&
    (target.technologies === 'any' || (WIRED as readonly Technology[]).includes(technology));

  const areas = input.areas
    .filter((area) => meets(area.technology, area.downMbps))
    .map(({ id, network, geometry }) => ({
      id,
      network,
      box: boxOf(geometry),
      lines: geometry.flat(),
      polygons: () => geometry,
      reachM: 0,
    }));
  const premises = input.premises
    .filter((point) => meets(point.technology, point.downMbps))
    .map(({ id, network, position }) => ({
      id,
      network,
      box: boxWithin(boxOf(position), input.premisesReachM),
      lines: [[position, position]],
      polygons: once(() => disc(position, input.premisesReachM)),
      reachM: input.premisesReachM,
    }));
  const planned = input.segments
    .filter((segment) => statusCounts(segment.status, proposed) && meets(segment.technology, segment.downMbps))
    .map((segment) => ({ ...segment, box: boxOf(segment.lines) }));

  return {
    places: [...areas, ...premises],
    planned,
    segments: planned
      .flatMap((segment) => {
        const { readyOn, reachM } = segment;
        return readyOn === null || reachM === null ? [] : [{ ...segment, readyOn, reachM }];
      })
      .map((segment) => ({
        ...segment,
        network: segment.network ?? segment.id,
        reach: {
          box: boxWithin(segment.box, segment.reachM),
          polygons: once(() => segment.lines.flatMap((line) => stadiums(line, segment.reachM))),
        },
      }))
      .sort((a, b) => (a.readyOn < b.readyOn ? -1 : a.readyOn > b.readyOn ? 1 : a.id < b.id ? -1 : 1)),
  };
}

/** Makes something when it is first asked for: most of what serves a municipality lies far from its zones. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
