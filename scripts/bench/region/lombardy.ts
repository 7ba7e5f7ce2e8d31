import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlanePoint } from '../../demo/plane.ts';
import { ringContains, signedAreaM2 } from '../../demo/rings.ts';
import { inventIn } from './generate.ts';
import type { Cell } from './honeycomb.ts';
import { pointOf } from './place.ts';
import type { Region } from './region.ts';

/** ISTAT, administrative boundaries, processed by Openpolis (CC BY 4.0): read where it lies beside the project. */
const BOUNDARIES = join(import.meta.dirname, '../../../../shared/data/boundaries/lombardia_comuni_2023.geojson');
const NEIGHBOURS = 6;

type Boundary = Feature<Polygon | MultiPolygon, { com_istat_code: string; name: string }>;

/** Whether the real boundaries are there. */
export const hasBoundaries = (): boolean => existsSync(BOUNDARIES);

/** The 1,503 real municipalities of Lombardy, and in them invented zones, coverage, segments and firms. */
export async function inventInLombardy(areasEach: number, seed: number): Promise<Region> {
  const { features } = JSON.parse(await readFile(BOUNDARIES, 'utf8')) as { features: Boundary[] };
  const known = features.map(({ properties, geometry }) => {
    const whole: MultiPolygon = { type: 'MultiPolygon', coordinates: polygonsOf(geometry) };
    const ring = largestRing(whole.coordinates);
    return { code: properties.com_istat_code, name: properties.name, whole, ring, centre: pointInside(ring) };
  });
  const centres = known.map(({ centre }) => centre);
  const cells = known.map(({ code, ring, centre }) => ({
    code,
    cell: { ring, centre, neighbours: near(centre, centres) },
  }));
  const region = inventIn(cells satisfies { cell: Cell }[], areasEach, seed);
  const municipalities = region.municipalities.map((invented, index) => {
    const { name, whole } = known[index]!;
    return { ...invented, name, whole };
  });
  return { ...region, municipalities };
}

const polygonsOf = (geometry: Polygon | MultiPolygon) =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;

function largestRing(polygons: readonly Position[][][]): PlanePoint[] {
  const rings = polygons.map(([outer]) => outer!.slice(1).map(pointOf));
  return rings.toSorted((a, b) => Math.abs(signedAreaM2(b)) - Math.abs(signedAreaM2(a)))[0]!;
}

/** The mean of the corners, or where that lies outside, the first point half-way between two corners that does not. */
function pointInside(ring: readonly PlanePoint[]): PlanePoint {
  const between = (points: readonly PlanePoint[]): PlanePoint => [
    points.reduce((sum, [x]) => sum + x, 0) / points.length,
    points.reduce((sum, [, y]) => sum + y, 0) / points.length,
  ];
  const half = ring.length >> 1;
  const candidates = ring.map((corner, index) => between([corner, ring[(index + half) % ring.length]!]));
  return [between(ring), ...candidates].find((point) => ringContains(ring, point)) ?? ring[0]!;
}

function near([x, y]: PlanePoint, centres: readonly PlanePoint[]): PlanePoint[] {
  const distance = (other: PlanePoint) => Math.hypot(other[0] - x, other[1] - y);
  return centres.toSorted((a, b) => distance(a) - distance(b)).slice(1, 1 + NEIGHBOURS);
}
