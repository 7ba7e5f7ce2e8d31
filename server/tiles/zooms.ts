/** The layers of tiles, in the order in which a map draws them. */
export const TILE_LAYERS = [
  'municipalities',
  'coverage',
  'zones',
  'gaps',
  'segments',
  'deliveryPoints',
  'firms',
] as const;
export type TileLayer = (typeof TILE_LAYERS)[number];

/** There are no tiles beyond this zoom: a map enlarges these. */
export const MAX_TILE_ZOOM = 14;

/** Below its least zoom a layer's tiles are empty: nothing of it could be told apart. */
export const LEAST_ZOOM: Record<TileLayer, number> = {
  municipalities: 0,
  coverage: 9,
  zones: 8,
  gaps: 8,
  segments: 8,
  deliveryPoints: 9,
  firms: 0,
};
