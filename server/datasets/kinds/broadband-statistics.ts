import type { Kind, StagedRow } from './kind.ts';

export interface BroadbandStatisticRow extends StagedRow {
  municipalityCode: string;
  asOf: string;
  families: number | null;
  familiesFtth: number | null;
}

const FAMILIES = 'Famiglie Residenti (calcolato)';
const FAMILIES_FTTH = 'Famiglie raggiunte FTTH (calcolato)';
const COUNT = { min: 0, max: 100_000_000, whole: true };

/**
 * Households by municipality as AGCOM's Broadband Map reports them. Its layouts differ in order and number of
 * columns: they are matched by header. The file does not say of which day it speaks; its name does.
 */
export const broadbandStatistics: Kind<BroadbandStatisticRow> = {
  columns: [
    {
      name: 'pro_com',
      synonyms: [
        'com_istat_code',
        'codice_istat',
        'cod_istat',
        'istat',
        'pro_com_t',
        'codice istat comune',
        'codice comune formato alfanumerico',
        'codice istat del comune',
        'codistat',
      ],
      required: true,
      holds: 'istatCode',
      meaning: { en: 'ISTAT code of the municipality', it: 'codice ISTAT del comune' },
    },
    {
      name: FAMILIES,
      synonyms: ['famiglie residenti', 'famiglie', 'families'],
      required: true,
      holds: 'number',
      meaning: { en: 'resident families', it: 'famiglie residenti' },
    },
    {
      name: FAMILIES_FTTH,
      synonyms: ['famiglie raggiunte ftth', 'famiglie ftth', 'families_ftth'],
      required: true,
      holds: 'number',
      meaning: { en: 'families that FTTH reaches', it: 'famiglie raggiunte da FTTH' },
    },
  ],
  parse(row, { asOf }) {
    const municipalityCode = row.requiredIstatCode('pro_com');
    const families = row.number(FAMILIES, COUNT);
    const familiesFtth = row.number(FAMILIES_FTTH, COUNT);
    if (families !== null && familiesFtth !== null && familiesFtth > families) {
      row.fault(FAMILIES_FTTH, familiesFtth, {
        en: `is more than all families (${families})`,
        it: `supera il totale delle famiglie (${families})`,
      });
    }
    if (municipalityCode === null || asOf === null || row.faults.length > 0) return null;
    return { row: row.row, line: row.line, municipalityCode, asOf, families, familiesFtth };
  },
};

/** The day that AGCOM puts into the names of its files (`Reportistica_250630_Comuni.csv`); null in any other name. */
export function dayOfReport(fileName: string): string | null {
  const [, year, month, day] = /Reportistica_(\d{2})(\d{2})(\d{2})(?!\d)/i.exec(fileName) ?? [];
  return year === undefined ? null : `20${year}-${month}-${day}`;
}
