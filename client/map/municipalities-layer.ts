import { computed, effect } from '@preact/signals';
import L from 'leaflet';
import { address, chosenMunicipality, go, language, question } from '../address.ts';
import type { Boundaries, Municipality } from '../api.ts';
import { boundaries, municipalities } from '../state.ts';
import { fillOf } from './hatch.ts';
import { bboxOf, isInBox, isInside } from './hits.ts';
import { drawPolygons, polygonsOf } from './map-layer.ts';
import type { MapLayer } from './map-layer.ts';
import { shapeRenderer } from './panes.ts';
import { shownGapClasses } from './shown.ts';
import { BORDER_COLOUR, CHOSEN_COLOUR, GAP_FILLS, GROUND, gapClass, groundOpacity } from './styles.ts';
import type { GapClass } from './styles.ts';
import { describeMunicipality } from './tooltips.ts';
import type { View } from './view-loader.ts';

interface Shape {
  code: string;
  name: string;
  polygons: ReturnType<typeof polygonsOf>;
  box: ReturnType<typeof bboxOf>;
  drawn: L.Polygon;
}

/** Figures by ISTAT code. */
export const figuresByCode = computed(
  () => new Map<string, Municipality>(municipalities.value.value?.items.map((item) => [item.code, item])),
);

/** The municipalities, filled by their gap: the ground of the map. The chosen one has a strong outline. */
export function municipalitiesLayer(map: L.Map, view: View): MapLayer {
  const renderer = shapeRenderer('ground');
  const outlineRenderer = shapeRenderer('chosen');
  const opacity = computed(() => {
    const { basemap, layers } = address.value;
    return groundOpacity(view.value?.zoom ?? 0, basemap || layers.includes('coverage'));
  });
  const when = computed(() => address.value.when);
  const isOn = computed(() => address.value.layers.includes('gap'));
  let shapes: Shape[] = [];
  let outline: L.LayerGroup | null = null;

  const stops = [
    effect(() => {
      const answer = boundaries.value.value;
      if (answer === null) return;
      for (const { drawn } of shapes) drawn.remove();
      shapes = answer.features.map((feature) => shapeOf(feature, renderer));
      for (const { drawn } of shapes) drawn.addTo(map);
    }),
    // Figures and questions change the colours alone: the shapes stay.
    effect(() => {
      void boundaries.value.value;
      const figures = figuresByCode.value;
      const fillOpacity = opacity.value;
      const classes = new Set<GapClass>();
      for (const { code, drawn } of shapes) {
        const municipality = isOn.value ? figures.get(code) : undefined;
        const itsClass = municipality === undefined ? null : gapClass(municipality.gap, when.value);
        if (itsClass !== null) classes.add(itsClass);
        drawn.setStyle({ fillColor: fillOf(itsClass === null ? GROUND : GAP_FILLS[itsClass]), fillOpacity });
      }
      shownGapClasses.value = classes;
    }),
    effect(() => {
      void boundaries.value.value;
      const code = chosenMunicipality.value;
      const shape = shapes.find((candidate) => candidate.code === code);
      outline?.remove();
      if (shape === undefined) return;
      const casing = { renderer: outlineRenderer, fill: false, color: '#ffffff', weight: 6, opacity: 0.9 };
      outline = L.layerGroup([
        drawPolygons(shape.polygons, casing),
        drawPolygons(shape.polygons, { ...casing, color: CHOSEN_COLOUR, weight: 3, opacity: 1 }),
      ]).addTo(map);
    }),
  ];

  return {
    pointedAt(place) {
      const shape = shapes.find(({ box, polygons }) => isInBox(box, place) && isInside(polygons, place));
      if (shape === undefined) return null;
      const municipality = figuresByCode.peek().get(shape.code);
      return {
        ...describeMunicipality(shape.name, municipality, question.peek(), language.peek()),
        open: () => go({ municipality: shape.code, firm: null }),
      };
    },
    remove() {
      for (const stop of stops) stop();
      for (const { drawn } of shapes) drawn.remove();
      outline?.remove();
    },
  };
}

function shapeOf({ id, geometry, properties }: Boundaries['features'][number], renderer: L.Canvas): Shape {
  const polygons = polygonsOf(geometry);
  const drawn = drawPolygons(polygons, { renderer, color: BORDER_COLOUR, weight: 1, fillColor: GROUND.colour });
  return { code: id, name: properties.name, polygons, box: bboxOf(polygons), drawn };
}
