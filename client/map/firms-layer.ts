import type L from 'leaflet';
import type { FirmService } from '../../server/firms/contract.ts';
import { go, language, question } from '../address.ts';
import type { FirmOnMap } from '../api.ts';
import { dataRevision, figuresRevision, municipalityFirms } from '../state.ts';
import type { Frame } from './canvas-layer.ts';
import { drawFirm, drawGroup, groupRadiusPx } from './firm-marks.ts';
import { gatherFirms } from './gather-firms.ts';
import type { Mark } from './firm-mark.ts';
import { distanceBetween } from './hits.ts';
import type { View } from './keep-view.ts';
import type { MarkLayer } from './map-layer.ts';
import { MARK_PX } from './marks.ts';
import { planLook } from './plan-look.ts';
import { shownServices } from './shown.ts';
import { FIRM_SERVICES } from './styles.ts';
import { tileSidePx } from './tiles/tile-grid.ts';
import { tileLayer } from './tiles/tile-layer.ts';
import { describeFirm, describeFirms } from './tooltips.ts';

/** Farther away the marks would hide the municipalities, whose colour says the same. */
const LEAST_ZOOM = 11;
/** How near the pointer must come, in pixels. */
const TOUCH_PX = 9;
/** How far a click on a group goes. */
const ZOOM_STEP = 2;

/**
 * Firms as points by what serves them; close together they become a ring with their number. A firm known only to
 * its municipality has no place on the map: the municipality counts it.
 */
export function firmsLayer(map: L.Map, view: View): MarkLayer {
  const font = getComputedStyle(map.getContainer()).fontFamily;
  let marks: Mark[] = [];
  let listener = () => {};

  const tiles = tileLayer<FirmOnMap>(map, view, {
    name: 'firms',
    leastZoom: LEAST_ZOOM,
    ask: () => ({ revision: figuresRevision.value + dataRevision.value, question: question.value }),
    follow: () => [planLook.value, planLook.value && municipalityFirms.value],
    look(pieces, { zoom }) {
      const plan = planLook.peek();
      marks = gatherFirms(pieces, zoom, plan && { ...plan, whole: municipalityFirms.peek().value });
      const here = marks.flatMap(({ counts }) => FIRM_SERVICES.filter((service) => counts[service] > 0));
      shownServices.value = new Set<FirmService>(here);
      listener();
    },
    paint: {
      firms(_pieces, frame) {
        for (const mark of marks) drawMark(mark, frame, font);
      },
    },
  });

  return {
    pointedAt({ world, zoom }) {
      const worldPx = tileSidePx(0, zoom);
      const at = { x: world.x * worldPx, y: world.y * worldPx };
      const near = marks
        .filter((mark) => distanceBetween(mark, at) <= Math.max(radiusPx(mark), TOUCH_PX))
        .toSorted((a, b) => distanceBetween(a, at) - distanceBetween(b, at))[0];
      if (near === undefined) return null;
      const { firm, counts } = near;
      if (firm !== null) {
        return {
          ...describeFirm(firm, language.peek()),
          open: () => go({ page: 'map', firm: firm.id, pane: 'sheet' }),
        };
      }
      const open = () => map.setView(map.unproject([near.x, near.y], zoom), zoom + ZOOM_STEP);
      return { ...describeFirms(counts, language.peek()), open };
    },
    marksAt: (zoom) =>
      marks.map((mark) => {
        const scale = 2 ** (zoom - mark.zoom);
        const side = 2 * radiusPx(mark);
        return { x: mark.x * scale, y: mark.y * scale, widthPx: side, heightPx: side };
      }),
    onChange(called) {
      listener = called;
    },
    remove: tiles.remove,
  };
}

const radiusPx = ({ firm, count }: Mark): number => (firm === null ? groupRadiusPx(count) : MARK_PX);

function drawMark({ x, y, firm, counts }: Mark, { context, corner }: Frame, font: string): void {
  if (firm === null) drawGroup(context, counts, x - corner.x, y - corner.y, font);
  else drawFirm(context, firm.service, x - corner.x, y - corner.y);
}
