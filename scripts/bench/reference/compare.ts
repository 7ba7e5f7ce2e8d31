import { NEGLIGIBLE_GAP_M2 } from '../../../server/gaps/method.ts';
import type { ReferenceAnswer } from './answers.ts';

/** Our answer for one municipality, in the reference's terms. */
export interface OwnAnswer {
  code: string;
  zones: { id: string; m2: number; gapM2: number; laterM2: number }[];
  firms: number;
  unserved: { id: string; areaM: number | null; segmentM: number | null }[];
  newlyServed: number;
}

const AREAS_WITHIN = 0.001;
/**
 * A reach of 300 m is out by 1.1 cm in the plane of the reference, 110 km from its middle (scale 1 + 3.7e-5); the sides of an arc
 * lie up to 2 cm within it, here and there.
 */
const BORDERS_WITHIN_M = 0.02;
const DISTANCES_WITHIN = 0.001;
const SHORT_DISTANCE_M = 10;

/**
 * @returns how many zones and unserved firms were compared
 * @throws Error naming the first differences: a zone's area or gap out by over 0.1 % and 1 m2 (after all segments: and by
 *         over 2 cm along its border), any count that is not the same, a distance out by over 0.1 %
 */
export function compareAnswers(ours: readonly OwnAnswer[], theirs: readonly ReferenceAnswer[]): string {
  const differences: string[] = [];
  const differ = (what: string, own: unknown, other: unknown) =>
    differences.push(`${what}: ${String(own)}, PostGIS ${String(other)}`);
  if (ours.length !== theirs.length) differ('municipalities', ours.length, theirs.length);
  const byCode = new Map(theirs.map((answer) => [answer.code, answer]));
  let [zones, unserved] = [0, 0];
  for (const own of ours) {
    const other = byCode.get(own.code);
    if (!other) {
      differ(own.code, 'is there', 'has none');
      continue;
    }
    const counts = [own.firms, own.unserved.length, own.newlyServed].join(' ');
    const theirCounts = [other.firms, other.unserved, other.newlyServed].join(' ');
    if (counts !== theirCounts) differ(`${own.code} firms, unserved, newly served`, counts, theirCounts);
    const zonesById = new Map(own.zones.map((zone) => [zone.id, zone]));
    other.zoneIds.forEach((id, index) => {
      const zone = zonesById.get(id) ?? { m2: 0, gapM2: 0, laterM2: 0 };
      const [m2, gapM2, laterM2] = [other.zoneM2[index]!, other.gapM2[index]!, other.laterM2[index]!];
      const strip = other.laterBorderM[index]! * BORDERS_WITHIN_M;
      const same = close(zone.m2, m2) && close(zone.gapM2, gapM2) && close(zone.laterM2, laterM2, strip);
      if (!same) differ(`${own.code} ${id}`, [zone.m2, zone.gapM2, zone.laterM2], [m2, gapM2, laterM2]);
      zonesById.delete(id);
      zones++;
    });
    for (const [id, { m2 }] of zonesById) if (m2 > NEGLIGIBLE_GAP_M2) differ(`${own.code} ${id}`, m2, 'has none');
    const firmsById = new Map(own.unserved.map((firm) => [firm.id, firm]));
    other.unservedIds.forEach((id, index) => {
      const firm = firmsById.get(id);
      const [areaM, segmentM] = [other.areaM[index]!, other.segmentM[index]!];
      const same = equallyFar(firm?.areaM, areaM) && equallyFar(firm?.segmentM, segmentM);
      if (!same) differ(`${own.code} ${id} m to area, segment`, [firm?.areaM, firm?.segmentM], [areaM, segmentM]);
      unserved++;
    });
  }
  if (differences.length > 0) {
    throw new Error(`${differences.length} answers differ\n${differences.slice(0, 20).join('\n')}`);
  }
  return `${zones} zone parts and ${unserved} unserved firms like PostGIS`;
}

function close(own: number, other: number, uncertainM2 = 0): boolean {
  return Math.abs(own - other) <= Math.max(NEGLIGIBLE_GAP_M2, other * AREAS_WITHIN, uncertainM2);
}

function equallyFar(own: number | null | undefined, other: number): boolean {
  return own != null && Math.abs(own - other) <= Math.max(other, SHORT_DISTANCE_M) * DISTANCES_WITHIN;
}
