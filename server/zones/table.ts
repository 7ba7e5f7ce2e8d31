import { EntitySchema } from 'typeorm';
import { geometryColumn, provenanceColumns, type ProvenanceRow } from '../database/columns.ts';

export interface ZoneRow extends ProvenanceRow {
  id: string;
  name: string | null;
  landuse: string | null;
  areaM2: number;
  geometry: GeoJSON.MultiPolygon;
}

export const zoneTable = new EntitySchema<ZoneRow>({
  name: 'zone',
  columns: {
    id: { type: 'text', primary: true },
    name: { type: 'text', nullable: true },
    landuse: { type: 'text', nullable: true },
    areaM2: { name: 'area_m2', type: 'double precision' },
    geometry: geometryColumn('MultiPolygon'),
    ...provenanceColumns,
  },
  indices: [{ name: 'zone_geometry', columns: ['geometry'], spatial: true }],
});
