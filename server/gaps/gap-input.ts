import type { Position } from 'geojson';
import type { Box } from '../geo/box.ts';
import type { Course } from '../geo/course.ts';
import type { Polygons, Shape } from '../geo/polygons.ts';
import type { SegmentStatus } from '../segments/status.ts';
import type { Technology } from '../targets/technology.ts';

/**
 * Everything that the gap of one municipality depends on. Positions are [lng, lat] in degrees WGS84, on the 1e-7 grid. A shape's
 * box comes with it where it is known.
 */
export interface GapInput {
  code: string;
  boundary: Polygons;
  boundaryBox?: Box;
  /** Zones that meet the boundary, valid, by id. */
  zones: { id: string; geometry: Polygons; box?: Box }[];
  /** The firms of the municipality, by id. */
  firms: GapFirm[];
  /** Coverage areas and covered premises within `coverageWithinM` of the box round boundary and firms, by id. */
  areas: GapArea[];
  premises: (Service & { id: string; position: Position })[];
  /** Segments within `segmentsWithinM`, whatever their status, by id. */
  segments: GapSegment[];
  coverageWithinM: number;
  segmentsWithinM: number;
  premisesReachM: number;
}

export interface GapFirm {
  id: string;
  /** Null where only the municipality is known. */
  position: Position | null;
  employees: number | null;
  /** 0 to 1 */
  exportShare: number | null;
}

export interface Service {
  network: string;
  technology: Technology;
  downMbps: number;
}

/** `shapeOf` makes one of polygons. */
export type GapArea = Service & Shape & { id: string };

export interface GapSegment {
  id: string;
  network: string | null;
  status: SegmentStatus;
  technology: Technology;
  downMbps: number | null;
  /** YYYY-MM-DD */
  readyOn: string | null;
  reachM: number | null;
  lines: readonly Course[];
  box: Box;
}

export interface GapTarget {
  downMbps: number;
  technologies: 'any' | 'wired';
}
