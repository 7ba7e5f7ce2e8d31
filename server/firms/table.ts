import { EntitySchema } from 'typeorm';
import { geometryColumn, provenanceColumns, type ProvenanceRow } from '../database/columns.ts';

export interface FirmRow extends ProvenanceRow {
  id: string;
  name: string;
  searchName: string;
  activity: string | null;
  ateco: string | null;
  municipalityCode: string | null;
  position: GeoJSON.Point | null;
  positionPrecision: 'exact' | 'address' | 'municipality' | null;
  employees: number | null;
  exportShare: number | null;
  pledgedMbps: number | null;
  source: string | null;
}

export const firmTable = new EntitySchema<FirmRow>({
  name: 'firm',
  columns: {
    id: { type: 'text', primary: true },
    name: { type: 'text' },
    searchName: { name: 'search_name', type: 'text' },
    activity: { type: 'text', nullable: true },
    ateco: { type: 'text', nullable: true },
    municipalityCode: { name: 'municipality_code', type: 'text', nullable: true },
    position: { ...geometryColumn('Point'), nullable: true },
    positionPrecision: { name: 'position_precision', type: 'text', nullable: true },
    employees: { type: 'integer', nullable: true },
    exportShare: { name: 'export_share', type: 'double precision', nullable: true },
    pledgedMbps: { name: 'pledged_mbps', type: 'integer', nullable: true },
    source: { type: 'text', nullable: true },
    ...provenanceColumns,
  },
  indices: [
    { name: 'firm_position', columns: ['position'], spatial: true },
    { name: 'firm_municipality_code', columns: ['municipalityCode'] },
  ],
});
