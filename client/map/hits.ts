import type { Position } from 'geojson';
import type { Bbox } from '../api.ts';

/** A place on the ground as the pointer finds it. */
export interface Place {
  lng: number;
  lat: number;
  /** Metres in a pixel there, at the zoom of the map. */
  metresPerPixel: number;
}

const METRES_PER_DEGREE = 111_320;

/** [west, south, east, north] of polygons; `[Infinity, ...]`, which holds nothing, where there is no position. */
export function bboxOf(polygons: readonly (readonly (readonly Position[])[])[]): Bbox {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of polygons) {
    for (const [lng, lat] of polygon[0] ?? []) {
      if (lng === undefined || lat === undefined) continue;
      box[0] = Math.min(box[0], lng);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lng);
      box[3] = Math.max(box[3], lat);
    }
  }
  return box;
}

export const isInBox = ([west, south, east, north]: Bbox, { lng, lat }: { lng: number; lat: number }): boolean =>
  lng >= west && lng <= east && lat >= south && lat <= north;

/** Whether a place lies in one of the polygons ([lng, lat], holes excluded). Even-odd, as the canvas fills. */
export function isInside(
  polygons: readonly (readonly (readonly Position[])[])[],
  { lng, lat }: Omit<Place, 'metresPerPixel'>,
): boolean {
  return polygons.some((rings) => {
    let inside = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [x1 = 0, y1 = 0] = ring[i] ?? [];
        const [x2 = 0, y2 = 0] = ring[j] ?? [];
        if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
      }
    }
    return inside;
  });
}

/** Metres from a place to a point, on a plane: good for what a pointer can tell apart. */
export function metresTo([lng = 0, lat = 0]: Position, place: Omit<Place, 'metresPerPixel'>): number {
  const east = (lng - place.lng) * Math.cos((place.lat * Math.PI) / 180);
  return Math.hypot(east, lat - place.lat) * METRES_PER_DEGREE;
}

/** Metres from a place to the nearest point of the lines, on a plane. */
export function metresToLines(lines: readonly (readonly Position[])[], place: Omit<Place, 'metresPerPixel'>): number {
  const shrink = Math.cos((place.lat * Math.PI) / 180);
  let nearestDeg = Infinity;
  for (const line of lines) {
    for (let i = 1; i < line.length; i += 1) {
      const [lng1 = 0, lat1 = 0] = line[i - 1] ?? [];
      const [lng2 = 0, lat2 = 0] = line[i] ?? [];
      const x = (lng1 - place.lng) * shrink;
      const y = lat1 - place.lat;
      const dx = (lng2 - lng1) * shrink;
      const dy = lat2 - lat1;
      const squared = dx * dx + dy * dy;
      const along = squared === 0 ? 0 : Math.min(Math.max(-(x * dx + y * dy) / squared, 0), 1);
      nearestDeg = Math.min(nearestDeg, Math.hypot(x + along * dx, y + along * dy));
    }
  }
  return nearestDeg * METRES_PER_DEGREE;
}
