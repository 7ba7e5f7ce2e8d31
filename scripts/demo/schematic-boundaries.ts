import type { Polygon } from 'geojson';

import { type LngLat, type PlanePoint, localPlane } from './plane.ts';
import { type PowerSite, powerCells, squaredDistance } from './power-diagram.ts';
import { type Ring, signedAreaM2 } from './rings.ts';

/** What a schematic boundary is drawn from: the true centre, [lng, lat], and the true area. */
export type BoundarySite = { centre: LngLat; areaKm2: number };

const OUTLINE_CORNERS = 120;
const WEIGHT_ROUNDS = 80;
/** Vertices of neighbouring cells closer than this are one vertex. */
const SNAP_M = 1;
/** Of the squared distance of two centres, how much their weights may differ: at 1 the border meets the weaker centre. */
const LARGEST_BORDER_SHIFT = 0.62;

/**
 * Draws boundaries that are no municipality's real ones: a power diagram of the true centres whose
 * cells approach the true areas, inside one smooth outline. Neighbours share exactly the same
 * vertices; rings wind counter-clockwise; every centre lies in its own cell.
 *
 * @returns one polygon per site, in the order given, [lng, lat] rounded to 6 decimals
 */
export function drawSchematicBoundaries(sites: readonly BoundarySite[]): Polygon[] {
  const plane = localPlane(middleOf(sites.map(({ centre }) => centre)));
  const centres = sites.map(({ centre }) => plane.toPlane(centre));
  const areasM2 = sites.map(({ areaKm2 }) => areaKm2 * 1e6);
  const outline = drawOutline(centres, areasM2);
  const cells = powerCells(adaptWeights(centres, areasM2, outline), outline);
  return snapCells(cells).map((cell) => {
    const positions = cell.map(plane.toLngLat);
    return { type: 'Polygon', coordinates: [[...positions, positions[0]!]] };
  });
}

function middleOf(places: readonly LngLat[]): LngLat {
  const sum = places.reduce<LngLat>(([lng, lat], place) => [lng + place[0], lat + place[1]], [0, 0]);
  return [sum[0] / places.length, sum[1] / places.length];
}

/**
 * A smooth closed line around all centres, farther from those of large municipalities, that encloses
 * about the sum of the areas; star-shaped about the origin.
 */
function drawOutline(centres: readonly PlanePoint[], areasM2: readonly number[]): PlanePoint[] {
  const totalM2 = areasM2.reduce((sum, areaM2) => sum + areaM2, 0);
  const discs = centres.map((at, index) => ({ at, scale: ((areasM2[index]! * areasM2.length) / totalM2) ** 0.3 }));
  let near = 0;
  let far = 20_000;
  while (far - near > 1) {
    const bufferM = (near + far) / 2;
    if (signedAreaM2(outlineAt(discs, bufferM)) > totalM2) far = bufferM;
    else near = bufferM;
  }
  return outlineAt(discs, far);
}

type OutlineDisc = { at: PlanePoint; scale: number };

function outlineAt(discs: readonly OutlineDisc[], bufferM: number): PlanePoint[] {
  const angles = Array.from({ length: OUTLINE_CORNERS }, (_, index) => (index / OUTLINE_CORNERS) * 2 * Math.PI);
  const reach = angles.map((angle) => Math.max(...discs.map(({ at, scale }) => discReach(at, bufferM * scale, angle))));
  const smooth = reach.map((_, index) => {
    let sum = 0;
    let weights = 0;
    for (let offset = -6; offset <= 6; offset++) {
      const weight = Math.exp(-(offset * offset) / 12);
      sum += weight * reach[(index + offset + OUTLINE_CORNERS) % OUTLINE_CORNERS]!;
      weights += weight;
    }
    return sum / weights;
  });
  return angles.map((angle, index) => [smooth[index]! * Math.cos(angle), smooth[index]! * Math.sin(angle)]);
}

/** How far along a ray from the origin a disc around the centre reaches; 0 where the ray misses it. */
function discReach([x, y]: PlanePoint, radiusM: number, angle: number): number {
  const along = x * Math.cos(angle) + y * Math.sin(angle);
  const aside = x * Math.sin(angle) - y * Math.cos(angle);
  return Math.abs(aside) > radiusM ? 0 : along + Math.sqrt(radiusM * radiusM - aside * aside);
}

function adaptWeights(centres: readonly PlanePoint[], areasM2: readonly number[], outline: Ring): PowerSite[] {
  let sites: PowerSite[] = centres.map((at) => ({ at, weightM2: 0 }));
  for (let round = 0; round < WEIGHT_ROUNDS; round++) {
    const cells = powerCells(sites, outline);
    sites = sites.map(({ at, weightM2 }, index) => {
      const missingM2 = areasM2[index]! - Math.max(0, signedAreaM2(cells[index]!));
      return { at, weightM2: weightM2 + (0.5 * missingM2) / Math.PI };
    });
    sites = limitWeights(sites);
  }
  return sites;
}

/** Lowers weights until every border keeps clear of the neighbour's centre. */
function limitWeights(sites: readonly PowerSite[]): PowerSite[] {
  return sites.map(({ at, weightM2 }) => {
    const limits = sites
      .filter((other) => other.at !== at)
      .map((other) => other.weightM2 + LARGEST_BORDER_SHIFT * squaredDistance(other.at, at));
    return { at, weightM2: Math.min(weightM2, ...limits) };
  });
}

/** Replaces vertices that are the same but for rounding by one and the same vertex. */
function snapCells(cells: readonly Ring[]): PlanePoint[][] {
  const known: PlanePoint[] = [];
  const snap = (point: PlanePoint): PlanePoint => {
    const found = known.find((other) => squaredDistance(other, point) < SNAP_M * SNAP_M);
    if (!found) known.push(point);
    return found ?? point;
  };
  return cells.map((cell) => cell.map(snap).filter((point, index, all) => point !== all.at(index - 1)));
}
