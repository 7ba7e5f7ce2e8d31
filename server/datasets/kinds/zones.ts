import { readGeometry } from './geometry.ts';
import { featureId, SKIPPED, type Kind, type StagedRow } from './kind.ts';
import { lettersOf } from './row-reader.ts';

export interface ZoneRow extends StagedRow {
  id: string;
  name: string | null;
  /** null where the file does not say: a file of zones holds zones */
  landuse: string | null;
  geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon;
}

const PRODUCTIVE = ['industrial', 'commercial'];

/** Industrial zones, GeoJSON: our own layout, or an OpenStreetMap extract, of which other land uses are left out. */
export const zones: Kind<ZoneRow> = {
  format: 'geojson',
  columns: [
    { name: 'id', synonyms: ['osm_id'] },
    { name: 'name', synonyms: ['nome', 'denominazione'] },
    { name: 'landuse' },
  ],
  leavesOut: {
    en: 'are of another land use than industrial or commercial',
    it: 'hanno un uso del suolo diverso da industriale o commerciale',
  },
  parse(row, context) {
    const landuse = row.text('landuse');
    if (landuse !== null && !PRODUCTIVE.includes(lettersOf(landuse))) return SKIPPED;
    const id = featureId(context, row);
    const name = row.text('name');
    const geometry = readGeometry(row, ['Polygon', 'MultiPolygon']);
    if (geometry === null || row.faults.length > 0) return null;
    if (landuse === null) row.remark('landuseUntold');
    return { row: row.row, line: row.line, id, name, landuse, geometry };
  },
};
