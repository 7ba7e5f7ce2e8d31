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

/** Industrial zones: our own layout, or an OpenStreetMap extract, of which other land uses are left out. */
export const zones: Kind<ZoneRow> = {
  columns: [
    {
      name: 'id',
      synonyms: ['identificativo', 'codice', 'osm_id', '@id'],
      meaning: { en: 'number or name by which the source knows it', it: 'identificativo presso la fonte' },
    },
    { name: 'name', synonyms: ['nome', 'denominazione', 'zona'], meaning: { en: 'name', it: 'nome' } },
    {
      name: 'landuse',
      synonyms: ['uso_suolo'],
      meaning: { en: 'land use: industrial or commercial', it: 'uso del suolo: industrial o commercial' },
    },
  ],
  place: { shapes: ['Polygon', 'MultiPolygon'] },
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
