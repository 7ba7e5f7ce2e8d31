import type { EntitySchemaColumnOptions } from 'typeorm';

type Shape = 'Point' | 'MultiPolygon' | 'MultiLineString' | 'Polygon';

/** A PostGIS column in EPSG:4326; its GiST index is declared beside it. */
export function geometryColumn(shape: Shape): EntitySchemaColumnOptions {
  return { type: 'geometry', spatialFeatureType: shape, srid: 4326 };
}

/** Where a feature comes from: data set, and row of its file. */
export const provenanceColumns = {
  datasetId: { name: 'dataset_id', type: 'integer' },
  sourceRow: { name: 'source_row', type: 'integer', nullable: true },
} as const satisfies Record<string, EntitySchemaColumnOptions>;

export interface ProvenanceRow {
  datasetId: number;
  sourceRow: number | null;
}
