import type L from 'leaflet';
import type { DeliveryPointOnMap } from '../api.ts';
import { dataRevision } from '../state.ts';
import { distanceBetween } from './hits.ts';
import type { View } from './keep-view.ts';
import type { MarkLayer } from './map-layer.ts';
import { MARK_PX, drawMark } from './marks.ts';
import { DELIVERY_POINT_MARK } from './styles.ts';
import { inWorld, isOn, tileSidePx } from './tiles/tile-grid.ts';
import type { Point } from './tiles/tile-grid.ts';
import { tileLayer } from './tiles/tile-layer.ts';
import type { TilePiece } from './tiles/tile-layer.ts';
import { describeDeliveryPoint } from './tooltips.ts';

/** How near the pointer must come, in pixels. */
const TOUCH_PX = 9;
/** Farther away the marks are small, as lines are thin. */
const CLOSE_ZOOM = 11.5;

/** Where a network can be joined. */
export function deliveryPointsLayer(map: L.Map, view: View): MarkLayer {
  let places: DeliveryPointPlace[] = [];
  let listener = () => {};
  const tiles = tileLayer<DeliveryPointOnMap>(map, view, {
    name: 'deliveryPoints',
    leastZoom: 9,
    ask: () => ({ revision: dataRevision.value, question: null }),
    look(pieces) {
      places = placesOf(pieces);
      listener();
    },
    paint: {
      deliveryPoints(_pieces, { context, zoom, corner }) {
        const worldPx = tileSidePx(0, zoom);
        for (const { x, y } of places) {
          drawMark(context, DELIVERY_POINT_MARK, x * worldPx - corner.x, y * worldPx - corner.y, halfSidePx(zoom));
        }
      },
    },
  });

  return {
    pointedAt({ world, zoom }) {
      const away = (place: Point) => distanceBetween(place, world) * tileSidePx(0, zoom);
      const nearest = places.filter((place) => away(place) <= TOUCH_PX).toSorted((a, b) => away(a) - away(b))[0];
      return nearest === undefined ? null : describeDeliveryPoint(nearest.properties);
    },
    marksAt(zoom) {
      const worldPx = tileSidePx(0, zoom);
      const side = 2 * halfSidePx(zoom);
      return places.map(({ x, y }) => ({ x: x * worldPx, y: y * worldPx, widthPx: side, heightPx: side }));
    },
    onChange(called) {
      listener = called;
    },
    remove: tiles.remove,
  };
}

const halfSidePx = (zoom: number): number => (zoom < CLOSE_ZOOM ? 0.7 : 1.1) * MARK_PX;

/** In parts of the width of the world. */
type DeliveryPointPlace = Point & { properties: DeliveryPointOnMap };

/** What lies near a border of tiles is in both, and comes once. */
function placesOf(pieces: readonly TilePiece<DeliveryPointOnMap>[]): DeliveryPointPlace[] {
  return pieces.flatMap(({ ground, tile }) =>
    tile.features
      .map(({ properties, courses }) => ({ ...inWorld(tile, courses[0]![0]!), properties }))
      .filter((place) => isOn(ground, place)),
  );
}
