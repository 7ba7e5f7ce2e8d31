import { EntitySchema } from 'typeorm';
import type { TileLayer } from './zooms.ts';

export interface TileVersionRow {
  layer: TileLayer;
  part: string;
  version: string;
}

export const tileVersionTable = new EntitySchema<TileVersionRow>({
  name: 'tile_version',
  columns: {
    layer: { type: 'text', primary: true },
    part: { type: 'text', primary: true },
    version: { type: 'bigint' },
  },
});
