import { type Box, boxOf } from '../geo/box.ts';
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
  polygons: Polygons;
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
  /** Everything within reach, as overlapping stadiums. */
  reach: { polygons: Polygons; box: Box };
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
      polygons: geometry,
      reachM: 0,
    }));
  const premises = input.premises
    .filter((point) => meets(point.technology, point.downMbps))
    .map(({ id, network, position }) => {
      const polygons = disc(position, input.premisesReachM);
      return {
        id,
        network,
        box: boxOf(polygons),
        lines: [[position, position]],
        polygons,
        reachM: input.premisesReachM,
      };
    });
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
      .map((segment) => {
        const polygons = segment.lines.flatMap((line) => stadiums(line, segment.reachM));
        return { ...segment, network: segment.network ?? segment.id, reach: { polygons, box: boxOf(polygons) } };
      })
      .sort((a, b) => (a.readyOn < b.readyOn ? -1 : a.readyOn > b.readyOn ? 1 : a.id < b.id ? -1 : 1)),
  };
}
