import path from 'node:path';

import { area } from '@turf/area';
import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import { intersect } from '@turf/intersect';
import { featureCollection } from '@turf/helpers';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';

import { DEMO_SEED, generateFromFacts } from '../../../scripts/demo/build-files.ts';
import { generateDemo } from '../../../scripts/demo/generate.ts';
import { readFacts } from '../../../scripts/demo/read-facts.ts';

const facts = readFacts(path.join(import.meta.dirname, '../../../data/facts'));
const demo = generateFromFacts(facts, DEMO_SEED);
const boundaryOf = new Map(demo.municipalities.features.map((each) => [each.properties?.['com_istat_code'], each]));

type Area = Feature<Polygon | MultiPolygon>;
const areas = demo.coverage.features.filter((each): each is typeof each & Area => each.geometry.type !== 'Point');
const fibre = areas.filter((each) => each.properties.technology === 'FTTH');

describe('the generated zones', () => {
  it('are one to five to a municipality, of 3 to 60 hectares, more where there is more industry', () => {
    const counts = facts.map(
      ({ com_istat_code: code }) =>
        demo.zones.features.filter(({ properties }) => properties.com_istat_code === code).length,
    );
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...counts)).toBe(5);
    for (const zone of demo.zones.features) {
      expect(area(zone) / 1e4, zone.properties.id).toBeGreaterThan(2.9);
      expect(area(zone) / 1e4, zone.properties.id).toBeLessThan(66);
    }
  });

  it('lie inside their municipality and do not touch each other', () => {
    for (const zone of demo.zones.features) {
      const boundary = boundaryOf.get(zone.properties.com_istat_code)!;
      const inside = intersect(featureCollection([zone, boundary]));
      expect(area(inside!) / area(zone), zone.properties.id).toBeCloseTo(1, 6);
    }
    for (const [index, zone] of demo.zones.features.entries()) {
      const overlapping = demo.zones.features
        .slice(index + 1)
        .filter(({ properties }) => properties.com_istat_code === zone.properties.com_istat_code)
        .filter((other) => intersect(featureCollection([zone, other])) !== null);
      expect(overlapping, zone.properties.id).toEqual([]);
    }
  });

  it('have ids and names of their own', () => {
    expect(new Set(demo.zones.features.map(({ properties }) => properties.id)).size).toBe(demo.zones.features.length);
    expect(new Set(demo.zones.features.map(({ properties }) => properties.name)).size).toBe(demo.zones.features.length);
  });

  it('are often without fibre, many have it in part, a few wholly', () => {
    const covered = demo.zones.features.map((zone) => {
      const parts = fibre.filter((each) => intersect(featureCollection<Polygon | MultiPolygon>([zone, each])) !== null);
      const sharesM2 = parts.map((each) => area(intersect(featureCollection<Polygon | MultiPolygon>([zone, each]))!));
      return Math.max(0, ...sharesM2) / area(zone);
    });
    const count = (test: (share: number) => boolean): number => covered.filter(test).length / covered.length;
    expect(count((share) => share > 0.999)).toBeGreaterThan(0.05);
    expect(count((share) => share > 0.999)).toBeLessThan(0.25);
    expect(count((share) => share > 0.01 && share <= 0.999)).toBeGreaterThan(0.2);
    expect(count((share) => share <= 0.01)).toBeGreaterThan(0.35);
  });
});

describe('the generated coverage', () => {
  it.each(facts)('passes within 5 points of the households that AGCOM counts in $name', (fact) => {
    const households = demo.households.get(fact.com_istat_code)!;
    const passed = households.filter((place) => fibre.some((each) => booleanPointInPolygon(place, each)));
    expect(households.length).toBeGreaterThan(250);
    expect(Math.abs(passed.length / households.length - fact.ftthShare!)).toBeLessThan(0.05);
  });

  it('gives Crema white, grey and black places', () => {
    const networksAt = (place: number[]): number =>
      new Set(fibre.filter((each) => booleanPointInPolygon(place, each)).map(({ properties }) => properties.network))
        .size;
    const classes = new Set(demo.households.get('019035')!.map((place) => Math.min(2, networksAt(place))));
    expect(classes).toEqual(new Set([0, 1, 2]));
  });

  it('is made of closed rings of the right winding, and of single premises', () => {
    for (const each of areas) {
      const polygons = each.geometry.type === 'Polygon' ? [each.geometry.coordinates] : each.geometry.coordinates;
      for (const [outer = [], ...holes] of polygons) {
        expect(winding(outer), each.properties.id).toBeGreaterThan(0);
        for (const hole of holes) expect(winding(hole), each.properties.id).toBeLessThan(0);
      }
    }
    expect(demo.coverage.features.length - areas.length).toBeGreaterThan(20);
  });

  it('offers FTTC 100 to 200 in every municipality, and FWA 30 and 100', () => {
    const offered = new Set(areas.map(({ properties }) => `${properties.technology} ${properties.down_mbps}`));
    expect([...offered]).toEqual(expect.arrayContaining(['FTTC 100', 'FTTC 200', 'FTTH 1000', 'FWA 30', 'FWA 100']));
    const withCopper = new Set(
      areas
        .filter(({ properties }) => properties.technology === 'FTTC')
        .map(({ properties }) => properties.id.slice(0, 6)),
    );
    expect(withCopper.size).toBe(facts.length);
  });
});

describe('the generated firms', () => {
  it('lie where they claim: exact ones in a zone, all in their municipality, unknown ones nowhere', () => {
    for (const firm of demo.firms) {
      if (firm.position_precision === 'municipality') {
        expect([firm.lng, firm.lat], firm.id).toEqual([null, null]);
        continue;
      }
      const place = [firm.lng!, firm.lat!];
      const zones = demo.zones.features.filter((zone) => booleanPointInPolygon(place, zone));
      expect(booleanPointInPolygon(place, boundaryOf.get(firm.com_istat_code)!), firm.id).toBe(true);
      expect(zones.map(({ properties }) => properties.com_istat_code)).toEqual(
        firm.position_precision === 'exact' ? [firm.com_istat_code] : [],
      );
    }
    const precisions = Map.groupBy(demo.firms, ({ position_precision }) => position_precision);
    expect(precisions.get('exact')!.length).toBeGreaterThan(demo.firms.length / 2);
    expect(precisions.get('address')!.length).toBeGreaterThan(20);
    expect(precisions.get('municipality')!.length).toBeGreaterThan(10);
  });

  it('say in one case of seven that they would subscribe, exporters more often', () => {
    const share = (firms: typeof demo.firms): number =>
      firms.filter(({ pledged_mbps }) => pledged_mbps !== null).length / firms.length;
    const exporters = demo.firms.filter(({ export_share }) => (export_share ?? 0) >= 0.5);
    expect(share(demo.firms)).toBeGreaterThan(0.12);
    expect(share(demo.firms)).toBeLessThan(0.18);
    expect(share(exporters)).toBeGreaterThan(1.3 * share(demo.firms.filter((firm) => !exporters.includes(firm))));
    const speeds = new Set(demo.firms.map(({ pledged_mbps }) => pledged_mbps));
    expect([...speeds].toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([null, 100, 300, 1000, 2500]);
  });

  it('export as cosmetics firms do', () => {
    const shares = demo.firms
      .filter(({ ateco, export_share }) => ateco === '20.42.00' && export_share !== null)
      .map(({ export_share }) => export_share!)
      .toSorted((a, b) => a - b);
    expect(shares[Math.floor(shares.length / 2)]).toBeGreaterThan(0.65);
    expect(shares[Math.floor(shares.length / 2)]).toBeLessThan(0.76);
  });
});

describe('the generator', () => {
  it('draws the same for the same seed, other things for another', () => {
    const sample = facts.slice(0, 8).map(({ com_istat_code: code, name, centre, population, ftthShare }) => {
      const boundary = boundaryOf.get(code)!.geometry;
      return { code, name, centre, population, ftthShare, boundary };
    });
    const first = generateDemo({ municipalities: sample, seed: 'one' });
    expect(generateDemo({ municipalities: sample, seed: 'one' })).toEqual(first);
    expect(generateDemo({ municipalities: sample, seed: 'two' }).zones).not.toEqual(first.zones);
  });

  it('copes with no known share, a centre outside the boundary and hardly any room', () => {
    const square = (lng: number, lat: number, size: number): Polygon => ({
      type: 'Polygon',
      coordinates: [
        [
          [lng, lat],
          [lng, lat + size],
          [lng + size, lat + size],
          [lng + size, lat],
          [lng, lat],
        ],
      ],
    });
    const base = { population: 900, ftthShare: null };
    const odd = generateDemo({
      municipalities: [
        { ...base, code: '999001', name: 'Fuori', centre: [9.7, 45.4], boundary: square(9.71, 45.41, 0.03) },
        { ...base, code: '999002', name: 'Stretto', centre: [9.8015, 45.4015], boundary: square(9.8, 45.4, 0.003) },
      ],
      seed: 'odd',
    });
    expect(odd.households.get('999001')!.length).toBeGreaterThan(250);
    expect(odd.zones.features.map(({ properties }) => properties.com_istat_code)).toEqual(['999001']);
  });
});

function winding(ring: readonly number[][]): number {
  return ring.slice(1).reduce((sum, [x = 0, y = 0], index) => {
    const [beforeX = 0, beforeY = 0] = ring[index]!;
    return sum + beforeX * y - x * beforeY;
  }, 0);
}
