import type { GapFirm, GapInput, GapSegment } from '../../../server/gaps/gap-input.ts';
import { boxOf } from '../../../server/geo/box.ts';
import { courseOf, positionsOf } from '../../../server/geo/course.ts';
import { type Polygons, type Shape, shapeOf } from '../../../server/geo/polygons.ts';

/** A rectangle at 45.36 N near Crema, in units of 0.001 degrees (78 m by 111 m). */
export function rectangle(west: number, south: number, east: number, north: number): Polygons {
  const at = (x: number, y: number) => [onGrid(9.6 + x / 1000), onGrid(45.3 + y / 1000)];
  return [[[at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]]];
}

export const onGrid = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;
export const place = (x: number, y: number): [number, number] => [onGrid(9.6 + x / 1000), onGrid(45.3 + y / 1000)];

export const firm = (id: string, x: number, y: number, more: Partial<GapFirm> = {}): GapFirm => ({
  id,
  position: place(x, y),
  employees: null,
  exportShare: null,
  ...more,
});

export const fibre = (id: string, geometry: Polygons, network = 'Alfa') => ({
  id,
  network,
  technology: 'FTTH' as const,
  downMbps: 1000,
  ...shapeOf(geometry),
});

export const segment = (id: string, line: [number, number][], more: Partial<GapSegment> = {}): GapSegment => ({
  id,
  network: 'Alfa',
  status: 'planned',
  technology: 'FTTH',
  downMbps: 1000,
  readyOn: '2027-06-30',
  reachM: 100,
  ...linesOf(line),
  ...more,
});

const linesOf = (line: [number, number][]): Pick<GapSegment, 'lines' | 'box'> => {
  const positions = line.map(([x, y]) => place(x, y));
  return { lines: [courseOf(positions)], box: boxOf(positions) };
};

export const polygonsOf = ({ pieces }: Shape): Polygons => pieces().map(({ rings }) => rings.map(positionsOf));

/** A municipality of 100 by 100 units with nothing in it. */
export const municipality = (more: Partial<GapInput> = {}): GapInput => ({
  code: '019062',
  boundary: rectangle(0, 0, 100, 100),
  zones: [],
  firms: [],
  areas: [],
  premises: [],
  segments: [],
  coverageWithinM: 25_000,
  segmentsWithinM: 25_000,
  premisesReachM: 50,
  ...more,
});

export const GIGABIT = { downMbps: 1000, technologies: 'wired' } as const;
