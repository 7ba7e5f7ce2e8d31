import path from 'node:path';

import { area } from '@turf/area';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { Position } from 'geojson';
import { describe, expect, it } from 'vitest';

import { readFacts } from '../../../scripts/demo/read-facts.ts';
import { drawSchematicBoundaries } from '../../../scripts/demo/schematic-boundaries.ts';

const facts = readFacts(path.join(import.meta.dirname, '../../../data/facts'));
const boundaries = drawSchematicBoundaries(facts.map(({ centre, areaKm2 }) => ({ centre, areaKm2 })));

/** Directed edges "from>to" of all rings; each may occur once. */
const edges = boundaries.flatMap(({ coordinates }) =>
  coordinates[0]!.slice(1).map((to, index) => `${coordinates[0]![index]!.join(',')}>${to.join(',')}`),
);

describe('the schematic boundaries', () => {
  it('neither overlap nor leave gaps: every inner edge is shared, the others close one outline', () => {
    const directed = new Set(edges);
    expect(directed.size).toBe(edges.length);
    const outer = new Map(
      edges.map((edge) => edge.split('>') as [string, string]).filter(([from, to]) => !directed.has(`${to}>${from}`)),
    );
    const [start] = outer.keys();
    const outline: Position[] = [];
    let corner = start!;
    do {
      outline.push(corner.split(',').map(Number));
      corner = outer.get(corner)!;
    } while (corner !== start);
    expect(outline).toHaveLength(outer.size);
    const wholeM2 = area({ type: 'Polygon', coordinates: [[...outline, outline[0]!]] });
    const partsM2 = boundaries.reduce((sum, boundary) => sum + area(boundary), 0);
    expect(partsM2 / wholeM2).toBeCloseTo(1, 9);
  });

  it('wind counter-clockwise and hold the centre they belong to, and no other', () => {
    for (const [index, boundary] of boundaries.entries()) {
      expect(signedArea(boundary.coordinates[0]!)).toBeGreaterThan(0);
      const inside = facts.filter(({ centre }) => booleanPointInPolygon(centre, boundary));
      expect(inside.map(({ name }) => name)).toEqual([facts[index]!.name]);
    }
  });

  it('approach the true areas', () => {
    const ratios = boundaries
      .map((boundary, index) => area(boundary) / 1e6 / facts[index]!.areaKm2)
      .toSorted((a, b) => a - b);
    expect(ratios.at(0)).toBeGreaterThan(0.55);
    expect(ratios.at(-1)).toBeLessThan(1.35);
    expect(ratios.filter((ratio) => ratio > 0.85 && ratio < 1.15).length).toBeGreaterThan(0.8 * ratios.length);
  });
});

function signedArea(ring: readonly Position[]): number {
  return ring.slice(1).reduce((sum, [x = 0, y = 0], index) => {
    const [beforeX = 0, beforeY = 0] = ring[index]!;
    return sum + (beforeX * y - x * beforeY) / 2;
  }, 0);
}
