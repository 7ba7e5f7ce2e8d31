import { ADDRESS_COLUMNS, readAddress, type AddressCells } from './address-columns.ts';
import { readGeometry } from './geometry.ts';
import { featureId, type Kind, type StagedRow } from './kind.ts';

export interface AddressRegisterRow extends StagedRow, AddressCells {
  id: string;
  geometry: GeoJSON.Point;
}

const TELLING = ADDRESS_COLUMNS.map(({ name }) => name);

/** House numbers and where they are, by which addresses without coordinates are placed. */
export const addressRegister: Kind<AddressRegisterRow> = {
  columns: [
    { name: 'id', synonyms: ['id_civico', 'progressivo'], meaning: { en: 'its number', it: 'identificativo' } },
    ...ADDRESS_COLUMNS,
  ],
  place: { shapes: ['Point'] },
  parse(row, context) {
    const id = featureId(context, row, TELLING);
    const address = readAddress(row);
    const geometry = readGeometry(row, ['Point']);
    if (address === null || geometry === null || row.faults.length > 0) return null;
    return { row: row.row, line: row.line, id, ...address, geometry };
  },
};
