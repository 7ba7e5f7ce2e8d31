import type { DatasetKind } from './contract.ts';

/** How the rows of a table are compared from one version of a data set to the next; all names are SQL. */
export interface FeatureTable {
  table: string;
  /** column that tells the rows of one data set apart */
  key: string;
  /** how a person calls a row */
  title: (row: string) => string;
  /** geometry column; null where rows have no place of their own */
  place: string | null;
  /** columns that say something of a row and follow from no other column */
  attributes: readonly string[];
}

const name = (row: string) => `${row}.name`;
const network = (row: string) => `${row}.network`;
const address = (row: string) => `concat_ws(' ', ${row}.street, ${row}.number)`;
const ADDRESS = ['id_egon', 'municipality_code', 'street', 'number'];
const SERVICE = ['network', 'operator', 'technology', 'down_mbps', 'up_mbps', 'as_of'];

/** For each kind of data set, the tables that hold what it brings, those that others refer to last. */
export const FEATURE_TABLES: Record<DatasetKind, readonly FeatureTable[]> = {
  municipalities: [
    {
      table: 'municipality',
      key: 'code',
      title: name,
      place: 'geometry',
      attributes: ['name', 'province_code', 'province_name', 'population'],
    },
  ],
  'broadband-statistics': [
    {
      table: 'broadband_statistic',
      key: 'municipality_code',
      title: (row) => `(SELECT m.name FROM municipality m WHERE m.code = ${row}.municipality_code)`,
      place: null,
      attributes: ['families', 'families_ftth', 'as_of'],
    },
  ],
  firms: [
    {
      table: 'firm',
      key: 'id',
      title: name,
      place: 'position',
      attributes: [
        'name',
        'activity',
        'ateco',
        'municipality_code',
        'position_precision',
        'employees',
        'export_share',
        'pledged_mbps',
        'source',
      ],
    },
  ],
  zones: [{ table: 'zone', key: 'id', title: name, place: 'geometry', attributes: ['name', 'landuse'] }],
  coverage: [
    { table: 'coverage_area', key: 'id', title: network, place: 'geometry', attributes: SERVICE },
    { table: 'covered_premises', key: 'id', title: network, place: 'position', attributes: SERVICE },
  ],
  segments: [
    {
      table: 'segment',
      key: 'id',
      title: name,
      place: 'geometry',
      attributes: [
        'name',
        'network',
        'status',
        'works_type',
        'works',
        'crossings',
        'terminations',
        'technology',
        'down_mbps',
        'up_mbps',
        'reach_m',
        'cost_eur',
        'ready_on',
      ],
    },
  ],
  'delivery-points': [
    { table: 'delivery_point', key: 'id', title: name, place: 'position', attributes: ['name', 'operator'] },
  ],
  'address-register': [{ table: 'address', key: 'id', title: address, place: 'position', attributes: ADDRESS }],
  'address-mapping': [
    {
      table: 'mapped_address',
      key: 'id',
      title: address,
      place: 'position',
      attributes: [...ADDRESS, 'municipality_name', 'speed_class', 'down_mbps'],
    },
    { table: 'covered_premises', key: 'id', title: network, place: 'position', attributes: SERVICE },
  ],
  roads: [
    {
      table: 'road',
      key: 'id',
      title: name,
      place: 'geometry',
      attributes: ['class', 'name', 'surface', 'access', 'oneway'],
    },
  ],
  'municipality-mergers': [
    {
      table: 'municipality_merger',
      key: 'id',
      title: (row) => `${row}.old_code`,
      place: null,
      attributes: ['old_code', 'new_code', 'day'],
    },
  ],
};
