import { EntitySchema } from 'typeorm';
import { geometryColumn, provenanceColumns, type ProvenanceRow } from '../database/columns.ts';

export interface RoadRow extends ProvenanceRow {
  id: string;
  class: string;
  name: string | null;
  surface: string | null;
  access: string | null;
  oneway: 'no' | 'forward' | 'backward';
  nodes: number[][] | null;
  geometry: GeoJSON.MultiLineString;
}

export const roadTable = new EntitySchema<RoadRow>({
  name: 'road',
  columns: {
    id: { type: 'text', primary: true },
    class: { type: 'text' },
    name: { type: 'text', nullable: true },
    surface: { type: 'text', nullable: true },
    access: { type: 'text', nullable: true },
    oneway: { type: 'text' },
    nodes: { type: 'jsonb', nullable: true },
    geometry: geometryColumn('MultiLineString'),
    ...provenanceColumns,
  },
  indices: [{ name: 'road_geometry', columns: ['geometry'], spatial: true }],
});
