import path from 'node:path';

import CheapRuler from 'cheap-ruler';
import { describe, expect, it } from 'vitest';

import { planBranches } from '../../../scripts/demo/branches.ts';
import { DEMO_SEED, generateFromFacts } from '../../../scripts/demo/build-files.ts';
import { readFacts } from '../../../scripts/demo/read-facts.ts';
import type { SegmentFeature } from '../../../scripts/demo/segments.ts';

const SOON = '2028-12-31';
const facts = readFacts(path.join(import.meta.dirname, '../../../data/facts'));

type Point = [lng: number, lat: number];
type Demo = ReturnType<typeof generateFromFacts>;
const isBranch = ({ properties }: SegmentFeature): boolean => properties.id > 'T-100';
const readyOn = ({ properties }: SegmentFeature): string => properties.announcements.at(-1)!.promised_ready_on;
const trunkIdOf = ({ properties }: SegmentFeature): string => properties.name.split(' – ')[0]!;

function distanceM([lng, lat]: Point, { geometry }: SegmentFeature): number {
  const ruler = new CheapRuler(lat, 'meters');
  const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
  return Math.min(
    ...lines.flatMap((line) =>
      line.slice(1).map((to, index) => ruler.pointToSegmentDistance([lng, lat], line[index] as Point, to as Point)),
    ),
  );
}

/** What counts as built by then: not only branches, and whether or not it is financed. */
const isThereSoon = (segment: SegmentFeature): boolean =>
  isBranch(segment) ||
  (['planned', 'underConstruction', 'operational'].includes(segment.properties.status) && readyOn(segment) <= SOON);

const placesOf = ({ firms }: Demo): Point[] =>
  firms.flatMap(({ lng, lat }): Point[] => (lng === null || lat === null ? [] : [[lng, lat]]));

function turnsOf({ geometry }: SegmentFeature): number[] {
  if (geometry.type !== 'LineString') return [];
  const ruler = new CheapRuler(geometry.coordinates[0]![1]!, 'meters');
  const bearings = geometry.coordinates
    .slice(1)
    .map((to, index) => ruler.bearing(geometry.coordinates[index] as Point, to as Point));
  return bearings.slice(1).map((bearing, index) => Math.abs(((bearing - bearings[index]! + 540) % 360) - 180));
}

describe.each([DEMO_SEED, 'another'])('the branches generated from the seed %s', (seed) => {
  const demo = generateFromFacts(facts, seed);
  const segments = demo.segments.features;
  const branches = segments.filter(isBranch);
  const byId = new Map(segments.map((segment) => [segment.properties.id, segment]));

  it('begin at the planned segment that they are named after, which is there before them', () => {
    expect(branches.length).toBeGreaterThan(40);
    for (const branch of branches) {
      const trunk = byId.get(trunkIdOf(branch))!;
      const { id } = branch.properties;
      expect(trunk.properties.status, id).toBe('planned');
      expect(trunk.properties.id < id, id).toBe(true);
      expect(distanceM(branch.geometry.coordinates[0] as Point, trunk), id).toBeLessThan(10);
    }
  });

  it('reach each a firm that no other segment ready by the end of 2028 reaches', () => {
    const there = segments.filter(isThereSoon);
    const own = placesOf(demo).flatMap((place) => {
      const reaching = there.filter((segment) => distanceM(place, segment) <= segment.properties.reach_m);
      return reaching.length === 1 ? [reaching[0]!.properties.id] : [];
    });
    expect(branches.map(({ properties }) => properties.id).filter((id) => !own.includes(id))).toEqual([]);
  });

  it('overlap: many a firm is reached by two', () => {
    const reached = placesOf(demo).map(
      (place) => branches.filter((branch) => distanceM(place, branch) <= branch.properties.reach_m).length,
    );
    expect(reached.filter((count) => count > 1).length).toBeGreaterThan(10);
  });

  it('are mostly promised for soon, planned, and off segments that are ready soon', () => {
    const shareOf = (holds: (branch: SegmentFeature) => boolean) => branches.filter(holds).length / branches.length;
    expect(shareOf((branch) => readyOn(branch) <= SOON)).toBeGreaterThan(0.9);
    expect(shareOf(({ properties }) => properties.status === 'planned')).toBeGreaterThan(0.7);
    expect(shareOf((branch) => readyOn(byId.get(trunkIdOf(branch))!) <= SOON)).toBeGreaterThan(0.7);
    expect(new Set(branches.map(({ properties }) => properties.status))).toEqual(new Set(['planned', 'proposed']));
    expect(shareOf(({ properties }) => properties.cost_eur !== null)).toBeGreaterThan(0.25);
    expect(shareOf(({ properties }) => properties.cost_eur === null)).toBeGreaterThan(0.25);
  });

  it('bend as roads do, a sharp corner at most here and there', () => {
    const sharp = branches.map((branch) => turnsOf(branch).filter((degrees) => degrees > 100).length);
    expect(Math.max(...sharp)).toBeLessThanOrEqual(2);
    expect(sharp.filter((count) => count > 0).length / branches.length).toBeLessThan(0.3);
  });
});

describe('branches', () => {
  it('leave every other segment as it is: the same from what was drawn before them, again and again', () => {
    const demo = generateFromFacts(facts, DEMO_SEED);
    const before = demo.segments.features.filter((segment) => !isBranch(segment));
    const copy = structuredClone(before);
    const firmsOf = Map.groupBy(demo.firms, ({ com_istat_code: code }) => code);
    const places = demo.municipalities.features.map(({ geometry, properties }) => {
      const { com_istat_code: code, name, lon, lat, population } = properties!;
      const municipality = { code, name, centre: [lon, lat] as [number, number], population, ftthShare: null };
      return { municipality: { ...municipality, boundary: geometry }, firms: firmsOf.get(code) ?? [] };
    });
    const branches = planBranches(places, demo.coverage.features, before, DEMO_SEED);
    expect(branches).toEqual(demo.segments.features.filter(isBranch));
    expect(before).toEqual(copy);
    expect(planBranches(places, demo.coverage.features, before, 'another')).not.toEqual(branches);
  });

  it('are none where nothing is planned, or nobody is there', () => {
    const demo = generateFromFacts(facts.slice(0, 3), DEMO_SEED);
    expect(planBranches([], demo.coverage.features, demo.segments.features, DEMO_SEED)).toEqual([]);
    const { properties, geometry } = demo.municipalities.features[0]!;
    const { com_istat_code: code, name, lon, lat, population } = properties!;
    const municipality = {
      code,
      name,
      centre: [lon, lat] as [number, number],
      population,
      ftthShare: 0,
      boundary: geometry,
    };
    expect(planBranches([{ municipality, firms: demo.firms }], [], [], DEMO_SEED)).toEqual([]);
  });
});
