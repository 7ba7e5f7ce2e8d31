import L from 'leaflet';

/** What lies over what, from the ground up. */
const PANES = ['ground', 'coverage', 'zones', 'gapAreas', 'chosen', 'segments', 'names', 'firms'] as const;
export type PaneName = (typeof PANES)[number];

/** Between Leaflet's tiles (200) and its tooltips (650). */
const LOWEST = 400;

export function createPanes(map: L.Map): void {
  PANES.forEach((name, height) => {
    map.createPane(name).style.zIndex = String(LOWEST + height * 10);
  });
}

/** A canvas to draw shapes on, in a pane of its own. */
export const shapeRenderer = (pane: PaneName): L.Canvas => L.canvas({ pane, padding: 0.2 });
