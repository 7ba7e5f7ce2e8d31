import { normaliseName } from '../../search/normalise-name.ts';
import { roundPosition } from './geometry.ts';
import { featureId, type Kind, type StagedRow } from './kind.ts';
import type { RowReader } from './row-reader.ts';

export interface FirmRow extends StagedRow {
  id: string;
  name: string;
  searchName: string;
  activity: string | null;
  ateco: string | null;
  /** null where the file names none; then the position tells it, if there is one */
  municipalityCode: string | null;
  /** [lng, lat] */
  position: [number, number] | null;
  /** null: without a place; 'municipality' too where a position is given that is the municipality's own */
  positionPrecision: 'exact' | 'address' | 'municipality' | null;
  employees: number | null;
  /** 0 to 1 */
  exportShare: number | null;
  /** it would subscribe at so many Mbit/s; null where no pledge is known */
  pledgedMbps: number | null;
  source: string | null;
}

const PRECISIONS = ['exact', 'address', 'municipality'] as const;

/** Firms, CSV. A town's name alone places nobody: names repeat, codes do not. */
export const firms: Kind<FirmRow> = {
  format: 'csv',
  columns: [
    { name: 'name', synonyms: ['nome', 'ragione_sociale', 'azienda'], required: true },
    { name: 'com_istat_code', synonyms: ['codice_istat', 'pro_com'] },
    { name: 'activity', synonyms: ['attivita'] },
    { name: 'source', synonyms: ['fonte'] },
    { name: 'id' },
    { name: 'ateco' },
    { name: 'employees', synonyms: ['addetti'] },
    { name: 'export_share' },
    { name: 'pledged_mbps', synonyms: ['pledgedMbps'] },
    { name: 'lng', synonyms: ['lon', 'longitude', 'longitudine'] },
    { name: 'lat', synonyms: ['latitude', 'latitudine'] },
    { name: 'position_precision' },
  ],
  placeOf: positionOfRow,
  parse(row, context) {
    const id = featureId(context, row);
    const name = row.requiredText('name');
    const municipalityCode = row.istatCode('com_istat_code');
    const place = readPlace(row, municipalityCode);
    const read = {
      activity: row.text('activity'),
      ateco: row.text('ateco'),
      employees: row.number('employees', { min: 0, max: 10_000_000, whole: true }),
      exportShare: row.number('export_share', { min: 0, max: 1 }),
      pledgedMbps: row.number('pledged_mbps', { min: 1, max: 1_000_000, whole: true }),
      source: row.text('source'),
    };
    if (name === null || row.faults.length > 0) return null;
    return {
      row: row.row,
      line: row.line,
      id,
      name,
      searchName: normaliseName(name),
      municipalityCode,
      ...place,
      ...read,
    };
  },
};

/** The position of a CSV's row as a GeoJSON point, unchecked; null where the row has none. */
function positionOfRow(row: RowReader): GeoJSON.Point | null {
  const number = (column: string) => {
    const value = row.raw(column);
    return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  };
  const coordinates = [number('lng'), number('lat')];
  return coordinates.every(Number.isFinite) ? { type: 'Point', coordinates } : null;
}

function readPlace(row: RowReader, code: string | null): Pick<FirmRow, 'position' | 'positionPrecision'> {
  const faultsBefore = row.faults.length;
  const lng = row.number('lng', { min: -180, max: 180 });
  const lat = row.number('lat', { min: -90, max: 90 });
  if (row.faults.length === faultsBefore && (lng === null) !== (lat === null)) {
    row.fault(lng === null ? 'lng' : 'lat', null, {
      en: 'is missing, though the other half of the position is there',
      it: "manca, mentre l'altra metà della posizione c'è",
    });
  }
  const stated = row.choice('position_precision', PRECISIONS);
  const position = lng === null || lat === null ? null : roundPosition(lng, lat);
  if (position === null && (stated === 'exact' || stated === 'address')) {
    row.fault('position_precision', stated, {
      en: 'there is no position (lng, lat) that could be so precise',
      it: "non c'è una posizione (lng, lat) così precisa",
    });
  }
  if (position === null && code === null && stated === 'municipality') {
    row.fault('position_precision', stated, {
      en: 'the municipality is not told: com_istat_code is missing',
      it: 'il comune non è indicato: manca com_istat_code',
    });
  }
  const precise = position === null ? (code === null ? null : 'municipality') : 'exact';
  return { position, positionPrecision: stated ?? precise };
}
