import { normaliseName } from '../../search/normalise-name.ts';
import { readGeometry, roundPosition } from './geometry.ts';
import type { Kind, StagedRow } from './kind.ts';
import type { RowReader } from './row-reader.ts';

export interface MunicipalityRow extends StagedRow {
  code: string;
  name: string;
  searchName: string;
  provinceCode: string | null;
  provinceName: string | null;
  population: number | null;
  /** [lng, lat]; null: a point inside */
  centre: [number, number] | null;
  /** rings may wind either way */
  geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon;
}

/** Boundaries of municipalities as ISTAT and Openpolis publish them. */
export const municipalities: Kind<MunicipalityRow> = {
  columns: [
    {
      name: 'com_istat_code',
      synonyms: [
        'pro_com_t',
        'pro_com',
        'codice_istat',
        'cod_istat',
        'codice istat comune',
        'codice comune formato alfanumerico',
        'codice istat del comune',
        'codistat',
      ],
      required: true,
      holds: 'istatCode',
      meaning: { en: 'ISTAT code', it: 'codice ISTAT' },
    },
    {
      name: 'name',
      synonyms: ['comune', 'nome', 'denominazione', 'denominazione in italiano', 'nome_comune'],
      required: true,
      meaning: { en: 'name', it: 'nome' },
    },
    {
      name: 'prov_acr',
      synonyms: ['sigla', 'sigla automobilistica', 'sigla_prov'],
      meaning: { en: 'province, two letters', it: 'sigla della provincia' },
    },
    {
      name: 'prov_name',
      synonyms: ['provincia', 'nome_provincia'],
      meaning: { en: 'name of the province', it: 'nome della provincia' },
    },
    {
      name: 'population',
      synonyms: ['popolazione', 'abitanti', 'popolazione legale', 'residenti'],
      holds: 'number',
      meaning: { en: 'inhabitants', it: 'abitanti' },
    },
    { name: 'lat', holds: 'number', meaning: { en: 'latitude of its centre', it: 'latitudine del centro' } },
    {
      name: 'lon',
      synonyms: ['lng'],
      holds: 'number',
      meaning: { en: 'longitude of its centre', it: 'longitudine del centro' },
    },
  ],
  place: { shapes: ['Polygon', 'MultiPolygon'] },
  parse(row) {
    const code = row.requiredIstatCode('com_istat_code');
    const name = row.requiredText('name');
    const read = {
      provinceCode: row.text('prov_acr'),
      provinceName: row.text('prov_name'),
      population: row.number('population', { min: 0, max: 100_000_000, whole: true }),
      centre: readCentre(row),
    };
    const geometry = readGeometry(row, ['Polygon', 'MultiPolygon']);
    if (code === null || name === null || geometry === null || row.faults.length > 0) return null;
    return { row: row.row, line: row.line, code, name, searchName: normaliseName(name), ...read, geometry };
  },
};

function readCentre(row: RowReader): [number, number] | null {
  const lng = row.number('lon', { min: -180, max: 180 });
  const lat = row.number('lat', { min: -90, max: 90 });
  return lng === null || lat === null ? null : roundPosition(lng, lat);
}
