import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { geometryColumn } from '../database/columns.ts';
import type { Figures } from './contract.ts';

/** Which question a stored result answers: it holds from `fromOn` ('-infinity': today's coverage) until the next row. */
interface StepRow {
  municipalityCode: string;
  targetMbps: number;
  includesProposed: boolean;
  fromOn: string;
}

const text = (name: string): EntitySchemaColumnOptions => ({ name, type: 'text' });
const target: EntitySchemaColumnOptions = { name: 'target_mbps', type: 'integer', primary: true };
const proposed: EntitySchemaColumnOptions = { name: 'includes_proposed', type: 'boolean', primary: true };
const from: EntitySchemaColumnOptions = { name: 'from_on', type: 'date', primary: true };

export interface MunicipalityGapRow extends StepRow {
  figures: Figures;
  failures: { zoneId: string; culprits: string[]; reason: string }[];
  methodVersion: string;
  computedAt: Date;
}

export const municipalityGapTable = new EntitySchema<MunicipalityGapRow>({
  name: 'municipality_gap',
  columns: {
    targetMbps: target,
    municipalityCode: { ...text('municipality_code'), primary: true },
    includesProposed: proposed,
    fromOn: from,
    figures: { type: 'jsonb' },
    failures: { type: 'jsonb', default: [] },
    methodVersion: text('method_version'),
    computedAt: { name: 'computed_at', type: 'timestamptz' },
  },
});

export interface ZoneGapRow extends StepRow {
  zoneId: string;
  zoneAreaM2: number;
  gapAreaM2: number;
  geometry: GeoJSON.MultiPolygon | null;
}

export const zoneGapTable = new EntitySchema<ZoneGapRow>({
  name: 'zone_gap',
  columns: {
    municipalityCode: { ...text('municipality_code'), primary: true },
    targetMbps: target,
    zoneId: { ...text('zone_id'), primary: true },
    includesProposed: proposed,
    fromOn: from,
    zoneAreaM2: { name: 'zone_area_m2', type: 'double precision' },
    gapAreaM2: { name: 'gap_area_m2', type: 'double precision' },
    geometry: { ...geometryColumn('MultiPolygon'), nullable: true },
  },
  indices: [{ name: 'zone_gap_geometry', columns: ['geometry'], spatial: true }],
});

export interface FirmServiceRow extends StepRow {
  firmId: string;
  served: boolean;
  networks: string[];
  segmentIds: string[];
  nearestServedM: number | null;
  nearestSegmentM: number | null;
  nearestSegmentId: string | null;
}

export const firmServiceTable = new EntitySchema<FirmServiceRow>({
  name: 'firm_service',
  columns: {
    firmId: { ...text('firm_id'), primary: true },
    municipalityCode: text('municipality_code'),
    targetMbps: target,
    includesProposed: proposed,
    fromOn: from,
    served: { type: 'boolean' },
    networks: { type: 'text', array: true },
    segmentIds: { name: 'segment_ids', type: 'text', array: true },
    nearestServedM: { name: 'nearest_served_m', type: 'double precision', nullable: true },
    nearestSegmentM: { name: 'nearest_segment_m', type: 'double precision', nullable: true },
    nearestSegmentId: { name: 'nearest_segment_id', type: 'text', nullable: true },
  },
  indices: [{ name: 'firm_service_municipality_code', columns: ['municipalityCode'] }],
});

export interface GapReachRow {
  municipalityCode: string;
  coverageBox: GeoJSON.Polygon;
  segmentBox: GeoJSON.Polygon;
}

export const gapReachTable = new EntitySchema<GapReachRow>({
  name: 'gap_reach',
  columns: {
    municipalityCode: { ...text('municipality_code'), primary: true },
    coverageBox: { ...geometryColumn('Polygon'), name: 'coverage_box' },
    segmentBox: { ...geometryColumn('Polygon'), name: 'segment_box' },
  },
  indices: [
    { name: 'gap_reach_coverage_box', columns: ['coverageBox'], spatial: true },
    { name: 'gap_reach_segment_box', columns: ['segmentBox'], spatial: true },
  ],
});

export interface StaleMunicipalityRow {
  municipalityCode: string;
  change: string;
  since: Date;
  batch: string | null;
  computing: boolean;
  retryAt: Date | null;
  failure: string | null;
  within: number[] | null;
}

export const staleMunicipalityTable = new EntitySchema<StaleMunicipalityRow>({
  name: 'stale_municipality',
  columns: {
    municipalityCode: { ...text('municipality_code'), primary: true },
    change: { type: 'bigint', default: () => "nextval('stale_change')" },
    since: { type: 'timestamptz', default: () => 'now()' },
    batch: { type: 'uuid', nullable: true },
    computing: { type: 'boolean', default: false },
    retryAt: { name: 'retry_at', type: 'timestamptz', nullable: true },
    failure: { ...text('failure'), nullable: true },
    within: { type: 'double precision', array: true, nullable: true },
  },
});
