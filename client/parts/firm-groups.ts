import { signal } from '@preact/signals';
import type { FirmService } from '../../server/firms/contract.ts';
import type { FirmFeature } from '../api.ts';

/** Groups of firms that the sheet lists; those of unknown position have a list of their own. */
export const FIRM_GROUPS = ['notServedToday', 'servedByHorizon', 'notServed', 'served', 'servedThen', 'all'] as const;
export type FirmGroup = (typeof FIRM_GROUPS)[number];

/** The group that the sheet lists now. */
export const firmGroup = signal<FirmGroup>('notServedToday');

/** What serves the firms of a group: not served today is both what the works will serve and what they leave. */
const SERVICES: Record<FirmGroup, readonly FirmService[]> = {
  notServedToday: ['notServed', 'servedByHorizon'],
  servedByHorizon: ['servedByHorizon'],
  notServed: ['notServed'],
  served: ['served'],
  servedThen: ['served', 'servedByHorizon'],
  all: ['notServed', 'servedByHorizon', 'served', 'unknown'],
};

/** Whether more is known of a firm's place than its municipality. */
export const isPlaced = ({ properties: { positionPrecision } }: FirmFeature): boolean =>
  positionPrecision === 'exact' || positionPrecision === 'address';

export const isIn = (group: FirmGroup, { properties }: FirmFeature): boolean =>
  SERVICES[group].includes(properties.service);

const byName = new Intl.Collator('it');

/** Firms of a group: those that are farthest from service first, equals by name. */
export function firmsOf(group: FirmGroup, firms: readonly FirmFeature[]): FirmFeature[] {
  const distanceM = ({ properties }: FirmFeature) => properties.nearestServedM ?? Number.POSITIVE_INFINITY;
  return firms
    .filter((firm) => isIn(group, firm))
    .toSorted((a, b) => {
      const [left, right] = [distanceM(a), distanceM(b)];
      return left === right ? byName.compare(a.properties.name, b.properties.name) : right > left ? 1 : -1;
    });
}
