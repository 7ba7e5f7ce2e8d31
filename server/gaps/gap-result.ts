import type { Polygons } from '../geo/polygons.ts';
import type { Figures } from './contract.ts';

/** The day before all days: what today's coverage alone serves. PostgreSQL's own word for it. */
export const TODAYS_COVERAGE = '-infinity';

/** Results are step functions of the horizon: a step holds from its day until the next one of the same question. */
export interface Step {
  targetMbps: number;
  includesProposed: boolean;
  /** YYYY-MM-DD or TODAYS_COVERAGE */
  fromOn: string;
}

export interface MunicipalityStep extends Step {
  figures: Figures;
  failures: ZoneFailure[];
}

export interface ZoneStep extends Step {
  zoneId: string;
  zoneAreaM2: number;
  gapAreaM2: number;
  /** Empty where everything is served. */
  gap: Polygons;
}

export interface FirmStep extends Step {
  firmId: string;
  served: boolean;
  /** Names of the separate networks that serve it, sorted. */
  networks: string[];
  /** Ids of the segments that serve it, sorted. */
  segmentIds: string[];
  /** Metres; 0 where served, null where there is none within NEAREST_WITHIN_M. */
  nearestServedM: number | null;
  /** To its line; asked for firms that are not served today. */
  nearestSegmentM: number | null;
  nearestSegmentId: string | null;
}

/** A zone that could not be processed; the figures leave it out and say so. */
export interface ZoneFailure {
  zoneId: string;
  culprits: string[];
  reason: string;
}

export interface GapResult {
  code: string;
  municipality: MunicipalityStep[];
  zones: ZoneStep[];
  firms: FirmStep[];
  /** How far beyond boundary and firms the figures looked, m; a change farther away leaves them as they are. */
  coverageReachM: number;
  segmentReachM: number;
  /** False where something nearer may lie beyond what was read: read wider and compute again. */
  coverageSettled: boolean;
  segmentsSettled: boolean;
  /** Zones and firms that a change does not touch: their steps stay as they were computed before. */
  keptZones: string[];
  keptFirms: string[];
}
