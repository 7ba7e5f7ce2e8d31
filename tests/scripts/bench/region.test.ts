import { expect, test } from 'vitest';
import { FIRMS_EACH, generateRegion, SEGMENTS_EACH, ZONES_EACH } from '../../../scripts/bench/region/generate.ts';
import { crossesItself } from '../../../scripts/bench/region/shapes.ts';
import { distanceToRingM, ringContains } from '../../../scripts/demo/rings.ts';

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
