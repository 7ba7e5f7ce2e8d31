import { areaM2 } from '../geo/area.ts';
import { type Box, boxesMeet, boxOf } from '../geo/box.ts';
import { cropTo } from '../geo/crop.ts';
import { overlap, piecesOf, type Polygons, subtract } from '../geo/polygons.ts';
import { uncovered } from '../geo/uncovered.ts';
import type { GapInput } from './gap-input.ts';
import type { ZoneFailure } from './gap-result.ts';
import type { Served } from './served.ts';

/** What of a zone lies in the municipality and in no zone before it: parts never overlap, so that areas add up. */
export interface ZonePart {
  zoneId: string;
  polygons: Polygons;
  box: Box;
  areaM2: number;
}

/** The gap of a zone part from a day on. */
export interface ZoneGap {
  fromOn: string | null;
  gap: Polygons;
  gapAreaM2: number;
}

/** Cuts the zones to the municipality. A zone that cannot be cut is a failure of its own; the rest goes on. */
export function zoneParts(input: GapInput): { parts: ZonePart[]; failures: ZoneFailure[] } {
  const parts: ZonePart[] = [];
  const failures: ZoneFailure[] = [];
  const boundaryPieces = piecesOf(input.boundary, input.boundaryBox);
  for (const zone of input.zones) {
    const box = zone.box ?? boxOf(zone.geometry);
    const earlier = parts.filter((part) => boxesMeet(part.box, box));
    try {
      const boundary = cropTo(box, boundaryPieces);
      const inside = boundary === 'everything' ? zone.geometry : overlap(zone.geometry, boundary);
      const polygons = subtract(
        inside,
        earlier.map((part) => part.polygons),
      );
      const area = areaM2(polygons);
      if (Number.isNaN(area)) throw new Error('a ring has a coordinate that is not a number');
      if (area > 0) parts.push({ zoneId: zone.id, polygons, box: boxOf(polygons), areaM2: area });
    } catch (error) {
      failures.push({
        zoneId: zone.id,
        culprits: [zone.id, ...earlier.map((part) => part.zoneId)],
        reason: String(error),
      });
    }
  }
  return { parts, failures };
}

/**
 * What of a zone part is not served, today and from each day on which segments become ready.
 *
 * @returns the gap today (`fromOn` null), then one step for each day that changes it, in order
 * @throws what the clipping kernel throws; `culpritsOf` then says which shapes it cannot take
 */
export function zoneGapSteps(part: ZonePart, served: Served): ZoneGap[] {
  const places = served.placeBoxes.meeting(part.box).map((number) => served.places[number]!);
  const steps = [gapOf(null, uncovered(part.polygons, places))];
  const segments = served.reachBoxes.meeting(part.box).map((number) => served.segments[number]!);
  for (const [day, ready] of Map.groupBy(segments, (segment) => segment.readyOn)) {
    const last = steps.at(-1)!;
    if (last.gap.length === 0) break;
    const next = gapOf(
      day,
      uncovered(
        last.gap,
        ready.map((segment) => segment.reach),
      ),
    );
    if (next.gapAreaM2 !== last.gapAreaM2) steps.push(next);
  }
  return steps;
}

/** Ids of the places and segments that the clipping kernel cannot take away from a zone part. */
export function culpritsOf(part: ZonePart, served: Served): string[] {
  const shapes = [...served.places, ...served.segments.map((segment) => segment.reach)];
  return shapes
    .filter((shape) => boxesMeet(shape.box, part.box))
    .filter((shape) => {
      try {
        uncovered(part.polygons, [shape]);
        return false;
      } catch {
        return true;
      }
    })
    .map((shape) => shape.id);
}

function gapOf(fromOn: string | null, gap: Polygons): ZoneGap {
  const gapAreaM2 = areaM2(gap);
  return { fromOn, gap: gapAreaM2 === 0 ? [] : gap, gapAreaM2 };
}
