import { TECHNOLOGIES, type Technology } from '../../targets/technology.ts';
import { ADDRESS_COLUMNS, readAddress, type AddressCells } from './address-columns.ts';
import { featureId, type Kind, type StagedRow } from './kind.ts';
import { lettersOf } from './row-reader.ts';

export interface AddressMappingRow extends StagedRow, AddressCells {
  id: string;
  /** as the mapping says it */
  speedClass: string | null;
  /** the least that the class promises; null where it says nothing of speed, or only what there is not */
  downMbps: number | null;
  technology: Technology;
  network: string;
  asOf: string | null;
}

/**
 * The least speed of each class, Mbit/s down. Results of 2021: 0 below 30, 1 below 300, 2 from 300 on; 30, 100, 200, 300, 1000
 * as they say. Civici: A has no place of its own (nothing is known), B lies within 50 m of a network above 300, C farther.
 */
const LEAST_MBPS: Record<string, number | null> = {
  a: null,
  b: 300,
  c: null,
  '0': 0,
  '1': 30,
  '2': 300,
  '30': 30,
  '100': 100,
  '200': 200,
  '300': 300,
  '1000': 1000,
};
/** From here on a fixed line is of fibre to the home; below, mappings do not tell copper from fibre. */
const FIBRE_FROM_MBPS = 300;
const UNTOLD_NETWORK = 'non indicata';
/** Whose class has changed is the same address as before. */
const TELLING = [...ADDRESS_COLUMNS.map(({ name }) => name), 'network'];

/** Coverage told address by address, without coordinates, as Infratel publishes it. */
export const addressMapping: Kind<AddressMappingRow> = {
  columns: [
    { name: 'id', meaning: { en: 'its number', it: 'identificativo' } },
    ...ADDRESS_COLUMNS,
    {
      name: 'speed_class',
      synonyms: ['caratteristica', 'classe', 'classe_massima', 'classe_max', 'maximum class'],
      required: true,
      meaning: { en: 'class of speed: A/B/C, 0/1/2 or Mbit/s', it: 'classe di velocità: A/B/C, 0/1/2 o Mbit/s' },
    },
    { name: 'technology', synonyms: ['tecnologia'], meaning: { en: 'technology', it: 'tecnologia' } },
    { name: 'network', synonyms: ['rete', 'operatore'], meaning: { en: 'network', it: 'rete' } },
  ],
  parse(row, context) {
    const address = readAddress(row);
    const speedClass = row.text('speed_class');
    const least = speedClass === null ? null : LEAST_MBPS[lettersOf(speedClass)];
    if (least === undefined) row.fault('speed_class', speedClass, NO_CLASS);
    const technology = row.choice('technology', TECHNOLOGIES);
    const network = row.text('network') ?? UNTOLD_NETWORK;
    const id = row.text('id') ?? address?.idEgon ?? null;
    if (address === null || least === undefined || row.faults.length > 0) return null;
    if (technology === null && least !== null && least >= 30) row.remark('technologyAssumed');
    return {
      row: row.row,
      line: row.line,
      id: id === null ? featureId(context, row, TELLING) : `${context.datasetName}:${id}`,
      ...address,
      speedClass,
      downMbps: least,
      technology: technology ?? (least !== null && least >= FIBRE_FROM_MBPS ? 'FTTH' : 'FTTC'),
      network,
      asOf: context.asOf,
    };
  },
};

const NO_CLASS = {
  en: 'is no class of speed: A, B, C, 0, 1, 2, 30, 100, 200, 300 or 1000',
  it: 'non è una classe di velocità: A, B, C, 0, 1, 2, 30, 100, 200, 300 o 1000',
};
