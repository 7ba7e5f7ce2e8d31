import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { courseOf, positionsOf, ringsHold } from '../../../server/geo/course.ts';

test('a course and positions are the same numbers', () => {
  const positions = [
    [9.6, 45.3],
    [9.7, 45.4],
    [9.8, 45.3],
  ];
  expect(positionsOf(courseOf(positions))).toEqual(positions);
});

test('rings hold what turf says they hold, border and corners included', () => {
  // So few whole numbers that positions often fall on an edge, a corner or in line with an edge.
  const corner = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
  const ring = fc.array(corner, { minLength: 3, maxLength: 9 }).map((corners) => [...corners, corners[0]!]);
  fc.assert(
    fc.property(fc.array(ring, { minLength: 1, maxLength: 2 }), corner, (rings, position) => {
      const turfs = booleanPointInPolygon(position, { type: 'Polygon', coordinates: rings });
      expect(ringsHold(rings.map(courseOf), ...position)).toBe(turfs);
    }),
    { numRuns: 5000, seed: 20171201 },
  );
});
