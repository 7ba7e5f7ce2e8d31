import type { PlanePoint } from './plane.ts';
import type { Random } from './random.ts';
import type { DemoZone } from './zones.ts';

/** Lines in the plane: the first runs from the start to the far end of the zone, others branch off. */
export type SegmentLines = readonly (readonly PlanePoint[])[];

const LARGE_ZONE_M2 = 25e4;

/** Draws the way from a start to a zone and through it, bent as roads are; large zones get a branch. */
export function drawSegmentLines(start: PlanePoint, zone: DemoZone, random: Random): SegmentLines {
  const [one, other] = zone.spine;
  const [near, far] = lengthM([start, one]) < lengthM([start, other]) ? [one, other] : [other, one];
  const main = [...bendWay(start, near, random), far];
  if (zone.areaM2 < LARGE_ZONE_M2) return [main];
  const part = random.between(0.4, 0.6);
  const turnOff: PlanePoint = [near[0] + (far[0] - near[0]) * part, near[1] + (far[1] - near[1]) * part];
  const side = (0.75 * zone.halfWidthM) / lengthM([near, far]);
  return [main, [turnOff, [turnOff[0] + (far[1] - near[1]) * side, turnOff[1] - (far[0] - near[0]) * side]]];
}

export function lengthM(line: readonly PlanePoint[]): number {
  return line.slice(1).reduce((sum, [x, y], index) => sum + Math.hypot(x - line[index]![0], y - line[index]![1]), 0);
}

/** An elbow, as where one turns off a main road, and small bends on both legs. */
export function bendWay(start: PlanePoint, end: PlanePoint, random: Random): PlanePoint[] {
  const dx = end[0] - start[0];
  const dy = end[1] - start[1];
  const distanceM = Math.hypot(dx, dy);
  const swing = random.between(0.08, 0.28) * (random.chance(0.5) ? 1 : -1);
  const turn = random.between(0.3, 0.7);
  const elbow: PlanePoint = [start[0] + dx * turn - dy * swing, start[1] + dy * turn + dx * swing];
  const legs: readonly [PlanePoint, PlanePoint][] = [
    [start, elbow],
    [elbow, end],
  ];
  return legs.flatMap(([from, to], index) => {
    const bends = Math.min(3, Math.floor(distanceM / 700)) + 1;
    const leg = Array.from({ length: bends + 1 }, (_, bend): PlanePoint => {
      const wobbleM = bend === 0 || bend === bends ? 0 : 0.05 * distanceM * random.gaussian();
      const part = bend / bends;
      return [
        from[0] + (to[0] - from[0]) * part - (dy / distanceM) * wobbleM,
        from[1] + (to[1] - from[1]) * part + (dx / distanceM) * wobbleM,
      ];
    });
    return index === 0 ? leg : leg.slice(1);
  });
}
