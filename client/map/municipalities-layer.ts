import { computed } from '@preact/signals';
import type L from 'leaflet';
import { basemap, chosenMunicipality, go, language, layers, question, when } from '../address.ts';
import type { Municipality, MunicipalityOnMap } from '../api.ts';
import { dataRevision, municipalities } from '../state.ts';
import { isInside } from './hits.ts';
import type { MapLayer } from './map-layer.ts';
import type { View } from './keep-view.ts';
import { planLook } from './plan-look.ts';
import { shownGapClasses } from './shown.ts';
import { BORDER_COLOUR, CHOSEN_LINES, GAP_FILLS, GROUND, gapClass, groundOpacity } from './styles.ts';
import type { Fill, GapClass } from './styles.ts';
import { drawOnGround } from './tiles/draw-on-ground.ts';
import { featuresOf, isScreenShown, tileLayer } from './tiles/tile-layer.ts';
import type { TilePiece } from './tiles/tile-layer.ts';
import { describeMunicipality } from './tooltips.ts';
import type { Frame } from './canvas-layer.ts';

/** What each fill is drawn beyond its border, so that no hairline of the background shows between two, in pixels. */
const OVERLAP_PX = 1.5;
/** Farther away borders are thin: there are so many that they would hide the colours. */
const CLOSE_ZOOM = 9.5;

/** Figures by ISTAT code. */
const figuresByCode = computed(
  () => new Map<string, Municipality>(municipalities.value.value?.items.map((item) => [item.code, item])),
);

/** The class of each municipality by its code; none while the colours are switched off. */
const classes = computed(() => {
  const known = layers.value.includes('gap') ? [...figuresByCode.value] : [];
  const plan = planLook.value;
  if (plan !== null) return classesOf(known, (code) => plan.classOf(code));
  return classesOf(known, (_, { gap }) => gapClass(gap, when.value));
});

function classesOf(
  known: readonly [string, Municipality][],
  classOf: (code: string, figures: Municipality) => GapClass | undefined,
): Map<string, GapClass> {
  return new Map(
    known.flatMap(([code, figures]): [string, GapClass][] => {
      const itsClass = classOf(code, figures);
      return itsClass === undefined ? [] : [[code, itsClass]];
    }),
  );
}

/**
 * The municipalities, filled by their gap: the ground of the map. The chosen one has a strong outline. Figures and
 * questions change the colours alone: the shapes stay.
 */
export function municipalitiesLayer(map: L.Map, view: View): MapLayer & { onReady(listener: () => void): void } {
  const opacity = computed(() =>
    groundOpacity(view.value?.zoom ?? 0, basemap.value || layers.value.includes('coverage')),
  );
  let isWhole = false;
  let whenReady = () => {};

  const tiles = tileLayer<MunicipalityOnMap>(map, view, {
    name: 'municipalities',
    leastZoom: 0,
    always: true,
    ask: () => ({ revision: dataRevision.value, question: null }),
    follow: () => [classes.value, opacity.value, chosenMunicipality.value],
    look(pieces, sight) {
      isWhole = isScreenShown(pieces, sight);
      const shown = featuresOf(pieces).map(({ properties }) => classes.peek().get(properties.code));
      shownGapClasses.value = new Set(shown.filter((itsClass) => itsClass !== undefined));
    },
    paint: {
      ground(pieces, frame) {
        const border = { colour: BORDER_COLOUR, widthPx: frame.zoom < CLOSE_ZOOM ? 0.5 : 1 };
        drawFills(pieces, frame, opacity.peek());
        for (const piece of pieces) {
          drawOnGround(frame, piece, (pen) => piece.tile.features.forEach((feature) => pen.stroke(feature, border)));
        }
        if (isWhole && figuresByCode.peek().size > 0) whenReady();
      },
      chosen(pieces, frame) {
        const code = chosenMunicipality.peek();
        for (const piece of pieces) {
          const own = piece.tile.features.filter(({ properties }) => properties.code === code);
          if (own.length === 0) continue;
          drawOnGround(frame, piece, (pen) =>
            CHOSEN_LINES.forEach((line) => own.forEach((feature) => pen.stroke(feature, line))),
          );
        }
      },
    },
  });

  return {
    pointedAt({ world }) {
      const here = tiles.under(world);
      const shape = here?.piece.tile.features.find(({ courses }) => isInside(courses, here.point));
      if (shape === undefined) return null;
      const { code, name } = shape.properties;
      return {
        ...describeMunicipality(name, figuresByCode.peek().get(code), question.peek(), language.peek()),
        open: () => planLook.peek()?.openMunicipality(code) ?? go({ municipality: code, firm: null }),
      };
    },
    onReady(listener) {
      whenReady = listener;
    },
    remove: tiles.remove,
  };
}

/** Fills drawn in full and then made see-through together: where two overlap, neither shows through the other. */
function drawFills(pieces: readonly TilePiece<MunicipalityOnMap>[], frame: Frame, opacity: number): void {
  for (const piece of pieces) {
    drawOnGround(frame, piece, (pen) => {
      for (const feature of piece.tile.features) {
        const fill = fillOf(feature.properties.code);
        pen.fill(feature, fill);
        pen.stroke(feature, { colour: fill.colour, widthPx: OVERLAP_PX });
      }
    });
  }
  const { context, widthPx, heightPx } = frame;
  context.save();
  context.globalCompositeOperation = 'destination-in';
  context.globalAlpha = opacity;
  context.fillRect(0, 0, widthPx, heightPx);
  context.restore();
}

function fillOf(code: string): Fill {
  const itsClass = classes.peek().get(code);
  return itsClass === undefined ? GROUND : GAP_FILLS[itsClass];
}
