import { describe, expect, test } from 'vitest';
import { FIRMS_EACH, generateRegion, SEGMENTS_EACH, ZONES_EACH } from '../../../scripts/bench/region/generate.ts';
import { generatePlanRegion } from '../../../scripts/bench/region/plan-region.ts';
import { pointOf } from '../../../scripts/bench/region/place.ts';
import { crossesItself } from '../../../scripts/bench/region/shapes.ts';
import { distanceToRingM, distanceToSegmentM, ringContains } from '../../../scripts/demo/rings.ts';

const SIZE = { municipalities: 12, areasEach: 20, seed: 1 };
const region = generateRegion(SIZE);

test('a region has the counts that were asked for', () => {
  expect(region.municipalities).toHaveLength(12);
  expect(region.zones).toHaveLength(12 * ZONES_EACH);
  expect(region.areas).toHaveLength(12 * 20);
  expect(region.segments).toHaveLength(12 * SEGMENTS_EACH);
  expect(region.firms).toHaveLength(12 * FIRMS_EACH);
});

test('the same size and seed give the same region, another seed another one', () => {
  expect(generateRegion(SIZE)).toEqual(region);
  expect(generateRegion({ ...SIZE, seed: 2 }).municipalities[0]!.ring).not.toEqual(region.municipalities[0]!.ring);
});

test('more overlap leaves borders and zones as they are', () => {
  const dense = generateRegion({ ...SIZE, areasEach: 80 });
  expect(dense.areas).toHaveLength(12 * 80);
  expect(dense.municipalities).toEqual(region.municipalities);
  expect(dense.zones).toEqual(region.zones);
});

test('neighbours share every point of their border', () => {
  const edges = region.municipalities.flatMap(({ ring }) =>
    ring.slice(1).map((end, index) => [String(ring[index]), String(end)].toSorted().join(' ')),
  );
  const [inner] = region.municipalities.filter(
    ({ ring }) =>
      ring.slice(1).filter((end, index) => {
        const edge = [String(ring[index]), String(end)].toSorted().join(' ');
        return edges.filter((other) => other === edge).length === 2;
      }).length ===
      ring.length - 1,
  );
  // Of three rows of four, the second row has two cells with six neighbours.
  expect(inner).toBeDefined();
  expect(new Set(edges).size).toBeLessThan(edges.length);
});

test('no ring crosses itself, all are closed, every position is on the grid', () => {
  for (const { ring } of [...region.municipalities, ...region.zones, ...region.areas]) {
    expect(ring[0]).toEqual(ring.at(-1));
    expect(crossesItself(ring.slice(0, -1))).toBe(false);
    expect(ring.flat().every((degrees) => Math.round(degrees * 1e7) / 1e7 === degrees)).toBe(true);
  }
});

test('firms lie in their municipality, clear of its border', () => {
  const rings = new Map(region.municipalities.map(({ code, ring }) => [code, ring]));
  for (const { municipalityCode, position } of region.firms) {
    const ring = rings.get(municipalityCode)!;
    expect(ringContains(ring, position)).toBe(true);
    expect(distanceToRingM(ring, position)).toBeGreaterThan(5e-6);
  }
});

describe('a region to plan for', () => {
  const SIZE = { municipalities: 60, segments: 80, firms: 2000, seed: 1 };
  const { region, nearestM } = generatePlanRegion(SIZE);

  test('has the counts that were asked for, the same each time', () => {
    expect([region.municipalities, region.segments, region.firms].map(({ length }) => length)).toEqual([60, 80, 2000]);
    expect(generatePlanRegion(SIZE).region).toEqual(region);
  });

  test('every firm lies in its municipality, within reach of a segment, and clear of what is covered', () => {
    const rings = new Map(region.municipalities.map(({ code, ring }) => [code, ring]));
    for (const { id, municipalityCode, position } of region.firms) {
      expect(ringContains(rings.get(municipalityCode)!, position), id).toBe(true);
      const point = pointOf(position);
      const isReached = region.segments.some(({ line, reachM }) => distanceToLineM(line, point) <= reachM);
      expect(isReached, id).toBe(true);
      expect(
        region.areas.some(({ ring }) => ringContains(ring, position)),
        id,
      ).toBe(false);
    }
  });

  test('the nearest firm of each segment is as far as is said', () => {
    const points = region.firms.map(({ position }) => pointOf(position));
    expect(nearestM.size).toBeGreaterThan(60);
    for (const { id, line } of region.segments.filter((one) => nearestM.has(one.id))) {
      const nearest = Math.min(...points.map((point) => distanceToLineM(line, point)));
      expect(Math.abs(nearest - nearestM.get(id)!), id).toBeLessThan(0.5);
    }
  });

  function distanceToLineM(line: readonly (readonly number[])[], point: readonly [number, number]): number {
    const places = line.map(pointOf);
    return Math.min(...places.slice(1).map((end, leg) => distanceToSegmentM(point, places[leg]!, end)));
  }
});
