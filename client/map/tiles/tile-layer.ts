import { effect } from '@preact/signals';
import type L from 'leaflet';
import { MAX_TILE_ZOOM } from '../../../server/tiles/zooms.ts';
import type { TileLayer as TileName } from '../../../server/tiles/zooms.ts';
import { language, layers } from '../../address.ts';
import { getTile } from '../../api.ts';
import type { Question } from '../../api.ts';
import { SWITCHES, report } from '../activity.ts';
import { CanvasLayer, onScreen } from '../canvas-layer.ts';
import type { Frame } from '../canvas-layer.ts';
import type { View } from '../keep-view.ts';
import type { PaneName } from '../panes.ts';
import { NO_WISH, keepTiles } from './keep-tiles.ts';
import type { Tile } from './keep-tiles.ts';
import { insideTile, isOn, piecesOf, tileKey, tilesInSight } from './tile-grid.ts';
import type { Piece, Point, Sight, TilePlace } from './tile-grid.ts';

export type TilePiece<P> = Piece<Tile<P>>;

export interface TileLayerOptions<P> {
  name: TileName;
  /** Farther away nothing is asked for and nothing is drawn. */
  leastZoom: number;
  /** The ground is drawn even where its colours are switched off. */
  always?: boolean;
  /** Read inside an effect: the state of the data, and the question that its tiles answer, if any. */
  ask: () => { revision: number; question: Question | null };
  /** Read inside an effect: what the drawing depends on besides. */
  follow?: () => void;
  /** Told what is to be drawn, before it is: no pieces where the layer is off. */
  look?: (pieces: readonly TilePiece<P>[], sight: Sight) => void;
  /** Draws in one pane each, the first one first. */
  paint: Partial<Record<PaneName, (pieces: readonly TilePiece<P>[], frame: Frame) => void>>;
}

export interface TileLayer<P> {
  redraw: () => void;
  /** What is drawn now. */
  pieces: () => readonly TilePiece<P>[];
  /** The piece of ground under a place, and the place in the units of its tile. */
  under: (world: Point) => { piece: TilePiece<P>; point: Point } | null;
  remove: () => void;
}

/** While more tiles are on their way the map is drawn anew no sooner than after so many milliseconds. */
const BETWEEN_MS = 80;

/** A layer of the map from vector tiles: asks for those in sight and draws what is here. */
export function tileLayer<P>(map: L.Map, view: View, options: TileLayerOptions<P>): TileLayer<P> {
  const { name, leastZoom, always = false, ask, follow, paint } = options;
  let pieces: TilePiece<P>[] = [];
  let asked: ReturnType<typeof ask> | null = null;

  const look = (sight: Sight) => {
    const places = asked === null ? [] : tilesInSight(sight, MAX_TILE_ZOOM);
    const question = asked?.question ?? null;
    const fetch = (place: TilePlace) => getTile(name, place, question, { language: language.peek() });
    tiles.want(asked === null ? NO_WISH : { places, version: JSON.stringify(asked), fetch });
    pieces = places.flatMap((place) => piecesOf(place, tiles.find));
    report(name, tiles.standing());
    options.look?.(pieces, sight);
  };
  const canvases = Object.entries(paint).map(([pane, draw], index) =>
    new CanvasLayer(pane, (sight) => {
      if (index === 0) look(sight);
      return pieces.length === 0 ? null : (frame) => draw(pieces, frame);
    }).addTo(map),
  );
  const redraw = () => {
    clearTimeout(due);
    due = undefined;
    for (const canvas of canvases) canvas.redraw();
  };
  let due: ReturnType<typeof setTimeout> | undefined;
  const tiles = keepTiles<P>(name, () => {
    if (tiles.standing().loading) due ??= setTimeout(redraw, BETWEEN_MS);
    else redraw();
  });

  const stop = effect(() => {
    const here = view.value;
    const isWanted = always || layers.value.includes(SWITCHES[name]);
    const tooFar = here !== null && here.zoom < leastZoom;
    follow?.();
    const asks = ask();
    asked = here === null || !isWanted || tooFar ? null : asks;
    report(name, { tooFar: isWanted && tooFar });
    redraw();
  });

  return {
    redraw,
    pieces: () => pieces,
    under(world) {
      const piece = pieces.find(({ ground }) => isOn(ground, world));
      return piece === undefined ? null : { piece, point: insideTile(piece.tile, world) };
    },
    remove() {
      stop();
      clearTimeout(due);
      tiles.stop();
      for (const canvas of canvases) canvas.remove();
    },
  };
}

/** Whether some pieces show all of the screen; what the canvas has beyond it may be missing. */
export function isScreenShown(pieces: readonly TilePiece<unknown>[], sight: Sight): boolean {
  const shown = new Set(pieces.map(({ ground }) => tileKey(ground)));
  return tilesInSight(onScreen(sight), MAX_TILE_ZOOM).every((place) => shown.has(tileKey(place)));
}

/** Features of some pieces; what lies across a border of tiles comes once for each. */
export const featuresOf = <P>(pieces: readonly TilePiece<P>[]): Tile<P>['features'] =>
  [...new Set(pieces.map(({ tile }) => tile))].flatMap(({ features }) => features);
