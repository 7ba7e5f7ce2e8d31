import type { FirmService } from '../../server/firms/contract.ts';
import type { Language } from '../address.ts';
import type {
  CoverageOnMap,
  DeliveryPointOnMap,
  FirmOnMap,
  Municipality,
  MunicipalityGap,
  Question,
  SegmentOnMap,
  ZoneOnMap,
} from '../api.ts';
import { formatDay, formatHectares, formatMetres, formatNumber, formatShare, formatSpeed } from '../format.ts';
import { mapWords, words } from '../words/words.ts';
import type { Pointed } from './map-layer.ts';
import { FIRM_SERVICES, gapShare, meetsTarget } from './styles.ts';
import type { Wanted } from './styles.ts';

/** Services named in a tooltip; the rest is in the firm's card. */
const MOST_SERVICES = 4;

const labelled = (generated: boolean): string[] => (generated ? [words.value.generated.mark] : []);

export function describeMunicipality(
  name: string,
  municipality: Municipality | undefined,
  { target, horizon }: Question,
  language: Language,
): Pointed {
  const { tip } = mapWords.value;
  if (municipality === undefined) return { title: name, lines: [] };
  const { gap, statistic, generated } = municipality;
  const { before, after } = gap;
  const lines: string[] = [];
  const count = (figure: number) => formatNumber(figure, language);
  if (before === null) lines.push(tip.notComputed);
  else if (gapShare(gap, 'before') === null) lines.push(tip.noPlacedFirm);
  else {
    const firms = count(before.firmsServed + before.firmsNotServed);
    const today = formatShare(gapShare(gap, 'before'), language);
    lines.push(tip.today(formatSpeed(target, language), count(before.firmsNotServed), firms, today));
    const later = formatShare(gapShare(gap, 'after'), language);
    if (after !== null) lines.push(tip.after(formatDay(horizon, language), count(after.firmsNotServed), firms, later));
  }
  const unknown = before?.firmsPositionUnknown ?? 0;
  if (unknown > 0) lines.push(tip.unknown(unknown, count(unknown)));
  if (before !== null && before.zoneAreaM2 > 0) {
    lines.push(tip.zoneGap(formatHectares(before.zoneGapM2, language), formatHectares(before.zoneAreaM2, language)));
  }
  if (statistic?.ftthShare != null) lines.push(tip.ftth(formatShare(statistic.ftthShare, language)));
  if (gap.state === 'recomputing') lines.push(tip.recomputing);
  return { title: name, lines: [...lines, ...labelled(generated)] };
}

/** A zone; its gap is known where its municipality is the chosen one. */
export function describeZone(
  { id, name, areaM2, municipalityCodes, generated }: ZoneOnMap,
  gap: MunicipalityGap | null,
  language: Language,
): Pointed {
  const { tip } = mapWords.value;
  const lines = [tip.zoneArea(formatHectares(areaM2, language))];
  const codes = municipalityCodes.split(',');
  const computed = gap !== null && gap.gap.before !== null;
  const own = gap?.features.filter((feature) => feature.properties.zoneId === id) ?? [];
  const areaOf = (when: 'before' | 'after') =>
    own.find((feature) => feature.properties.when === when)?.properties.gapAreaM2;
  const [before, after] = [areaOf('before'), areaOf('after')];
  if (before !== undefined) {
    lines.push(tip.zoneToday(formatHectares(before, language)), tip.zoneAfter(formatHectares(after ?? 0, language)));
  } else if (computed && codes.length === 1 && liesIn(codes, gap)) {
    lines.push(tip.zoneServed);
  }
  return { title: name ?? words.value.zones.unnamed, lines: [...lines, ...labelled(generated)] };
}

/** The gap names its municipality through its features alone; without any, nothing is said. */
const liesIn = (codes: readonly string[], gap: MunicipalityGap): boolean =>
  gap.features.some(({ properties }) => codes.includes(properties.municipalityCode));

export function describeCoverage(here: readonly CoverageOnMap[], wanted: Wanted, language: Language): Pointed {
  const { tip } = mapWords.value;
  const best = new Map<string, CoverageOnMap>();
  for (const service of here) {
    const key = `${service.technology} ${service.network}`;
    if ((best.get(key)?.downMbps ?? -1) < service.downMbps) best.set(key, service);
  }
  const lines = [...best.values()]
    .toSorted((a, b) => b.downMbps - a.downMbps)
    .slice(0, MOST_SERVICES)
    .map((service) => {
      const line = tip.coverage(service.technology, service.network, formatSpeed(service.downMbps, language));
      return meetsTarget(service, wanted) ? line : `${line} (${tip.coverageShort})`;
    });
  return { title: tip.coverageHere, lines: [tip.coverageHere, ...lines] };
}

export function describeSegment(segment: SegmentOnMap, language: Language): Pointed {
  const { tip } = mapWords.value;
  const { name, status, readyOn, firstPromisedReadyOn, overdue, downMbps, reachM, technology } = segment;
  const lines = [words.value.segments.status[status]];
  if (readyOn === undefined) lines.push(tip.noDate);
  else if (firstPromisedReadyOn === undefined || firstPromisedReadyOn === readyOn) {
    lines.push(tip.ready(formatDay(readyOn, language)));
  } else lines.push(tip.readySlipped(formatDay(readyOn, language), formatDay(firstPromisedReadyOn, language)));
  if (overdue) lines.push(tip.overdue);
  if (downMbps !== undefined && reachM !== undefined) {
    lines.push(`${technology}, ${tip.serves(formatSpeed(downMbps, language), formatMetres(reachM, language))}`);
  }
  return { title: name ?? words.value.segments.unnamed, lines: [...lines, ...labelled(segment.generated)] };
}

export function describeDeliveryPoint({ name, operator, generated }: DeliveryPointOnMap): Pointed {
  const { tip, deliveryPoint } = mapWords.value;
  const about = operator === undefined ? [] : [tip.operator(operator)];
  if (name === undefined) return { title: deliveryPoint, lines: [...about, ...labelled(generated)] };
  return { title: name, lines: [deliveryPoint, ...about, ...labelled(generated)] };
}

export function describeFirm(firm: Extract<FirmOnMap, { id: string }>, language: Language): Pointed {
  const { tip } = mapWords.value;
  const { name, service, servedFrom, nearestServedM, employees, generated } = firm;
  const lines: string[] = [words.value.serviceOfOne[service]];
  if (service === 'servedByHorizon' && servedFrom !== undefined)
    lines.push(tip.servedFrom(formatDay(servedFrom, language)));
  if (service !== 'served' && nearestServedM !== undefined) {
    lines.push(tip.nearest(formatMetres(nearestServedM, language)));
  }
  if (employees !== undefined) lines.push(tip.employees(formatNumber(employees, language)));
  return { title: name, lines: [...lines, ...labelled(generated)] };
}

export function describeFirms(counts: Record<FirmService, number>, language: Language): Pointed {
  const { tip } = mapWords.value;
  const count = (figure: number) => formatNumber(figure, language);
  const all = FIRM_SERVICES.reduce((sum, service) => sum + counts[service], 0);
  const lines = FIRM_SERVICES.toReversed()
    .filter((service) => counts[service] > 0)
    .map((service) => tip.countOf[service](count(counts[service])));
  return { title: tip.firms(count(all)), lines: [...lines, tip.zoomIn] };
}
