import { EntitySchema } from 'typeorm';
import { geometryColumn, provenanceColumns, type ProvenanceRow } from '../database/columns.ts';

export interface MunicipalityRow extends ProvenanceRow {
  code: string;
  name: string;
  searchName: string;
  provinceCode: string | null;
  provinceName: string | null;
  population: number | null;
  centre: GeoJSON.Point;
  areaM2: number;
  geometry: GeoJSON.MultiPolygon;
}

export const municipalityTable = new EntitySchema<MunicipalityRow>({
  name: 'municipality',
  columns: {
    code: { type: 'text', primary: true },
    name: { type: 'text' },
    searchName: { name: 'search_name', type: 'text' },
    provinceCode: { name: 'province_code', type: 'text', nullable: true },
    provinceName: { name: 'province_name', type: 'text', nullable: true },
    population: { type: 'integer', nullable: true },
    centre: geometryColumn('Point'),
    areaM2: { name: 'area_m2', type: 'double precision' },
    geometry: geometryColumn('MultiPolygon'),
    ...provenanceColumns,
  },
  indices: [{ name: 'municipality_geometry', columns: ['geometry'], spatial: true }],
});

export interface BroadbandStatisticRow extends ProvenanceRow {
  municipalityCode: string;
  asOf: string;
  families: number | null;
  familiesFtth: number | null;
}

export const broadbandStatisticTable = new EntitySchema<BroadbandStatisticRow>({
  name: 'broadband_statistic',
  columns: {
    municipalityCode: { name: 'municipality_code', type: 'text', primary: true },
    asOf: { name: 'as_of', type: 'date' },
    families: { type: 'integer', nullable: true },
    familiesFtth: { name: 'families_ftth', type: 'integer', nullable: true },
    ...provenanceColumns,
    datasetId: { ...provenanceColumns.datasetId, primary: true },
  },
});

export interface MunicipalityMergerRow extends ProvenanceRow {
  id: string;
  oldCode: string;
  newCode: string;
  day: string | null;
}

export const municipalityMergerTable = new EntitySchema<MunicipalityMergerRow>({
  name: 'municipality_merger',
  columns: {
    id: { type: 'text', primary: true },
    oldCode: { name: 'old_code', type: 'text' },
    newCode: { name: 'new_code', type: 'text' },
    day: { type: 'date', nullable: true },
    ...provenanceColumns,
  },
  indices: [{ name: 'municipality_merger_old_code', columns: ['oldCode'] }],
});
