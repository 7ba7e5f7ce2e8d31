import { EntitySchema } from 'typeorm';
import { geometryColumn, provenanceColumns, type ProvenanceRow } from '../database/columns.ts';

export interface AddressRow extends ProvenanceRow {
  id: string;
  idEgon: string | null;
  municipalityCode: string | null;
  street: string;
  number: string;
  streetKey: string;
  numberKey: string;
  position: GeoJSON.Point;
}

/** House numbers with their places. */
export const addressTable = new EntitySchema<AddressRow>({
  name: 'address',
  columns: {
    id: { type: 'text', primary: true },
    idEgon: { name: 'id_egon', type: 'text', nullable: true },
    municipalityCode: { name: 'municipality_code', type: 'text', nullable: true },
    street: { type: 'text' },
    number: { type: 'text' },
    streetKey: { name: 'street_key', type: 'text' },
    numberKey: { name: 'number_key', type: 'text' },
    position: geometryColumn('Point'),
    ...provenanceColumns,
  },
  indices: [
    { name: 'address_position', columns: ['position'], spatial: true },
    { name: 'address_keys', columns: ['municipalityCode', 'streetKey', 'numberKey'] },
    { name: 'address_id_egon', columns: ['idEgon'] },
  ],
});

export interface MappedAddressRow extends ProvenanceRow {
  id: string;
  idEgon: string | null;
  municipalityCode: string | null;
  municipalityName: string | null;
  street: string;
  number: string;
  speedClass: string | null;
  downMbps: number | null;
  position: GeoJSON.Point | null;
}

/** Addresses of a mapping that are no covered premises: of no known speed, below 30 Mbit/s, or in no register. */
export const mappedAddressTable = new EntitySchema<MappedAddressRow>({
  name: 'mapped_address',
  columns: {
    id: { type: 'text', primary: true },
    idEgon: { name: 'id_egon', type: 'text', nullable: true },
    municipalityCode: { name: 'municipality_code', type: 'text', nullable: true },
    municipalityName: { name: 'municipality_name', type: 'text', nullable: true },
    street: { type: 'text' },
    number: { type: 'text' },
    speedClass: { name: 'speed_class', type: 'text', nullable: true },
    downMbps: { name: 'down_mbps', type: 'double precision', nullable: true },
    position: { ...geometryColumn('Point'), nullable: true },
    ...provenanceColumns,
  },
  indices: [{ name: 'mapped_address_position', columns: ['position'], spatial: true }],
});
