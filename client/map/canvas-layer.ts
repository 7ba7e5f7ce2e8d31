import L from 'leaflet';
import type { Sight } from './tiles/tile-grid.ts';

/** The part of the map that a canvas shows, and what to draw it with, in pixels of the page. */
export interface Frame extends Sight {
  context: CanvasRenderingContext2D;
  /** Pixels of the screen in one of the page. */
  density: number;
}

/** Looks at what is in sight, and says how to draw it; null where there is nothing. */
export type Plan = (sight: Sight) => ((frame: Frame) => void) | null;

/** How far the canvas reaches beyond the map on each side, in maps: what a drag uncovers is drawn already. */
const MARGIN = 0.15;

/** What of a canvas is on the screen: without its margin. */
export function onScreen({ zoom, corner, widthPx, heightPx }: Sight): Sight {
  const [width, height] = [widthPx, heightPx].map((px) => px / (1 + 2 * MARGIN)) as [number, number];
  const inner = { x: corner.x + (widthPx - width) / 2, y: corner.y + (heightPx - height) / 2 };
  return { zoom, corner: inner, widthPx: width, heightPx: height };
}

/**
 * One canvas in a pane of the map that draws what it is told to: thousands of marks without one element each.
 * It moves with the map, scales while a zoom is under way, and is drawn anew when the map rests or has moved too far.
 */
export class CanvasLayer extends L.Layer {
  readonly #plan: Plan;
  readonly #canvas = document.createElement('canvas');
  #corner = L.point(0, 0);
  #size = L.point(0, 0);
  #drawnAt: { northWest: L.LatLng; zoom: number } | null = null;
  #due = 0;

  constructor(pane: string, plan: Plan) {
    super();
    L.setOptions(this, { pane });
    this.#plan = plan;
    this.#canvas.className = 'leaflet-zoom-animated';
  }

  override onAdd(): this {
    this.getPane()?.append(this.#canvas);
    this.redraw();
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.#due);
    this.#due = 0;
    this.#canvas.remove();
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      moveend: () => this.#drawNow(),
      viewreset: () => this.#drawNow(),
      resize: () => this.#drawNow(),
      move: () => this.#keepUp(),
      zoom: () => this.#follow(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => this.#follow((event as L.ZoomAnimEvent).center, (event as L.ZoomAnimEvent).zoom),
    };
  }

  /** Draws with the next frame; several calls draw once. */
  redraw(): void {
    if (this.#due !== 0) return;
    this.#due = requestAnimationFrame(() => {
      this.#due = 0;
      this.#drawNow();
    });
  }

  #drawNow(): void {
    const map = this._map as L.Map | null | undefined;
    const context = this.#canvas.getContext('2d');
    if (!map || context === null) return;
    const size = map.getSize();
    const margin = size.multiplyBy(MARGIN).round();
    this.#size = size.add(margin.multiplyBy(2));
    this.#corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    const zoom = map.getZoom();
    this.#drawnAt = { northWest: map.layerPointToLatLng(this.#corner), zoom };
    const { x: widthPx, y: heightPx } = this.#size;
    const sight = { zoom, corner: map.getPixelOrigin().add(this.#corner), widthPx, heightPx };
    const draw = this.#plan(sight);
    // A canvas with nothing on it would cost the browser as much as any other in every frame.
    this.#canvas.hidden = draw === null;
    if (draw === null) return;
    const density = window.devicePixelRatio || 1;
    L.DomUtil.setTransform(this.#canvas, this.#corner, 1);
    this.#canvas.width = widthPx * density;
    this.#canvas.height = heightPx * density;
    this.#canvas.style.width = `${widthPx}px`;
    this.#canvas.style.height = `${heightPx}px`;
    context.scale(density, density);
    draw({ ...sight, context, density });
  }

  /** Draws anew where a drag has come to the edge of what is drawn. */
  #keepUp(): void {
    if (this._map.getZoom() !== this.#drawnAt?.zoom) return;
    const drawn = L.bounds(this.#corner, this.#corner.add(this.#size));
    const [upper, lower] = [L.point(0, 0), this._map.getSize()].map((at) => this._map.containerPointToLayerPoint(at));
    if (!drawn.contains(L.bounds(upper!, lower!))) this.redraw();
  }

  /** Keeps the old drawing over the same ground while the map glides, or is pinched, to another zoom. */
  #follow(centre: L.LatLng, zoom: number): void {
    const map = this._map as L.Map | null | undefined;
    if (!map || this.#drawnAt === null) return;
    const fromCentre = map.project(this.#drawnAt.northWest, zoom).subtract(map.project(centre, zoom));
    const middle = map.containerPointToLayerPoint(map.getSize().divideBy(2));
    L.DomUtil.setTransform(this.#canvas, middle.add(fromCentre), map.getZoomScale(zoom, this.#drawnAt.zoom));
  }
}
