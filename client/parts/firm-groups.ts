import { signal } from '@preact/signals';
import type { FirmFeature } from '../api.ts';

/** Groups of firms that the sheet lists; those of unknown position have a list of their own. */
export const FIRM_GROUPS = ['notServed', 'servedByHorizon', 'served', 'all'] as const;
export type FirmGroup = (typeof FIRM_GROUPS)[number];

/** The group that the sheet lists now. */
export const firmGroup = signal<FirmGroup>('notServed');

export const placedFirms = (firms: readonly FirmFeature[]): FirmFeature[] =>
  firms.filter(
    ({ properties }) => properties.positionPrecision === 'exact' || properties.positionPrecision === 'address',
  );

/** Firms of a group: those that are farthest from service first, the others by name. */
export function firmsOf(group: FirmGroup, firms: readonly FirmFeature[]): FirmFeature[] {
  const members = group === 'all' ? firms : firms.filter(({ properties }) => properties.service === group);
  const distanceM = ({ properties }: FirmFeature) => properties.nearestServedM ?? Number.POSITIVE_INFINITY;
  return members.toSorted((a, b) => {
    const [left, right] = [distanceM(a), distanceM(b)];
    return left === right ? a.properties.name.localeCompare(b.properties.name) : right > left ? 1 : -1;
  });
}
