import { normaliseName } from '../../search/normalise-name.ts';
import { readGeometry } from './geometry.ts';
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

/** Firms. A town's name alone places nobody: names repeat, codes do not. */
export const firms: Kind<FirmRow> = {
  columns: [
    {
      name: 'name',
      synonyms: ['nome', 'ragione_sociale', 'azienda', 'denominazione', 'ditta', 'impresa', 'company', 'firm'],
      required: true,
      meaning: { en: 'name of the firm', it: "nome dell'azienda" },
    },
    {
      name: 'com_istat_code',
      synonyms: [
        'pro_com',
        'codice_istat',
        'cod_istat',
        'istat',
        'pro_com_t',
        'codice istat comune',
        'codice comune formato alfanumerico',
        'codice istat del comune',
        'codistat',
      ],
      holds: 'istatCode',
      meaning: { en: 'ISTAT code of the municipality', it: 'codice ISTAT del comune' },
    },
    {
      name: 'activity',
      synonyms: ['attivita', 'settore', 'descrizione attivita'],
      meaning: { en: 'what it does', it: 'attività' },
    },
    { name: 'source', synonyms: ['fonte'], meaning: { en: 'where it is known from', it: 'fonte' } },
    {
      name: 'id',
      synonyms: ['identificativo', 'codice', 'partita_iva', 'codice_fiscale', 'rea'],
      meaning: { en: 'number or name by which the source knows it', it: 'identificativo presso la fonte' },
    },
    {
      name: 'ateco',
      synonyms: ['codice_ateco', 'ateco2007', 'ateco_2007'],
      meaning: { en: 'ATECO code of its activity', it: "codice ATECO dell'attività" },
    },
    {
      name: 'employees',
      synonyms: ['addetti', 'dipendenti', 'numero addetti'],
      holds: 'number',
      meaning: { en: 'employees', it: 'addetti' },
    },
    {
      name: 'export_share',
      synonyms: ['quota export', 'export'],
      holds: 'number',
      meaning: { en: 'share of the turnover that is exported, 0 to 1', it: 'quota del fatturato esportata, da 0 a 1' },
    },
    {
      name: 'pledged_mbps',
      synonyms: ['pledgedMbps', 'adesione'],
      holds: 'number',
      meaning: { en: 'it would subscribe at so many Mbit/s', it: 'adesione, in Mbit/s' },
    },
    {
      name: 'position_precision',
      synonyms: ['precisione'],
      meaning: { en: 'exact, address or municipality', it: 'exact, address o municipality' },
    },
  ],
  place: { shapes: ['Point'], isOptional: true },
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

function readPlace(row: RowReader, code: string | null): Pick<FirmRow, 'position' | 'positionPrecision'> {
  const stated = row.choice('position_precision', PRECISIONS);
  const point = row.geometry === null ? null : readGeometry(row, ['Point']);
  const position = point && (point.coordinates as [number, number]);
  if (position === null && (stated === 'exact' || stated === 'address')) {
    row.fault('position_precision', stated, {
      en: 'there is no position that could be so precise',
      it: "non c'è una posizione così precisa",
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
