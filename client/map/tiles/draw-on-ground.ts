import type { Frame } from '../canvas-layer.ts';
import { makeHatch } from '../hatch.ts';
import type { Fill } from '../styles.ts';
import type { TileFeature } from './decode-tile.ts';
import { tileSidePx, unitPx } from './tile-grid.ts';
import type { Piece, TilePlace } from './tile-grid.ts';

export interface Line {
  colour: string;
  widthPx: number;
  opacity?: number;
  dashes?: readonly number[];
}

/** Draws features of a tile in place, in pixels of the page. */
export interface Pen {
  fill(feature: TileFeature<object>, fill: Fill, opacity?: number): void;
  stroke(feature: TileFeature<object>, line: Line): void;
}

/**
 * Draws within the ground of a piece and not beyond. Grounds are cut at whole pixels of the screen, so that those
 * side by side meet without a seam and without covering one another.
 */
export function drawOnGround(frame: Frame, { ground, tile }: Piece<TilePlace>, draw: (pen: Pen) => void): void {
  const { context, density, zoom, corner } = frame;
  const onScreen = (worldPx: number, cornerPx: number) => Math.round((worldPx - cornerPx) * density);
  const groundPx = tileSidePx(ground.z, zoom);
  const [left, right] = [ground.x, ground.x + 1].map((x) => onScreen(x * groundPx, corner.x)) as [number, number];
  const [top, bottom] = [ground.y, ground.y + 1].map((y) => onScreen(y * groundPx, corner.y)) as [number, number];

  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  const scale = unitPx(tile.z, zoom);
  const sidePx = tileSidePx(tile.z, zoom);
  context.setTransform(density, 0, 0, density, 0, 0);
  context.translate(tile.x * sidePx - corner.x, tile.y * sidePx - corner.y);
  context.scale(scale, scale);
  draw(penOf(context, scale, tile, sidePx));
  context.restore();
}

function penOf(context: CanvasRenderingContext2D, scale: number, { x, y }: TilePlace, sidePx: number): Pen {
  return {
    fill(feature, { colour, hatch }, opacity = 1) {
      context.globalAlpha = opacity;
      context.fillStyle =
        hatch === undefined ? colour : makeHatch(context, { colour, hatch }, scale, x * sidePx, y * sidePx);
      context.fill(pathOf(feature), 'evenodd');
    },
    stroke(feature, { colour, widthPx, opacity = 1, dashes = [] }) {
      context.globalAlpha = opacity;
      context.strokeStyle = colour;
      context.lineWidth = widthPx / scale;
      context.lineJoin = 'round';
      context.setLineDash(dashes.map((lengthPx) => lengthPx / scale));
      context.stroke(pathOf(feature));
    },
  };
}

const paths = new WeakMap<TileFeature<object>, Path2D>();

/** The outline of a feature in the units of its tile, made when it is first drawn. */
function pathOf(feature: TileFeature<object>): Path2D {
  const made = paths.get(feature);
  if (made !== undefined) return made;
  const path = new Path2D();
  for (const course of feature.courses) {
    course.forEach(({ x, y }, index) => (index === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
    if (feature.kind === 'area') path.closePath();
  }
  paths.set(feature, path);
  return path;
}
