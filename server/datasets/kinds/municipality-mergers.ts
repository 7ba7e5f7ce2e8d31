import type { Kind, StagedRow } from './kind.ts';
import { isDay } from './row-reader.ts';
import type { RowReader } from './row-reader.ts';

export interface MunicipalityMergerRow extends StagedRow {
  id: string;
  oldCode: string;
  newCode: string;
  day: string | null;
}

const OLD = 'old_code';
const NEW = 'new_code';
const DAY = 'day';

/** Municipalities that have gone and those that took them in: ISTAT's list of suppressed municipalities. */
export const municipalityMergers: Kind<MunicipalityMergerRow> = {
  columns: [
    {
      name: OLD,
      synonyms: [
        'codice comune',
        'codice del comune',
        'codice comune formato alfanumerico',
        'codice istat del comune soppresso',
        'codice comune soppresso',
        'vecchio codice',
      ],
      required: true,
      holds: 'istatCode',
      meaning: { en: 'ISTAT code that has gone', it: 'codice ISTAT del comune soppresso' },
    },
    {
      name: NEW,
      synonyms: [
        'codice comune associato alla variazione',
        'codice del comune associato alla variazione',
        'codice comune nuovo',
        'nuovo codice',
      ],
      required: true,
      holds: 'istatCode',
      meaning: { en: 'ISTAT code that took its place', it: 'codice ISTAT che lo sostituisce' },
    },
    {
      name: DAY,
      synonyms: ['data', 'data validità amministrativa', 'data decorrenza validità amministrativa', 'data variazione'],
      meaning: { en: 'since when', it: 'da quando' },
    },
  ],
  parse(row) {
    const oldCode = row.requiredIstatCode(OLD);
    const newCode = row.requiredIstatCode(NEW);
    const day = readDay(row);
    if (oldCode !== null && oldCode === newCode) {
      row.fault(NEW, newCode, { en: 'is the same municipality', it: 'è lo stesso comune' });
    }
    if (oldCode === null || newCode === null || row.faults.length > 0) return null;
    return { row: row.row, line: row.line, id: `${oldCode}>${newCode}`, oldCode, newCode, day };
  },
};

/** ISTAT writes 31/12/2023. */
function readDay(row: RowReader): string | null {
  const text = row.text(DAY);
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text ?? '') ?? [];
  const written = year === undefined ? '' : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  return isDay(written) ? written : row.day(DAY);
}
