import type L from 'leaflet';
import { question } from '../address.ts';
import type { GapOnMap } from '../api.ts';
import { figuresRevision } from '../state.ts';
import type { View } from './keep-view.ts';
import type { MapLayer } from './map-layer.ts';
import { shownGapAreas } from './shown.ts';
import { GAP_AREAS } from './styles.ts';
import { drawOnGround } from './tiles/draw-on-ground.ts';
import { tileLayer } from './tiles/tile-layer.ts';

const OPACITY = 0.85;
/** Farther away the outlines would be all that one sees. */
const CLOSE_ZOOM = 11.5;

/** What of the zones nothing serves: what the works leave, over what they will close. */
export function gapLayer(map: L.Map, view: View): MapLayer {
  const tiles = tileLayer<GapOnMap>(map, view, {
    name: 'gaps',
    leastZoom: 9,
    ask: () => ({ revision: figuresRevision.value, question: question.value }),
    look(pieces) {
      shownGapAreas.value = pieces.some(({ tile }) => tile.features.length > 0);
    },
    paint: {
      gapAreas(pieces, frame) {
        const widthPx = frame.zoom < CLOSE_ZOOM ? 0.4 : 1;
        for (const piece of pieces) {
          drawOnGround(frame, piece, (pen) => {
            // Hatched first: what the works leave covers its part of it, and the rest is what they close.
            for (const [when, kind] of [
              ['before', 'closes'],
              ['after', 'remains'],
            ] as const) {
              const { line, ...fill } = GAP_AREAS[kind];
              for (const feature of piece.tile.features) {
                if (feature.properties.when !== when) continue;
                pen.fill(feature, fill, OPACITY);
                pen.stroke(feature, { colour: line, widthPx });
              }
            }
          });
        }
      },
    },
  });
  // The zone beneath speaks of its gap.
  return { pointedAt: () => null, remove: tiles.remove };
}
