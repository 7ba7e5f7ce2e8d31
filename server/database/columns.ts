import type { EntitySchemaColumnOptions } from 'typeorm';

type Shape = 'Point' | 'MultiPolygon' | 'MultiLineString' | 'Polygon';

/** A PostGIS column in EPSG:4326; its GiST index is declared beside it. */
export function geometryColumn(shape: Shape): EntitySchemaColumnOptions {
  return { type: 'geometry', spatialFeatureType: shape, srid: 4326 };
}

/** Since when a row has been as it is: see migration 0012. */
export const sinceColumn = { type: 'timestamptz' } as const satisfies EntitySchemaColumnOptions;

/** Where a feature comes from: data set, and row of its file; and since when it has been as it is. */
export const provenanceColumns = {
  datasetId: { name: 'dataset_id', type: 'integer' },
  sourceRow: { name: 'source_row', type: 'integer', nullable: true },
  since: sinceColumn,
} as const satisfies Record<string, EntitySchemaColumnOptions>;

export interface ProvenanceRow {
  datasetId: number;
  sourceRow: number | null;
  since: Date;
}
