import { ftthShare } from './as-json.ts';
import type { SORTS } from './contract.ts';

const figure = (when: 'before' | 'after', path: string): string => `(${when}.figures#>>'{${path}}')::double precision`;

/** SQL of what the list may be sorted by, over municipality as `m`, its statistic and `gapJoins`. */
export const SORT_KEYS: Record<(typeof SORTS)[number], string> = {
  name: 'm.search_name COLLATE "C"',
  population: 'm.population',
  firms: ['firmsServed', 'firmsNotServed', 'firmsPositionUnknown'].map((name) => figure('before', name)).join(' + '),
  firmsNotServed: figure('before', 'firmsNotServed'),
  firmsNotServedAfter: figure('after', 'firmsNotServed'),
  firmsNewlyServed: `${figure('after', 'firmsServed')} - ${figure('before', 'firmsServed')}`,
  exportShareNotServed: figure('before', 'exportShare,share'),
  employeesNotServed: figure('before', 'employees,notServed'),
  zoneGapM2: figure('before', 'zoneGapM2'),
  zoneGapM2After: figure('after', 'zoneGapM2'),
  zoneGapShare: figure('before', 'zoneGapShare'),
  ftthShare,
};
