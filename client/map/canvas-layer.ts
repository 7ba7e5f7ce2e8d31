import L from 'leaflet';

/** What a drawing needs to know of the map at that moment. */
export interface Frame {
  context: CanvasRenderingContext2D;
  zoom: number;
  widthPx: number;
  heightPx: number;
  /** Where world pixel 0,0 of this zoom lies on the canvas. */
  origin: { x: number; y: number };
}

/** How far the canvas reaches beyond the map on each side, in maps: what a drag uncovers is drawn already. */
const MARGIN = 0.15;

/**
 * One canvas in a pane of the map that draws what it is told to: thousands of marks without one element each.
 * It moves with the map, scales while a zoom is under way and is drawn anew when the map rests.
 */
export class CanvasLayer extends L.Layer {
  readonly #draw: (frame: Frame) => void;
  readonly #canvas = document.createElement('canvas');
  #corner = L.point(0, 0);
  #drawnAt: { centre: L.LatLng; zoom: number } | null = null;
  #due = 0;

  constructor(pane: string, draw: (frame: Frame) => void) {
    super();
    L.setOptions(this, { pane });
    this.#draw = draw;
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
      zoomanim: (event) => this.#follow(event as L.ZoomAnimEvent),
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
    const [widthPx, heightPx] = [size.x + 2 * margin.x, size.y + 2 * margin.y];
    const density = window.devicePixelRatio || 1;
    this.#corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    this.#drawnAt = { centre: map.getCenter(), zoom: map.getZoom() };
    L.DomUtil.setTransform(this.#canvas, this.#corner, 1);
    this.#canvas.width = widthPx * density;
    this.#canvas.height = heightPx * density;
    this.#canvas.style.width = `${widthPx}px`;
    this.#canvas.style.height = `${heightPx}px`;
    context.scale(density, density);
    const origin = map.getPixelOrigin().add(this.#corner).multiplyBy(-1);
    this.#draw({ context, zoom: map.getZoom(), widthPx, heightPx, origin });
  }

  /** Keeps the old drawing over the same ground while the map glides to another zoom. */
  #follow({ center, zoom }: L.ZoomAnimEvent): void {
    const map = this._map as L.Map | null | undefined;
    if (!map || this.#drawnAt === null) return;
    const scale = map.getZoomScale(zoom, this.#drawnAt.zoom);
    const half = map.getSize().divideBy(2);
    const moved = map.project(this.#drawnAt.centre, zoom).subtract(map.project(center, zoom));
    const middle = map.containerPointToLayerPoint(half);
    const fromMiddle = this.#corner.subtract(map.latLngToLayerPoint(this.#drawnAt.centre)).multiplyBy(scale);
    L.DomUtil.setTransform(this.#canvas, middle.add(moved).add(fromMiddle), scale);
  }
}
