import type { Feature, Polygon } from 'geojson';

import { planBranches } from './branches.ts';
import { layCopper } from './copper.ts';
import type { CoverageFeature } from './coverage-feature.ts';
import { type DeliveryPointFeature, placeDeliveryPoints } from './delivery-points.ts';
import { layFibre } from './fibre.ts';
import { numberRepeatedNames } from './firm-names.ts';
import { type DemoFirm, inventFirms } from './firms.ts';
import { placeHouseholds } from './households.ts';
import { type LabelledCollection, labelCollection } from './label.ts';
import type { LngLat, PlanePoint } from './plane.ts';
import { type PlanePolygon, boundsOf } from './polygons.ts';
import { coverPremises } from './premises.ts';
import { placeRadio } from './radio.ts';
import { type SegmentFeature, type ServedSite, planSegments } from './segments.ts';
import { type DemoMunicipality, type Site, layOutSites } from './site.ts';
import { type ZoneProperties, placeZones } from './zones.ts';

/** Everything invented over given municipalities; [lng, lat], at most 6 decimals. */
export type Demo = {
  zones: LabelledCollection<Feature<Polygon, ZoneProperties>>;
  firms: DemoFirm[];
  coverage: LabelledCollection<CoverageFeature>;
  segments: LabelledCollection<SegmentFeature>;
  deliveryPoints: LabelledCollection<DeliveryPointFeature>;
  /** the points that stand for households, by ISTAT code: what the FTTH areas are calibrated to */
  households: ReadonlyMap<string, readonly LngLat[]>;
};

/**
 * Invents industrial zones, firms, coverage and planned segments over any municipalities: the
 * same input and seed give the same output. Needs nothing but its arguments.
 *
 * @param municipalities boundaries valid, [lng, lat]; shares of families with FTTH from AGCOM
 */
export function generateDemo(input: { municipalities: readonly DemoMunicipality[]; seed: string }): Demo {
  const { municipalities, seed } = input;
  const sites = layOutSites(municipalities, seed);
  const settled = sites.map((site) => {
    const zones = placeZones(site, seed);
    return {
      site,
      zones,
      households: placeHouseholds(site, zones, seed),
      firms: inventFirms(site, zones, seed),
    };
  });
  const served: ServedSite[] = [];
  const coverage: CoverageFeature[] = [];
  for (const { site, zones, households, firms } of settled) {
    const fibre = layFibre(site, zones, households, borderAreas(site, served), seed);
    served.push({ site, zones, fibre: fibre.areas });
    coverage.push(...fibre.features, ...layCopper(site, households, seed));
    coverage.push(...coverPremises(site, zones, firms, seed));
  }
  coverage.push(...placeRadio(sites, seed));
  const { segments: trunks, deliveryTowns } = planSegments(served, seed);
  const inhabited = settled.map(({ site: { municipality }, firms }) => ({ municipality, firms }));
  const segments = [...trunks, ...planBranches(inhabited, coverage, trunks, seed)];
  return {
    zones: labelCollection(
      settled.flatMap(({ zones }) => zones.map(({ feature }) => feature)),
      seed,
    ),
    firms: numberFirms(settled.flatMap(({ firms }) => firms)),
    coverage: labelCollection(coverage, seed),
    segments: labelCollection(segments, seed),
    deliveryPoints: labelCollection(placeDeliveryPoints(deliveryTowns, seed), seed),
    households: new Map(
      settled.map(({ site, households }) => [site.municipality.code, households.map(site.plane.toLngLat)]),
    ),
  };
}

/** Farther than this between two towns no fibre area of one reaches the other. */
const NEIGHBOUR_M = 15_000;

/** Fibre areas of towns nearby that reach into the bounds of this one, in its plane. */
function borderAreas(site: Site, served: readonly ServedSite[]): PlanePolygon[] {
  const [west, south, east, north] = boundsOf(site.area.flatMap(({ outer }) => outer));
  const within = ([x, y]: PlanePoint): boolean => x > west && x < east && y > south && y < north;
  return served
    .filter((other) => Math.hypot(...site.plane.toPlane(other.site.municipality.centre)) < NEIGHBOUR_M)
    .flatMap(({ site: { plane }, fibre }) =>
      fibre.map(({ outer, holes }) => {
        const move = (ring: readonly PlanePoint[]): PlanePoint[] =>
          ring.map((point) => site.plane.toPlane(plane.toLngLat(point)));
        return { outer: move(outer), holes: holes.map(move) };
      }),
    )
    .filter(({ outer }) => outer.some(within));
}

function numberFirms(firms: readonly DemoFirm[]): DemoFirm[] {
  const names = numberRepeatedNames(firms.map(({ name }) => name));
  return firms.map((firm, index) => ({ ...firm, name: names[index]! }));
}
