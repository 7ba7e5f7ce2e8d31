import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { generateRegion } from '../../../scripts/bench/region/generate.ts';
import { boxOf } from '../../../server/geo/box.ts';
import type { Polygons } from '../../../server/geo/polygons.ts';
import { type Boundaries, municipalitiesIn, shareBorders } from '../../../server/tiles/boundaries.ts';
import { plainBytes } from '../../../server/versioned-bytes.ts';
import { drawMunicipalities } from '../../../server/tiles/thread.ts';
import { Grid } from '../../../server/tiles/grid.ts';
import { BUFFER, EXTENT, inSquare, type Tile } from '../../../server/tiles/tile.ts';
import { type ReadFeature, readTile } from '../../helpers/read-tile.ts';

const FOLDER = resolve(
  process.env['FIELD_DATA'] ?? join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data'),
);
const LOMBARDY = join(FOLDER, 'boundaries', 'lombardia_comuni_2023.geojson');
const NEIGHBOURS = [-1, 0, 1].flatMap((column) => [-1, 0, 1].map((row) => [column, row] as const));

type Position = { x: number; y: number };
interface Drawn {
  tile: Tile;
  features: ReadFeature[];
}

/** All tiles of a zoom that municipalities lie in, and what is drawn of each municipality in them. */
function drawAll(boundaries: Boundaries, zoom: number): Drawn[] {
  const tiles = new Map<string, Tile>();
  for (let at = 0; at < boundaries.boxes.length; at += 4) {
    const [west, south, east, north] = boundaries.boxes.subarray(at, at + 4);
    const tileOf = (lng: number, lat: number) => inSquare(lng, lat).map((value) => Math.floor(value * 2 ** zoom));
    const [left, top] = tileOf(west!, north!) as [number, number];
    const [right, bottom] = tileOf(east!, south!) as [number, number];
    for (let x = left; x <= right; x++) for (let y = top; y <= bottom; y++) tiles.set(`${x}/${y}`, { z: zoom, x, y });
  }
  return [...tiles.values()].map((tile) => {
    const shown = municipalitiesIn(boundaries, tile).map((number): [number, object] => [number, { number }]);
    const bytes = plainBytes(drawMunicipalities({ tile, boundaries, shown }));
    return { tile, features: readTile(bytes, 'municipalities') };
  });
}

/** Well within what a tile holds: on the rim lie cuts, and a tip that hardly reaches over it falls together. */
const RIM = 4;
const isHeld = ({ x, y }: Position) => [x, y].every((value) => value > RIM - BUFFER && value < EXTENT + BUFFER - RIM);
const onZoom = ({ tile }: Drawn, { x, y }: Position) => `${tile.x * EXTENT + x} ${tile.y * EXTENT + y}`;

/** Where the outer border of a region lies: the ends of steps that one municipality alone walks. */
function outerPlaces(shapes: Polygons[], zoom: number): Set<string> {
  const grid = new Grid({ z: zoom, x: 0, y: 0 });
  const walked = new Map<string, string[]>();
  for (const ring of shapes.flat(2)) {
    for (let at = 1; at < ring.length; at++) {
      const ends = [ring[at - 1]!, ring[at]!];
      const step = ends.map(String).toSorted().join(' ');
      if (walked.has(step)) walked.set(step, []);
      else
        walked.set(
          step,
          ends.map(([lng, lat]) => grid.place(lng!, lat!).join(' ')),
        );
    }
  }
  return new Set([...walked.values()].flat());
}

/** Each step within a tile that is not walked as often the one way as the other, but for those of the outer border. */
function findLopsided(drawn: Drawn[], outer: Set<string>): string[] {
  return drawn.flatMap((one) => {
    const balance = new Map<string, number>();
    for (const { lines } of one.features) {
      for (const line of lines) {
        for (let at = 1; at < line.length; at++) {
          if (!isHeld(line[at - 1]!) || !isHeld(line[at]!)) continue;
          const [from, to] = [onZoom(one, line[at - 1]!), onZoom(one, line[at]!)];
          const step = [from, to].toSorted().join(', ');
          balance.set(step, (balance.get(step) ?? 0) + (from < to ? 1 : -1));
        }
      }
    }
    const lopsided = [...balance].filter(([, steps]) => steps !== 0).map(([step]) => step);
    return lopsided.filter((step) => !step.split(', ').every((end) => outer.has(end)));
  });
}

/** Each corner of a municipality that one tile shows and another one that holds the place does not. */
function findLost(drawn: Drawn[]): string[] {
  const byTile = new Map(
    drawn.map((one) => [
      `${one.tile.x}/${one.tile.y}`,
      new Set(
        one.features.flatMap(({ properties, lines }) =>
          lines.flat().map((corner) => `${String(properties['number'])}: ${onZoom(one, corner)}`),
        ),
      ),
    ]),
  );
  return drawn.flatMap((one) =>
    one.features.flatMap(({ properties, lines }) =>
      lines
        .flat()
        .filter(isHeld)
        .flatMap((corner) =>
          NEIGHBOURS.flatMap(([column, row]) => {
            const there = byTile.get(`${one.tile.x + column}/${one.tile.y + row}`);
            const seen = { x: corner.x - column * EXTENT, y: corner.y - row * EXTENT };
            const name = `${String(properties['number'])}: ${onZoom(one, corner)}`;
            return there && isHeld(seen) && !there.has(name) ? [name] : [];
          }),
        ),
    ),
  );
}

function expectShared(shapes: Polygons[], zoom: number): void {
  const boundaries = shareBorders(shapes.map((polygons) => ({ polygons, box: boxOf(polygons) })));
  const drawn = drawAll(boundaries, zoom);
  expect(drawn.flatMap(({ features }) => features).length).toBeGreaterThanOrEqual(shapes.length);
  expect(findLopsided(drawn, outerPlaces(shapes, zoom))).toEqual([]);
  expect(findLost(drawn)).toEqual([]);
}

const INVENTED = generateRegion({ municipalities: 60, areasEach: 0, seed: 3 }).municipalities.map(({ ring }) => [
  [ring],
]);

test.each([7, 8, 9, 10, 11, 12, 13, 14])(
  'invented neighbours share every corner of their border at zoom %i',
  (zoom) => {
    expectShared(INVENTED, zoom);
  },
);

test('what a map shows from afar has fewer corners', () => {
  const boundaries = shareBorders(INVENTED.map((polygons) => ({ polygons, box: boxOf(polygons) })));
  const corners = (zoom: number) =>
    drawAll(boundaries, zoom).flatMap(({ features }) => features.flatMap(({ lines }) => lines.flat())).length;
  expect(corners(8)).toBeLessThan(corners(12) / 4);
});

function testAbsence(): void {
  test('the folder of field data (FIELD_DATA) is not here: real borders were not tried', () => {
    expect(existsSync(FOLDER)).toBe(false);
  });
}

function testRealBorders(): void {
  const { features } = JSON.parse(readFileSync(LOMBARDY, 'utf8')) as FeatureCollection<Polygon | MultiPolygon>;
  const shapes = features.map(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  );
  test.each([7, 8, 10, 12])('the 1,503 municipalities of Lombardy share every corner at zoom %i', (zoom) => {
    expectShared(shapes, zoom);
  });
}

if (existsSync(FOLDER)) testRealBorders();
else testAbsence();
