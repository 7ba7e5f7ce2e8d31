import { normaliseNumber, normaliseStreet } from '../../addresses/normalise-street.ts';
import { normaliseName } from '../../search/normalise-name.ts';
import type { Column } from './columns.ts';
import type { RowReader } from './row-reader.ts';

/** What says of which house a row speaks, in registers and in mappings. */
export const ADDRESS_COLUMNS: readonly Column[] = [
  { name: 'id_egon', synonyms: ['egon', 'codice_egon', 'idegon'], meaning: { en: 'EGON code', it: 'codice EGON' } },
  {
    name: 'com_istat_code',
    synonyms: ['codice_istat', 'pro_com', 'istat', 'codistat'],
    holds: 'istatCode',
    meaning: { en: 'ISTAT code of the municipality', it: 'codice ISTAT del comune' },
  },
  { name: 'municipality', synonyms: ['comune', 'nome_comune'], meaning: { en: 'municipality', it: 'comune' } },
  { name: 'province', synonyms: ['provincia'], meaning: { en: 'province, by its name', it: 'provincia, per nome' } },
  {
    name: 'street_kind',
    synonyms: ['dug', 'tipo_via', 'toponimo'],
    meaning: { en: 'via, piazza ..., where it stands apart', it: 'via, piazza ..., se è a parte' },
  },
  {
    name: 'street',
    synonyms: ['strada', 'via', 'duf', 'odonimo', 'nome_via', 'indirizzo'],
    required: true,
    meaning: { en: 'street', it: 'strada' },
  },
  {
    name: 'number',
    synonyms: ['civico', 'numero', 'numero_civico'],
    required: true,
    meaning: { en: 'house number', it: 'numero civico' },
  },
  {
    name: 'suffix',
    synonyms: ['esponente', 'barrato', 'lettera'],
    meaning: { en: 'what follows the number', it: 'esponente o barrato' },
  },
];

export interface AddressCells {
  idEgon: string | null;
  municipalityCode: string | null;
  municipalityName: string | null;
  municipalityKey: string | null;
  provinceKey: string | null;
  street: string;
  number: string;
  streetKey: string;
  numberKey: string;
}

/** Null where the street is missing, which is noted. A missing number is a house without one. */
export function readAddress(row: RowReader): AddressCells | null {
  const name = row.requiredText('street');
  const kind = row.text('street_kind');
  const [number, suffix] = [row.text('number') ?? '', row.text('suffix') ?? ''];
  const municipalityName = row.text('municipality');
  const province = row.text('province');
  const read = { idEgon: row.text('id_egon'), municipalityCode: row.istatCode('com_istat_code') };
  if (name === null || row.faults.length > 0) return null;
  const street = kind === null ? name : `${kind} ${name}`;
  return {
    ...read,
    municipalityName,
    municipalityKey: municipalityName === null ? null : normaliseName(municipalityName),
    provinceKey: province === null ? null : normaliseName(province),
    street,
    number: suffix === '' ? number : `${number}/${suffix}`,
    streetKey: normaliseStreet(street),
    numberKey: normaliseNumber(number, suffix),
  };
}
