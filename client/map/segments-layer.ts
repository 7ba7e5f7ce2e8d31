import type L from 'leaflet';
import { language, proposed } from '../address.ts';
import type { SegmentOnMap } from '../api.ts';
import { dataRevision } from '../state.ts';
import { tryWhatIf } from '../what-if/leave.ts';
import { distanceToLines } from './hits.ts';
import type { View } from './keep-view.ts';
import type { MapLayer } from './map-layer.ts';
import { planLook } from './plan-look.ts';
import { shownStatuses } from './shown.ts';
import { SEGMENT_LINES } from './styles.ts';
import type { TileFeature } from './tiles/decode-tile.ts';
import { drawOnGround } from './tiles/draw-on-ground.ts';
import { unitPx } from './tiles/tile-grid.ts';
import { featuresOf, tileLayer } from './tiles/tile-layer.ts';
import { describeSegment } from './tooltips.ts';

/** How near the pointer must come, in pixels. */
const TOUCH_PX = 7;
/** Farther away the lines are thin, lest they hide the municipalities. */
const CLOSE_ZOOM = 11.5;

/** Planned and built segments, drawn by status. */
export function segmentsLayer(map: L.Map, view: View): MapLayer {
  const tiles = tileLayer<SegmentOnMap>(map, view, {
    name: 'segments',
    leastZoom: 9,
    ask: () => ({ revision: dataRevision.value, question: null }),
    follow: () => [proposed.value, planLook.value],
    look(pieces) {
      shownStatuses.value = new Set(featuresOf(pieces).map(({ properties }) => properties.status));
    },
    paint: {
      segments(pieces, frame) {
        const isFar = frame.zoom < CLOSE_ZOOM;
        for (const piece of pieces) {
          const { features } = piece.tile;
          drawOnGround(frame, piece, (pen) => {
            // A white edge, so that a line is seen on any ground.
            if (!isFar) for (const feature of features) pen.stroke(feature, casingOf(feature.properties));
            for (const feature of weakestFirst(features)) pen.stroke(feature, lineOf(feature.properties, isFar));
          });
        }
      },
    },
  });

  return {
    pointedAt({ world, zoom }) {
      const here = tiles.under(world);
      if (here === null) return null;
      const { tile } = here.piece;
      let nearest: SegmentOnMap | undefined;
      let least = TOUCH_PX / unitPx(tile.z, zoom);
      for (const { courses, properties } of tile.features) {
        const distance = distanceToLines(courses, here.point);
        if (distance <= least) [nearest, least] = [properties, distance];
      }
      if (nearest === undefined) return null;
      const { id } = nearest;
      const described = describeSegment(nearest, language.peek());
      const plan = planLook.peek();
      if (plan !== null) return { ...described, open: () => plan.openSegment(id) };
      return zoom < CLOSE_ZOOM ? described : { ...described, open: () => void tryWhatIf(id) };
    },
    remove: tiles.remove,
  };
}

/** What a plan chooses lies over what it does not. */
function weakestFirst(features: readonly TileFeature<SegmentOnMap>[]): readonly TileFeature<SegmentOnMap>[] {
  const plan = planLook.peek();
  if (plan === null) return features;
  const widthOf = ({ properties: { id, status } }: TileFeature<SegmentOnMap>) => plan.lineOf(id, status).widthPx;
  return features.toSorted((a, b) => widthOf(a) - widthOf(b));
}

function casingOf({ id, status }: SegmentOnMap) {
  const planned = planLook.peek()?.lineOf(id, status);
  if (planned?.casing !== undefined) return { colour: planned.casing, widthPx: planned.widthPx + 5, opacity: 1 };
  return { colour: '#ffffff', widthPx: (planned ?? SEGMENT_LINES[status]).widthPx + 2.5, opacity: 0.8 };
}

/** A line that is only proposed stays pale while it does not count. */
function lineOf({ id, status }: SegmentOnMap, isFar: boolean) {
  const planned = planLook.peek()?.lineOf(id, status);
  const { colour, widthPx, dashes } = planned ?? SEGMENT_LINES[status];
  const thinner = isFar ? 0.5 : 1;
  return {
    colour,
    widthPx: widthPx * thinner,
    opacity: planned?.opacity ?? (status === 'proposed' && !proposed.peek() ? 0.6 : 1),
    dashes: dashes.map((lengthPx) => lengthPx * thinner),
  };
}
