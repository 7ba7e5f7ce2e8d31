import { STATUSES } from '../../server/segments/status.ts';
import type { FirmService } from '../../server/firms/contract.ts';
import type { SegmentStatus } from '../../server/segments/status.ts';
import { TECHNOLOGIES } from '../../server/targets/technology.ts';
import type { Technology } from '../../server/targets/technology.ts';
import type { Layer } from '../address.ts';
import type { MapWords } from '../words/it-map.ts';
import type { Words } from '../words/it.ts';
import {
  BORDER_COLOUR,
  COVERAGE_COLOURS,
  COVERAGE_STRENGTH,
  DELIVERY_POINT_MARK,
  FIRM_MARKS,
  FIRM_SERVICES,
  GAP_AREAS,
  GAP_CLASSES,
  GAP_FILLS,
  SEGMENT_LINES,
  ZONE,
} from './styles.ts';
import type { Fill, GapClass, LineStyle, Mark } from './styles.ts';

/** How an entry of the legend looks, in the very styles of the map. */
export type Swatch =
  | { kind: 'fill'; fill: Fill; line: string; opacity: number }
  | { kind: 'line'; line: LineStyle }
  | { kind: 'mark'; mark: Mark }
  | { kind: 'ring' };

export interface Entry {
  key: string;
  text: string;
  swatch: Swatch;
}

/** What is on the map: the legend explains that and no more. */
export interface Shown {
  horizon: string;
  gapAreas: boolean;
  gapClasses: ReadonlySet<GapClass>;
  services: ReadonlySet<FirmService>;
  technologies: ReadonlySet<Technology>;
  statuses: ReadonlySet<SegmentStatus>;
}

/** Shares are always explained; what is not known only where the map shows it. */
const SHARES: readonly GapClass[] = ['none', 'upTo25', 'upTo50', 'upTo75', 'over75'];
/** Likewise for firms: unknown is explained where there is one. */
const ALWAYS: readonly FirmService[] = ['notServed', 'servedByHorizon', 'served'];

/** The entries of one layer, in the order of reading. */
export function legendEntries(layer: Layer, words: Words, map: MapWords, shown: Shown): Entry[] {
  switch (layer) {
    case 'gap':
      return GAP_CLASSES.filter((key) => SHARES.includes(key) || shown.gapClasses.has(key)).map((key) => ({
        key,
        text: map.gapClasses[key],
        swatch: fillSwatch(GAP_FILLS[key], BORDER_COLOUR, 1),
      }));
    case 'zones': {
      const zone = {
        key: 'zone',
        text: map.zone,
        swatch: fillSwatch({ colour: ZONE.fill }, ZONE.line, ZONE.fillOpacity),
      };
      const areas = (['remains', 'closes'] as const).map((key) => ({
        key,
        text: map.gapAreas[key],
        swatch: fillSwatch(GAP_AREAS[key], GAP_AREAS[key].line, 1),
      }));
      return shown.gapAreas ? [zone, ...areas] : [zone];
    }
    case 'coverage':
      return TECHNOLOGIES.filter((technology) => shown.technologies.has(technology)).map((key) => ({
        key,
        text: map.technology[key],
        swatch: fillSwatch(
          { colour: COVERAGE_COLOURS[key] },
          COVERAGE_COLOURS[key],
          COVERAGE_STRENGTH.meets.fillOpacity,
        ),
      }));
    case 'segments':
      return STATUSES.filter((status) => shown.statuses.has(status)).map((key) => ({
        key,
        text: words.segments.status[key],
        swatch: { kind: 'line', line: SEGMENT_LINES[key] },
      }));
    case 'deliveryPoints':
      return [{ key: 'deliveryPoint', text: map.deliveryPoint, swatch: { kind: 'mark', mark: DELIVERY_POINT_MARK } }];
    case 'firms': {
      const services = FIRM_SERVICES.filter((service) => ALWAYS.includes(service) || shown.services.has(service));
      const marks = services.toReversed().map((key): Entry => {
        const text = key === 'servedByHorizon' ? map.service.servedByHorizon(shown.horizon) : map.service[key];
        return { key, text, swatch: { kind: 'mark', mark: FIRM_MARKS[key] } };
      });
      return [...marks, { key: 'group', text: map.firmGroup, swatch: { kind: 'ring' } }];
    }
  }
}

const fillSwatch = (fill: Fill, line: string, opacity: number): Swatch => ({ kind: 'fill', fill, line, opacity });
