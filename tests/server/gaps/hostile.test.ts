import { describe, expect, test } from 'vitest';
import { municipalityGap } from '../../../server/gaps/municipality-gap.ts';
import { areaM2 } from '../../../server/geo/area.ts';
import type { Polygons } from '../../../server/geo/polygons.ts';
import { fibre, GIGABIT, municipality, place, rectangle } from './shapes.ts';

const zone = { id: 'zone', geometry: rectangle(10, 10, 30, 30) };
const other = { id: 'other', geometry: rectangle(97, 50, 99, 60) };

/** A comb over the whole municipality, its teeth upright or, lying, from west to east. */
function comb(teeth: number, lies: boolean): Polygons {
  const corners = Array.from({ length: teeth }, (_, tooth) => {
    const [from, to] = [5 + (90 * tooth) / teeth, 5 + (90 * (tooth + 0.5)) / teeth];
    return [
      [from, 5],
      [from, 95],
      [to, 95],
      [to, 5],
    ] as [number, number][];
  }).flat();
  const ring = [...corners, [96, 5] as const, [96, 4] as const, [5, 4] as const];
  const places = ring.map(([along, across]) => (lies ? place(across, along) : place(along, across)));
  return [[[...places, places[0]!]]];
}

const ring = (...corners: [number, number][]): Polygons => [[[...corners, corners[0]!]]];

describe('what no sound file holds', () => {
  test.each<[string, Polygons]>([
    ['positions that are no numbers', ring([NaN, 45.31], [9.62, NaN], [9.61, 45.33])],
    ['positions beyond all numbers', ring([-1e300, -1e300], [1e300, -1e300], [9.62, 45.32])],
  ])('%s as a zone: it is named, and the other zones are computed', (_what, geometry) => {
    const { municipality: steps } = municipalityGap(
      municipality({ zones: [{ id: 'bad', geometry }, other], areas: [fibre('half', rectangle(97, 50, 98, 60))] }),
      [GIGABIT],
    );
    expect(steps[0]!.failures).toMatchObject([{ zoneId: 'bad', culprits: ['bad'] }]);
    expect(steps[0]!.figures.zoneAreaM2).toBeCloseTo(areaM2(other.geometry), 1);
    expect(steps[0]!.figures.zoneGapM2).toBeCloseTo(areaM2(rectangle(98, 50, 99, 60)), 1);
  });

  test.each([NaN, Infinity, -Infinity])('a coordinate %d in any corner of coverage or of its hole is named', (odd) => {
    const round = [place(5, 5), place(35, 5), place(35, 35), place(5, 35)];
    for (let corner = 0; corner < round.length; corner++) {
      for (const axis of [0, 1]) {
        const bad = round.map((position, index) => (index === corner ? position.with(axis, odd) : position)) as [
          number,
          number,
        ][];
        const holed = [[...rectangle(2, 2, 40, 40)[0]!, ...ring(...bad)[0]!]];
        for (const geometry of [ring(...bad), holed]) {
          const { municipality: steps } = municipalityGap(
            municipality({
              zones: [zone, other],
              areas: [fibre('odd', geometry), fibre('half', rectangle(97, 50, 98, 60))],
            }),
            [GIGABIT],
          );
          expect(steps[0]!.failures).toMatchObject([{ zoneId: 'zone', culprits: ['odd'] }]);
          expect(steps[0]!.figures.zoneGapM2).toBeCloseTo(areaM2(rectangle(98, 50, 99, 60)), 1);
        }
      }
    }
  });

  test('ten thousand teeth of coverage: they are named, and zones that they do not touch are computed', () => {
    const beyond = { id: 'beyond', geometry: rectangle(97, 97, 99, 99) };
    const { municipality: steps } = municipalityGap(
      municipality({
        zones: [{ id: 'upright', geometry: comb(1000, false) }, beyond],
        areas: [fibre('lying', comb(10_000, true)), fibre('good', rectangle(97, 97, 98, 99))],
      }),
      [GIGABIT],
    );
    expect(steps[0]!.failures).toMatchObject([{ zoneId: 'upright', culprits: ['lying'] }]);
    expect(steps[0]!.figures.zoneGapM2).toBeCloseTo(areaM2(rectangle(98, 97, 99, 99)), 0);
  });

  test.each<[string, Polygons, number]>([
    ['the whole world', ring([-180, -90], [180, -90], [180, 90], [-180, 90]), 0],
    ['a triangle from pole to pole', ring([-170, -80], [170, -80], [9.62, 85]), 0],
    ['nothing', [], 1],
    ['a polygon without rings', [[]], 1],
    ['a ring without positions', [[[]]], 1],
    ['a ring of two positions', ring(place(12, 12)), 1],
  ])('%s as coverage leaves the share of gap that it should', (_what, geometry, share) => {
    const { municipality: steps } = municipalityGap(
      municipality({ zones: [zone, other], areas: [fibre('odd', geometry)] }),
      [GIGABIT],
    );
    expect(steps[0]!.failures).toEqual([]);
    expect(steps[0]!.figures.zoneGapShare).toBeCloseTo(share, 9);
  });

  test('a border of a hundred thousand corners is nothing special', () => {
    const round = (radius: number) =>
      ring(
        ...Array.from({ length: 100_000 }, (_, corner) => {
          const angle = (corner * 2 * Math.PI) / 100_000;
          return place(50 + radius * Math.cos(angle), 50 + radius * Math.sin(angle));
        }),
      );
    const { municipality: steps } = municipalityGap(
      municipality({ zones: [{ id: 'round', geometry: round(40) }], areas: [fibre('within', round(20))] }),
      [GIGABIT],
    );
    expect(steps[0]!.failures).toEqual([]);
    expect(steps[0]!.figures.zoneGapShare).toBeCloseTo(0.75, 4);
  });

  test('a municipality on both sides of the antimeridian is computed on both', () => {
    const east = ring([179.9, 45], [180, 45], [180, 45.1], [179.9, 45.1]);
    const west = ring([-180, 45], [-179.9, 45], [-179.9, 45.1], [-180, 45.1]);
    const { municipality: steps } = municipalityGap(
      municipality({
        boundary: [...east, ...west],
        zones: [{ id: 'both', geometry: [...east, ...west] }],
        areas: [fibre('east', east)],
      }),
      [GIGABIT],
    );
    expect(steps[0]!.figures.zoneGapShare).toBeCloseTo(0.5, 9);
  });
});
