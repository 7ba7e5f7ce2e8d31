import type L from 'leaflet';

/** What lies over what, from the ground up. */
const PANES = [
  'ground',
  'coverage',
  'zones',
  'gapAreas',
  'chosen',
  'segments',
  'names',
  'deliveryPoints',
  'firms',
] as const;
export type PaneName = (typeof PANES)[number];

/** Between Leaflet's tiles (200) and its tooltips (650). */
const LOWEST = 400;

export function createPanes(map: L.Map): void {
  PANES.forEach((name, height) => {
    map.createPane(name).style.zIndex = String(LOWEST + height * 10);
  });
}
