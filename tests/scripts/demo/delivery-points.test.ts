import path from 'node:path';

import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { describe, expect, it } from 'vitest';

import { DEMO_SEED, generateFromFacts } from '../../../scripts/demo/build-files.ts';
import { readFacts } from '../../../scripts/demo/read-facts.ts';

const facts = readFacts(path.join(import.meta.dirname, '../../../data/facts'));
const demo = generateFromFacts(facts, DEMO_SEED);
const points = demo.deliveryPoints.features;
const begins = demo.segments.features.map(({ geometry, properties }) => ({
  at: geometry.type === 'LineString' ? geometry.coordinates[0]! : geometry.coordinates[0]![0]!,
  name: properties.name,
}));

describe('the generated delivery points', () => {
  it('are six, with ids and names of their own, not all with a known operator', () => {
    expect(points).toHaveLength(6);
    expect(new Set(points.map(({ properties }) => properties.id)).size).toBe(6);
    expect(new Set(points.map(({ properties }) => properties.name)).size).toBe(6);
    const operators = points.flatMap(({ properties }) => properties.operator ?? []);
    expect(operators.length).toBeGreaterThan(2);
    expect(operators.length).toBeLessThan(6);
    expect(operators.filter((operator) => !operator.includes('(dimostrativo)'))).toEqual([]);
  });

  it('lie in the municipality that they are named after, Crema among them', () => {
    for (const { properties, geometry } of points) {
      const around = demo.municipalities.features.filter((each) => booleanPointInPolygon(geometry, each));
      expect(around.map((each) => `PCN ${each.properties?.['name']}`)).toEqual([properties.name]);
    }
    expect(points.map(({ properties }) => properties.name)).toContain('PCN Crema');
  });

  it('are each where at least one segment begins, and a segment that is named after one begins there', () => {
    for (const { properties, geometry } of points) {
      const here = begins.filter(({ at }) => at[0] === geometry.coordinates[0] && at[1] === geometry.coordinates[1]);
      expect(here.length, properties.name).toBeGreaterThan(0);
      const named = begins.filter(({ name }) => name.startsWith(`${properties.name} – `));
      expect(named).toEqual(here);
    }
    const known = new Set(points.map(({ properties }) => properties.name));
    const mentioned = begins.flatMap(({ name }) => (name.startsWith('PCN') ? [name.split(' – ')[0]!] : []));
    expect(mentioned.filter((name) => !known.has(name))).toEqual([]);
  });
});
