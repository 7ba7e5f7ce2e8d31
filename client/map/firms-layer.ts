import { effect } from '@preact/signals';
import L from 'leaflet';
import type { FirmService } from '../../server/firms/contract.ts';
import { chosenFirm, go, language, question } from '../address.ts';
import { listFirms } from '../api.ts';
import type { FirmFeature, FirmList } from '../api.ts';
import { dataRevision, figuresRevision, firmCard } from '../state.ts';
import { CanvasLayer } from './canvas-layer.ts';
import type { Frame } from './canvas-layer.ts';
import { MARK_PX, drawFirm, drawGroup, groupRadiusPx } from './firm-marks.ts';
import { groupPoints } from './group-points.ts';
import type { Group } from './group-points.ts';
import type { MapLayer } from './map-layer.ts';
import type { Box } from './place-labels.ts';
import { shownServices } from './shown.ts';
import { CHOSEN_COLOUR, FIRM_SERVICES } from './styles.ts';
import { describeFirm, describeFirms } from './tooltips.ts';
import { loadByView } from './view-loader.ts';
import type { View } from './view-loader.ts';

/** Most firms in one answer; where there are more, the map says so. */
const MOST_FIRMS = 4000;
/** Farther away the marks would hide the municipalities, whose colour says the same. */
const LEAST_ZOOM = 11;
/** How near the pointer must come, in pixels. */
const TOUCH_PX = 9;

export interface FirmsLayer extends MapLayer {
  /** Where the marks stand at a zoom, in world pixels: names keep clear of them. */
  marksAt(zoom: number): Box[];
  /** Called when the marks have changed. */
  onChange(listener: () => void): void;
}

interface Placed {
  firm: FirmFeature;
  at: L.LatLngTuple;
  x: number;
  y: number;
}

/**
 * Firms as points by what serves them; close together they become a ring with their number. A firm known only to
 * its municipality has no place on the map: the municipality counts it.
 */
export function firmsLayer(map: L.Map, view: View): FirmsLayer {
  let firms: { firm: FirmFeature; at: L.LatLngTuple }[] = [];
  let groups: Group<Placed>[] = [];
  let groupedAt: number | null = null;
  const font = getComputedStyle(map.getContainer()).fontFamily;

  let listener = () => {};
  const groupFor = (zoom: number) => {
    if (groupedAt === zoom) return;
    groups = groupAt(map, firms, zoom);
    groupedAt = zoom;
  };
  const draw = ({ context, zoom, origin, widthPx, heightPx }: Frame) => {
    groupFor(zoom);
    for (const group of groups) {
      const [x, y] = [group.x + origin.x, group.y + origin.y];
      const [first] = group.members;
      if (first === undefined || x < -30 || y < -30 || x > widthPx + 30 || y > heightPx + 30) continue;
      if (group.members.length > 1) drawGroup(context, countServices(group), x, y, font);
      else drawFirm(context, first.firm.properties.service, x, y);
    }
    drawChosen(map, context, zoom, origin);
  };
  const canvas = new CanvasLayer('firms', draw).addTo(map);

  const stops = [
    loadByView<FirmList>(view, {
      layer: 'firms',
      leastZoom: LEAST_ZOOM,
      ask: () => {
        const asked = question.value;
        const { target, horizon, proposed } = asked;
        return {
          question: `firms ${target} ${horizon} ${proposed} ${figuresRevision.value} ${dataRevision.value}`,
          fetch: (bbox, signal) => listFirms({ bbox, limit: MOST_FIRMS }, asked, { language: language.peek(), signal }),
        };
      },
      show(answer) {
        firms = (answer?.features ?? []).flatMap((firm) => {
          const { geometry, properties } = firm;
          if (geometry === null || properties.positionPrecision === 'municipality') return [];
          const [lng, lat] = geometry.coordinates;
          return [{ firm, at: [lat, lng] as L.LatLngTuple }];
        });
        groupedAt = null;
        shownServices.value = new Set(firms.map(({ firm }) => firm.properties.service));
        canvas.redraw();
        listener();
      },
    }),
    effect(() => {
      void chosenFirm.value;
      void firmCard.value;
      canvas.redraw();
    }),
  ];

  return {
    pointedAt({ lng, lat }) {
      const at = map.project([lat, lng]);
      const near = nearestGroup(groups, at);
      if (near === null) return null;
      const [first] = near.members;
      if (near.members.length === 1 && first !== undefined) {
        const { id } = first.firm;
        return { ...describeFirm(first.firm.properties, language.peek()), open: () => go({ firm: id, pane: 'sheet' }) };
      }
      const bounds = L.latLngBounds(near.members.map((member) => member.at));
      return {
        ...describeFirms(countServices(near), language.peek()),
        open: () => map.fitBounds(bounds, { padding: [60, 60], maxZoom: Math.max(map.getZoom() + 2, 15) }),
      };
    },
    marksAt(zoom) {
      groupFor(zoom);
      return groups.map(({ x, y, members }) => {
        const side = 2 * (members.length > 1 ? groupRadiusPx(members.length) : MARK_PX);
        return { x, y, widthPx: side, heightPx: side };
      });
    },
    onChange(called) {
      listener = called;
    },
    remove() {
      for (const stop of stops) stop();
      canvas.remove();
    },
  };
}

/** How close firms must stand to become one ring, in pixels: less and less towards the ground. */
const reachPx = (zoom: number): number => (zoom >= 17 ? 1 : zoom >= 13.5 ? 9 : 30);

function groupAt(map: L.Map, firms: { firm: FirmFeature; at: L.LatLngTuple }[], zoom: number): Group<Placed>[] {
  const placed = firms.map(({ firm, at }) => {
    const { x, y } = map.project(at, zoom);
    return { firm, at, x, y };
  });
  const reach = reachPx(zoom);
  // Once more, since the middles of two groups may lie closer together than their firms began.
  return groupPoints(groupPoints(placed, reach), reach * 0.75).map(({ members }) => mergeGroups(members));
}

function mergeGroups(groups: readonly Group<Placed>[]): Group<Placed> {
  const members = groups.flatMap((group) => group.members);
  const mean = (of: (placed: Placed) => number) =>
    members.reduce((sum, placed) => sum + of(placed), 0) / members.length;
  return { x: mean(({ x }) => x), y: mean(({ y }) => y), members };
}

function countServices({ members }: Group<Placed>): Record<FirmService, number> {
  const counts = Object.fromEntries(FIRM_SERVICES.map((service) => [service, 0])) as Record<FirmService, number>;
  for (const { firm } of members) counts[firm.properties.service] += 1;
  return counts;
}

function nearestGroup(groups: readonly Group<Placed>[], at: L.Point): Group<Placed> | null {
  let nearest: Group<Placed> | null = null;
  let least = Infinity;
  for (const group of groups) {
    const distance = Math.hypot(group.x - at.x, group.y - at.y);
    const reach = group.members.length > 1 ? groupRadiusPx(group.members.length) : TOUCH_PX;
    if (distance <= reach && distance < least) [nearest, least] = [group, distance];
  }
  return nearest;
}

/** A ring around the firm whose card is open, whether or not the layer is on. */
function drawChosen(
  map: L.Map,
  context: CanvasRenderingContext2D,
  zoom: number,
  origin: { x: number; y: number },
): void {
  const card = firmCard.peek().value;
  if (chosenFirm.peek() === null || card === null || card.position === null) return;
  if (card.positionPrecision === 'municipality') return;
  const [lng, lat] = card.position.coordinates;
  const { x, y } = map.project([lat, lng], zoom);
  drawFirm(context, card.atTarget.service, x + origin.x, y + origin.y);
  for (const [colour, width] of [
    ['#ffffff', 6],
    [CHOSEN_COLOUR, 3],
  ] as const) {
    context.beginPath();
    context.arc(x + origin.x, y + origin.y, MARK_PX * 2.2, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
  }
}
