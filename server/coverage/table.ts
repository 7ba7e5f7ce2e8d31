import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm';
import { geometryColumn, provenanceColumns, type ProvenanceRow } from '../database/columns.ts';
import type { Technology } from '../targets/technology.ts';

interface ServiceRow extends ProvenanceRow {
  id: string;
  network: string;
  operator: string | null;
  technology: Technology;
  downMbps: number;
  upMbps: number | null;
  asOf: string | null;
}

const serviceColumns = {
  id: { type: 'text', primary: true },
  network: { type: 'text' },
  operator: { type: 'text', nullable: true },
  technology: { type: 'text' },
  downMbps: { name: 'down_mbps', type: 'double precision' },
  upMbps: { name: 'up_mbps', type: 'double precision', nullable: true },
  asOf: { name: 'as_of', type: 'date', nullable: true },
  ...provenanceColumns,
} as const satisfies Record<string, EntitySchemaColumnOptions>;

export interface CoverageAreaRow extends ServiceRow {
  geometry: GeoJSON.MultiPolygon;
}

export const coverageAreaTable = new EntitySchema<CoverageAreaRow>({
  name: 'coverage_area',
  columns: { ...serviceColumns, geometry: geometryColumn('MultiPolygon') },
  indices: [{ name: 'coverage_area_geometry', columns: ['geometry'], spatial: true }],
});

export interface CoveredPremisesRow extends ServiceRow {
  position: GeoJSON.Point;
}

export const coveredPremisesTable = new EntitySchema<CoveredPremisesRow>({
  name: 'covered_premises',
  columns: { ...serviceColumns, position: geometryColumn('Point') },
  indices: [{ name: 'covered_premises_position', columns: ['position'], spatial: true }],
});
