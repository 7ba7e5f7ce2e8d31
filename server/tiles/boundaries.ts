import type { FeatureCollection, MultiPolygon, Position } from 'geojson';
import { topology } from 'topojson-server';
import { presimplify } from 'topojson-simplify';
import type { GeometryCollection, MultiPolygon as Borders, Objects, Topology } from 'topojson-specification';
import { type Box, boxesMeet } from '../geo/box.ts';
import type { Polygons } from '../geo/polygons.ts';
import { addTo, Grid, type GridLine, woundRings } from './grid.ts';
import { sharedNumbers, startsOf } from './shared-numbers.ts';
import { BUFFER, EXTENT, inSquare, type Tile, tileBox } from './tile.ts';
import { MAX_TILE_ZOOM } from './zooms.ts';

/** Detail is left out where its triangle is smaller than the square of so many steps of the grid of a tile. */
const TOLERANCE = 6;

/**
 * Borders, each held once for both its neighbours, so that both leave out the same of its points. The numbers lie in
 * memory that threads share.
 */
export interface Boundaries {
  /** x, y, x, y, ... in the Mercator square, border after border. */
  positions: Float64Array;
  /** For each position the area of the triangle that is lost with it, in the square; Infinity where borders meet. */
  weights: Float64Array;
  /** Where each border begins, in positions; and the end of the last one. */
  starts: Uint32Array;
  /** For each municipality its number of polygons, for each of these of rings, for each of these of borders, and these. */
  shapes: Int32Array;
  /** Where each municipality begins in `shapes`. */
  shapeStarts: Uint32Array;
  /** west, south, east, north of each municipality, degrees. */
  boxes: Float64Array;
}

/** Finds the borders that municipalities share. */
export function shareBorders(municipalities: readonly { polygons: Polygons; box: Box }[]): Boundaries {
  const features: FeatureCollection<MultiPolygon, object> = {
    type: 'FeatureCollection',
    features: municipalities.map(({ polygons }) => ({
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'MultiPolygon',
        coordinates: polygons.map((rings) => rings.map((ring) => ring.map(projected))),
      },
    })),
  };
  const { objects, arcs } = presimplify(topology({ municipalities: features }) as Topology<Objects<object>>);
  const shapes = (objects['municipalities'] as GeometryCollection).geometries.map((geometry) =>
    flatten((geometry as Borders).arcs),
  );
  const points = arcs.flat() as unknown as [x: number, y: number, weight: number][];
  return {
    positions: sharedNumbers(
      Float64Array,
      points.flatMap(([x, y]) => [x, y]),
    ),
    weights: sharedNumbers(
      Float64Array,
      points.map(([, , weight]) => weight),
    ),
    starts: startsOf(arcs.map((arc) => arc.length)),
    shapes: sharedNumbers(Int32Array, shapes.flat()),
    shapeStarts: startsOf(shapes.map((shape) => shape.length)),
    boxes: sharedNumbers(
      Float64Array,
      municipalities.flatMap(({ box }) => [...box]),
    ),
  };
}

const projected = ([lng, lat]: Position): Position => inSquare(lng!, lat!);

const flatten = (polygons: number[][][]): number[] => [
  polygons.length,
  ...polygons.flatMap((rings) => [rings.length, ...rings.flatMap((borders) => [borders.length, ...borders])]),
];

/** The municipalities whose box meets a tile, by their numbers. */
export function municipalitiesIn({ boxes }: Boundaries, tile: Tile): number[] {
  const asked = tileBox(tile, BUFFER);
  const found: number[] = [];
  for (let number = 0; number < boxes.length / 4; number++) {
    const at = 4 * number;
    if (boxesMeet([boxes[at]!, boxes[at + 1]!, boxes[at + 2]!, boxes[at + 3]!], asked)) found.push(number);
  }
  return found;
}

/** The rings of a municipality as a tile of this zoom shows them. */
export function ringsAt(boundaries: Boundaries, number: number, tile: Tile): GridLine[] {
  const { shapes, shapeStarts } = boundaries;
  const grid = new Grid(tile);
  const least = tile.z < MAX_TILE_ZOOM ? (TOLERANCE / (2 ** tile.z * EXTENT)) ** 2 : 0;
  let at = shapeStarts[number]!;
  const next = () => shapes[at++]!;
  const list = <T>(item: () => T): T[] => Array.from({ length: next() }, item);
  return list(() => woundRings(list(() => ringOf(boundaries, list(next), least, grid)))).flat();
}

/** Borders end to end; the last position of each is the first of the next one. A negative one runs backwards. */
function ringOf(
  { positions, weights, starts }: Boundaries,
  borders: readonly number[],
  least: number,
  grid: Grid,
): GridLine {
  const ring: GridLine = [];
  for (const border of borders) {
    const number = border < 0 ? ~border : border;
    const length = starts[number + 1]! - starts[number]!;
    for (let step = 0; step < length; step++) {
      const at = border < 0 ? starts[number + 1]! - 1 - step : starts[number]! + step;
      if (weights[at]! >= least) addTo(ring, grid.column(positions[2 * at]!), grid.row(positions[2 * at + 1]!));
    }
  }
  return ring;
}
