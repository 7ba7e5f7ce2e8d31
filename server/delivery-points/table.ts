import { EntitySchema } from 'typeorm';
import { geometryColumn, provenanceColumns, type ProvenanceRow } from '../database/columns.ts';

export interface DeliveryPointRow extends ProvenanceRow {
  id: string;
  name: string | null;
  operator: string | null;
  position: GeoJSON.Point;
}

export const deliveryPointTable = new EntitySchema<DeliveryPointRow>({
  name: 'delivery_point',
  columns: {
    id: { type: 'text', primary: true },
    name: { type: 'text', nullable: true },
    operator: { type: 'text', nullable: true },
    position: geometryColumn('Point'),
    ...provenanceColumns,
  },
  indices: [{ name: 'delivery_point_position', columns: ['position'], spatial: true }],
});
