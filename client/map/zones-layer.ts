import type L from 'leaflet';
import { language } from '../address.ts';
import type { ZoneOnMap } from '../api.ts';
import { dataRevision, gap } from '../state.ts';
import { isInside } from './hits.ts';
import type { View } from './keep-view.ts';
import type { MapLayer } from './map-layer.ts';
import { ZONE } from './styles.ts';
import { drawOnGround } from './tiles/draw-on-ground.ts';
import { tileLayer } from './tiles/tile-layer.ts';
import { describeZone } from './tooltips.ts';

/** Farther away a zone is smaller than its outline is worth. */
const CLOSE_ZOOM = 11.5;

/** Outlines of the industrial zones. */
export function zonesLayer(map: L.Map, view: View): MapLayer {
  const tiles = tileLayer<ZoneOnMap>(map, view, {
    name: 'zones',
    leastZoom: 9,
    ask: () => ({ revision: dataRevision.value, question: null }),
    paint: {
      zones(pieces, frame) {
        const outline = { colour: ZONE.line, widthPx: frame.zoom < CLOSE_ZOOM ? 0.4 : 1.2 };
        for (const piece of pieces) {
          drawOnGround(frame, piece, (pen) => {
            for (const feature of piece.tile.features) {
              pen.fill(feature, { colour: ZONE.fill }, ZONE.fillOpacity);
              pen.stroke(feature, outline);
            }
          });
        }
      },
    },
  });

  return {
    pointedAt({ world }) {
      const here = tiles.under(world);
      const zone = here?.piece.tile.features.find(({ courses }) => isInside(courses, here.point));
      return zone === undefined ? null : describeZone(zone.properties, gap.peek().value, language.peek());
    },
    remove: tiles.remove,
  };
}
