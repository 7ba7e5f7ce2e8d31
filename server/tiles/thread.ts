import { gzipSync } from 'node:zlib';
import type { Course } from '../geo/course.ts';
import { type PackedShape, TwkbReader } from '../geo/twkb.ts';
import type { PackedBytes } from '../versioned-bytes.ts';
import { type Boundaries, ringsAt, shareBorders } from './boundaries.ts';
import { drawTile } from './draw-tile.ts';
import { clusterFirms } from './firm-clusters.ts';
import type { FirmPlaces } from './firm-index.ts';
import { Grid, type GridFeature, type GridLine, woundRings } from './grid.ts';
import { startsOf } from './shared-numbers.ts';
import type { Tile } from './tile.ts';
import type { TileLayer } from './zooms.ts';

/** Features as the database wrote them: so that the serving thread parses nothing. */
export interface TileContent {
  names: string[];
  /** JSON of `[lng, lat, value of each name...][]`; one without lng and lat has the next of the shapes. */
  rows: string;
  /** Shapes one after the other: see TwkbReader. */
  shapes: Uint8Array;
}

function rowsOf({ names, rows }: TileContent) {
  return (JSON.parse(rows) as [lng: number | null, lat: number | null, ...values: unknown[]][]).map(
    ([lng, lat, ...values]) => {
      const properties: Record<string, unknown> = {};
      for (const [at, name] of names.entries()) properties[name] = values[at];
      return [lng, lat, properties] as const;
    },
  );
}

// All of these run in a worker thread.

/** Draws a tile of what the database wrote, and of some points. */
export function draw({
  layer,
  tile,
  contents,
  points = [],
}: {
  layer: TileLayer;
  tile: Tile;
  contents: TileContent[];
  /** Positions in the Mercator square. */
  points?: { position: [x: number, y: number]; properties: object }[];
}): PackedBytes {
  const grid = new Grid(tile);
  const features = points.map(({ position: [x, y], properties }): GridFeature => ({
    type: 'point',
    lines: [[grid.column(x), grid.row(y)]],
    properties,
  }));
  for (const content of contents) {
    const shapes = new TwkbReader(content.shapes);
    for (const [lng, lat, properties] of rowsOf(content)) {
      features.push(
        lng !== null && lat !== null
          ? { type: 'point', lines: [grid.place(lng, lat)], properties }
          : { ...shapeOn(grid, layer, shapes.next()), properties },
      );
    }
  }
  return pack(drawTile(layer, features));
}

function shapeOn(grid: Grid, layer: TileLayer, shape: PackedShape): Pick<GridFeature, 'type' | 'lines'> {
  const onGrid = (course: Course) => grid.line(course);
  if (layer === 'segments') return { type: 'lines', lines: shape.lines().map(onGrid).filter(isLine) };
  return { type: 'polygons', lines: shape.pieces().flatMap(({ rings }) => woundRings(rings.map(onGrid))) };
}

const isLine = (line: GridLine) => line.length >= 4;

/** Draws a tile of municipalities, each given by its number in `boundaries` and its properties. */
export function drawMunicipalities({
  tile,
  boundaries,
  shown,
}: {
  tile: Tile;
  boundaries: Boundaries;
  shown: [number: number, properties: object][];
}): PackedBytes {
  const features = shown.map(([number, properties]): GridFeature => ({
    type: 'polygons',
    lines: ringsAt(boundaries, number, tile),
    properties,
  }));
  return pack(drawTile('municipalities', features));
}

/** @param content  all municipalities */
export function prepareBoundaries(content: TileContent): { boundaries: Boundaries; properties: object[] } {
  const shapes = new TwkbReader(content.shapes);
  const properties = rowsOf(content).map(([, , each]) => each);
  const municipalities = properties.map(() => {
    const shape = shapes.next();
    return { polygons: shape.polygons(), box: shape.box };
  });
  return { boundaries: shareBorders(municipalities), properties };
}

/** @param rows  JSON of all firms that have a position, in the order of FirmPlaces: `[id, code, lng, lat][]` */
export function placeFirms(rows: string): FirmPlaces {
  const firms = JSON.parse(rows) as [id: string, code: string, lng: number, lat: number][];
  const byCode = [...Map.groupBy(firms, ([, code]) => code)];
  return {
    zooms: clusterFirms(firms.map(([, , lng, lat]) => [lng, lat])),
    ids: firms.map(([id]) => id),
    codes: byCode.map(([code]) => code),
    starts: startsOf(byCode.map(([, own]) => own.length)),
  };
}

/** Fewer bytes than fit into one packet gain nothing by gzip. */
const GZIP_FROM_BYTES = 1024;

function pack(bytes: Uint8Array): PackedBytes {
  const gzipped = bytes.length >= GZIP_FROM_BYTES;
  return { bytes: gzipped ? gzipSync(bytes) : bytes, gzipped };
}
