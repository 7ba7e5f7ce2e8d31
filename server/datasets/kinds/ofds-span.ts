import type { Technology } from '../../targets/technology.ts';
import { isObject, listOf, nameOf } from './ofds-values.ts';
import type { RowReader } from './row-reader.ts';
import type { SegmentDetails } from './segments.ts';

/** Properties that only the Open Fibre Data Standard has. */
const SIGNS = ['readyForServiceDate', 'networkProviders', 'physicalInfrastructureProvider', 'transmissionMedium'];

/** Whether a feature is a span of the Open Fibre Data Standard (0.2 or 0.3) and not of our own layout. */
export function isOfdsSpan(row: RowReader): boolean {
  return (
    isObject(row.raw('network')) ||
    (isObject(row.raw('start')) && isObject(row.raw('end'))) ||
    row.raw('featureType') === 'span' ||
    SIGNS.some((column) => row.raw(column) !== null)
  );
}

/**
 * What an OFDS span tells of a planned segment. It has no speed at the premises, no reach and no cost of its own:
 * they stay null, and a segment without them serves nobody.
 */
export function readOfdsSpan(row: RowReader): SegmentDetails {
  return {
    network:
      nameOf(row.raw('network')) ??
      nameOf(row.raw('physicalInfrastructureProvider')) ??
      nameOf(listOf(row.raw('networkProviders'))[0]),
    worksType: isOnly(row.raw('deployment'), 'aboveGround') ? 'aerial' : null,
    works: null,
    crossings: null,
    terminations: null,
    technology: technologyOf(row.raw('transmissionMedium')),
    downMbps: null,
    upMbps: null,
    reachM: null,
    costEur: null,
    readyOn: row.day('readyForServiceDate'),
    announcements: [],
  };
}

/** By code of the OFDS code list transmissionMedium. */
const BY_MEDIUM: Record<string, Technology> = { fibre: 'FTTH', microwave: 'FWA', copper: 'DSL', coaxial: 'CABLE' };

/** Where no medium is told, or several, the standard is still one of fibre. */
function technologyOf(media: unknown): Technology {
  const told = Object.keys(BY_MEDIUM).find((medium) => isOnly(media, medium));
  return BY_MEDIUM[told ?? 'fibre']!;
}

function isOnly(list: unknown, code: string): boolean {
  const codes = listOf(list);
  return codes.length === 1 && codes[0] === code;
}
