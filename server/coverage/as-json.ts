import { provenanceJson } from '../database/table-at.ts';

/**
 * SQL of a Coverage as JSON.
 *
 * @param row alias of a row of coverage_area or covered_premises, its data set joined as `dataset`
 */
export const coverageJson = (form: 'area' | 'premises', row: string): string => `jsonb_build_object(
  'form', '${form}',
  'network', ${row}.network,
  'operator', ${row}.operator,
  'technology', ${row}.technology,
  'downMbps', ${row}.down_mbps,
  'upMbps', ${row}.up_mbps,
  'asOf', ${row}.as_of,
  ${provenanceJson(row)})`;
