import type { MultiPolygon, Polygon, Position } from 'geojson';
import L from 'leaflet';
import type { Place } from './hits.ts';

/** What the pointer stands on: what to say of it, and what a click does. */
export interface Pointed {
  title: string;
  lines: string[];
  open?: () => void;
}

/** One layer of the map. It fills and clears itself as the address asks. */
export interface MapLayer {
  /** What of this layer lies at a place, if anything that has something to say. */
  pointedAt(place: Place): Pointed | null;
  remove(): void;
}

export const polygonsOf = (geometry: Polygon | MultiPolygon): Position[][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;

/** Polygons as Leaflet takes them; pointing is ours (`pointing.ts`), so the shapes hear no events. */
export const drawPolygons = (polygons: Position[][][], options: L.PolylineOptions): L.Polygon =>
  L.polygon(L.GeoJSON.coordsToLatLngs(polygons, 2), { interactive: false, smoothFactor: 1.2, ...options });
