import type { z } from 'zod';
import { boxOf } from '../geo/box.ts';
import { courseOf, positionsOf } from '../geo/course.ts';
import { shapeOf } from '../geo/polygons.ts';
import type { getGapInput } from './contract.ts';
import type { GapInput } from './gap-input.ts';

/** A GapInput as it goes over the wire: GeoJSON coordinates, nothing that can be told from them. */
export type GapInputJson = z.infer<typeof getGapInput.answer>;

export function writeGapInput({ boundaryBox: _box, ...input }: GapInput): GapInputJson {
  const json = {
    ...input,
    zones: input.zones.map(({ id, geometry }) => ({ id, geometry })),
    areas: input.areas.map(({ box: _box, pieces, ...area }) => ({
      ...area,
      geometry: pieces().map(({ rings }) => rings.map(positionsOf)),
    })),
    segments: input.segments.map(({ box: _box, lines, ...segment }) => ({ ...segment, lines: lines.map(positionsOf) })),
  };
  // A position here is a pair; GeoJSON's may have a height.
  return json as unknown as GapInputJson;
}

export function readGapInput(json: GapInputJson): GapInput {
  return {
    ...json,
    areas: json.areas.map(({ geometry, ...area }) => ({ ...area, ...shapeOf(geometry) })),
    segments: json.segments.map(({ lines, ...segment }) => ({
      ...segment,
      lines: lines.map(courseOf),
      box: boxOf(lines),
    })),
  };
}
