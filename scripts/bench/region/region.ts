import type { MultiPolygon } from 'geojson';
import type { LngLat } from '../../demo/plane.ts';

/** How much of a region to invent. */
export interface RegionSize {
  municipalities: number;
  /** Coverage areas of each municipality: they overlap by this many. */
  areasEach: number;
  seed: number;
}

/** A closed ring or a line of [lng, lat] in degrees WGS84, on the 1e-7 grid. */
export type Course = LngLat[];

/** An invented region; every shape is simple, every ring closed. `whole`: of which the ring is but the largest. */
export interface Region {
  municipalities: { code: string; name?: string; ring: Course; whole?: MultiPolygon }[];
  /** Apart from each other; some cross a border. */
  zones: { id: string; ring: Course }[];
  areas: { id: string; network: string; ring: Course }[];
  segments: { id: string; name?: string; line: Course; reachM: number; costEur?: number }[];
  firms: {
    id: string;
    municipalityCode: string;
    position: LngLat;
    employees: number | null;
    exportShare?: number | null;
    pledgedMbps?: number | null;
  }[];
  deliveryPoints?: { id: string; position: LngLat }[];
}
