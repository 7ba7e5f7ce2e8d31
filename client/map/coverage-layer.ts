import { computed } from '@preact/signals';
import type L from 'leaflet';
import { language, target } from '../address.ts';
import type { CoverageOnMap } from '../api.ts';
import { dataRevision, targets } from '../state.ts';
import type { Frame } from './canvas-layer.ts';
import { distanceBetween, isInside, metresPerPixel } from './hits.ts';
import type { Place } from './hits.ts';
import type { View } from './keep-view.ts';
import type { MapLayer } from './map-layer.ts';
import { shownTechnologies } from './shown.ts';
import { COVERAGE_COLOURS, COVERAGE_STRENGTH, meetsTarget } from './styles.ts';
import type { Wanted } from './styles.ts';
import type { TileFeature } from './tiles/decode-tile.ts';
import { drawOnGround } from './tiles/draw-on-ground.ts';
import { inWorld, insideTile, isOn, tileSidePx, unitPx } from './tiles/tile-grid.ts';
import type { Point, TilePlace } from './tiles/tile-grid.ts';
import { featuresOf, tileLayer } from './tiles/tile-layer.ts';
import type { TilePiece } from './tiles/tile-layer.ts';
import { describeCoverage } from './tooltips.ts';

type Covered = TileFeature<CoverageOnMap>;

/** The Italian rule for a covered premises point; the server's threshold set may say otherwise. */
const PREMISES_REACH_M = 50;

/** The target as chosen, with the technologies that count for it: the wired ones unless the server says any. */
const wanted = computed<Wanted>(() => {
  const known = targets.value.value?.items.find(({ downMbps }) => downMbps === target.value);
  return known ?? { downMbps: target.value, technologies: target.value >= 300 ? 'wired' : 'any' };
});

const premisesReachM = computed(() => targets.value.value?.thresholds.premisesReachM ?? PREMISES_REACH_M);

/** What can be bought today, by technology: in full strength where it meets the target. */
export function coverageLayer(map: L.Map, view: View): MapLayer {
  const tiles = tileLayer<CoverageOnMap>(map, view, {
    name: 'coverage',
    leastZoom: 9,
    ask: () => ({ revision: dataRevision.value, question: null }),
    follow: () => [wanted.value, premisesReachM.value],
    look(pieces) {
      shownTechnologies.value = new Set(featuresOf(pieces).map(({ properties }) => properties.technology));
    },
    paint: {
      coverage(pieces, frame) {
        for (const piece of pieces) drawAreas(piece, frame);
        for (const piece of pieces) drawPremises(piece, frame);
      },
    },
  });

  return {
    pointedAt(place) {
      const under = tiles.under(place.world);
      const areas = under?.piece.tile.features.filter((feature) => isInArea(feature, under.point)) ?? [];
      const premises = tiles.pieces().flatMap(({ tile }) => tile.features.filter((one) => isNear(one, tile, place)));
      const here = [...areas, ...premises].map(({ properties }) => properties);
      return here.length === 0 ? null : describeCoverage(here, wanted.peek(), language.peek());
    },
    remove: tiles.remove,
  };
}

/** The slowest at the bottom, so that what matters most is seen. */
function drawAreas(piece: TilePiece<CoverageOnMap>, frame: Frame): void {
  const areas = piece.tile.features.filter(({ kind }) => kind === 'area');
  drawOnGround(frame, piece, (pen) => {
    for (const area of areas.toSorted((a, b) => a.properties.downMbps - b.properties.downMbps)) {
      const { colour, fillOpacity, line } = lookOf(area.properties);
      pen.fill(area, { colour }, fillOpacity);
      pen.stroke(area, line);
    }
  });
}

/** A circle of the reach of each premises; it may be wider than the margin of a tile, so it is not cut at its border. */
function drawPremises({ ground, tile }: TilePiece<CoverageOnMap>, { context, zoom, corner }: Frame): void {
  const worldPx = tileSidePx(0, zoom);
  for (const { kind, properties, courses } of tile.features) {
    const at = kind === 'point' && courses[0]?.[0] ? inWorld(tile, courses[0][0]) : null;
    if (at === null || !isOn(ground, at)) continue;
    const { colour, fillOpacity, line } = lookOf(properties);
    context.beginPath();
    const radiusPx = premisesReachM.peek() / metresPerPixel(at, zoom);
    context.arc(at.x * worldPx - corner.x, at.y * worldPx - corner.y, radiusPx, 0, 2 * Math.PI);
    context.globalAlpha = fillOpacity;
    context.fillStyle = colour;
    context.fill();
    context.globalAlpha = line.opacity;
    context.strokeStyle = colour;
    context.setLineDash(line.dashes);
    context.stroke();
  }
}

function lookOf(service: CoverageOnMap) {
  const meets = meetsTarget(service, wanted.peek());
  const { fillOpacity, lineOpacity } = COVERAGE_STRENGTH[meets ? 'meets' : 'fallsShort'];
  const colour = COVERAGE_COLOURS[service.technology];
  return { colour, fillOpacity, line: { colour, widthPx: 1, opacity: lineOpacity, dashes: meets ? [] : [3, 4] } };
}

const isInArea = ({ kind, courses }: Covered, point: Point) => kind === 'area' && isInside(courses, point);

function isNear({ kind, courses }: Covered, tile: TilePlace, { world, zoom }: Place): boolean {
  const premises = kind === 'point' ? courses[0]?.[0] : undefined;
  if (premises === undefined) return false;
  const distancePx = distanceBetween(premises, insideTile(tile, world)) * unitPx(tile.z, zoom);
  return distancePx * metresPerPixel(world, zoom) <= premisesReachM.peek();
}
