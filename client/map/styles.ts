import type { FirmService } from '../../server/firms/contract.ts';
import type { MunicipalityGapSummary } from '../../server/gaps/contract.ts';
import type { SegmentStatus } from '../../server/segments/status.ts';
import { WIRED } from '../../server/targets/technology.ts';
import type { Technology } from '../../server/targets/technology.ts';

/*
 * Figures -> how they are drawn. The legend reads these same tables. Blue means served and red not served
 * throughout; no meaning hangs on hue alone: firms differ in shape, segments in dashes, gap areas in hatching.
 */

/** `before`: the coverage of today alone; `after`: with the planned segments ready by the horizon. */
export type When = 'before' | 'after';

/** Share of the firms with a known position that are not served; the last two are no share and never shown as 0. */
export const GAP_CLASSES = ['none', 'upTo25', 'upTo50', 'upTo75', 'over75', 'noPlacedFirm', 'notComputed'] as const;
export type GapClass = (typeof GAP_CLASSES)[number];

export interface Fill {
  colour: string;
  /** Diagonal lines in this colour over the fill. */
  hatch?: string;
}

export const GAP_FILLS: Record<GapClass, Fill> = {
  none: { colour: '#cfe3f5' },
  upTo25: { colour: '#fdeacb' },
  upTo50: { colour: '#fbc692' },
  upTo75: { colour: '#f0936a' },
  over75: { colour: '#d65f4c' },
  noPlacedFirm: { colour: '#dcdad5' },
  notComputed: { colour: '#f1efea', hatch: '#a3a09a' },
};

/** Upper bounds of the classes between none and all; a share on the bound belongs to the lower class. */
const BOUNDS = [
  ['upTo25', 0.25],
  ['upTo50', 0.5],
  ['upTo75', 0.75],
] as const;

/** Firms with a known position that are not served, of all that have one; null where nobody knows. */
export function gapShare(gap: MunicipalityGapSummary, when: When): number | null {
  const figures = gap[when];
  if (figures === null) return null;
  const placed = figures.firmsServed + figures.firmsNotServed;
  return placed === 0 ? null : figures.firmsNotServed / placed;
}

export function gapClass(gap: MunicipalityGapSummary, when: When): GapClass {
  if (gap[when] === null) return 'notComputed';
  const share = gapShare(gap, when);
  return share === null ? 'noPlacedFirm' : gapClassOf(share);
}

/** @param share of the firms with a known position, 0 to 1 */
export function gapClassOf(share: number): GapClass {
  if (share === 0) return 'none';
  return BOUNDS.find(([, bound]) => share <= bound)?.[0] ?? 'over75';
}

/** The ground before any figure is known. */
export const GROUND: Fill = { colour: '#efece4' };
export const BORDER_COLOUR = '#8f8a80';
export const CHOSEN_COLOUR = '#17324d';

/**
 * Half of the widest and the half pixel by which a ground may be rounded must stay within the margin of a tile (64 of 4096,
 * at 181 pixels or more a tile: 2.8), or the edge of what the tile holds of a municipality shows as a line across it.
 */
export const CHOSEN_LINES = [
  { colour: '#ffffff', widthPx: 4.5, opacity: 0.9 },
  { colour: CHOSEN_COLOUR, widthPx: 3 },
];

export const ZONE = { line: '#3d4955', fill: '#5b6f82', fillOpacity: 0.3 };

/** Parts of a zone without service: what the works leave, and what they will close. */
export const GAP_AREAS: Record<'remains' | 'closes', Fill & { line: string }> = {
  remains: { colour: '#b0003a', line: '#7d0029' },
  closes: { colour: '#f9d9e2', hatch: '#b0003a', line: '#b0003a' },
};

/** Hues after Okabe and Ito, told apart with any common colour blindness. */
export const COVERAGE_COLOURS: Record<Technology, string> = {
  FTTH: '#0072b2',
  FTTB: '#56b4e9',
  FTTC: '#009e73',
  DSL: '#8a6d3b',
  CABLE: '#cc79a7',
  FWA: '#e69f00',
  MOBILE: '#7b5ea7',
  SATELLITE: '#6b6b6b',
};

/** A target as far as it decides who meets it. */
export interface Wanted {
  downMbps: number;
  technologies: 'any' | 'wired';
}

/** Whether a service answers a target: fast enough, and by a technology that counts for it. */
export function meetsTarget(service: { technology: Technology; downMbps: number }, wanted: Wanted): boolean {
  const counts = wanted.technologies === 'any' || (WIRED as readonly Technology[]).includes(service.technology);
  return counts && service.downMbps >= wanted.downMbps;
}

/** Coverage that meets the target in full strength, the rest as a trace. */
export const COVERAGE_STRENGTH = {
  meets: { fillOpacity: 0.3, lineOpacity: 0.9 },
  fallsShort: { fillOpacity: 0.05, lineOpacity: 0.3 },
};

export interface LineStyle {
  colour: string;
  widthPx: number;
  /** Dash and space in pixels; empty where solid. */
  dashes: readonly number[];
}

/** Solid where fibre lies, dashed where it is announced, grey where it serves nobody. */
export const SEGMENT_LINES: Record<SegmentStatus, LineStyle> = {
  operational: { colour: '#4b2082', widthPx: 3.5, dashes: [] },
  underConstruction: { colour: '#4b2082', widthPx: 3.5, dashes: [14, 4] },
  planned: { colour: '#4b2082', widthPx: 3, dashes: [7, 5] },
  proposed: { colour: '#8a5fc0', widthPx: 2.5, dashes: [2, 5] },
  inactive: { colour: '#6e6a64', widthPx: 3, dashes: [] },
  decommissioned: { colour: '#8c8880', widthPx: 2, dashes: [10, 4, 2, 4] },
};

export type Shape = 'circle' | 'triangle' | 'diamond' | 'square' | 'cross';

export interface Mark {
  shape: Shape;
  colour: string;
  /** Hollow marks are white inside. */
  hollow: boolean;
}

export const FIRM_MARKS: Record<FirmService, Mark> = {
  notServed: { shape: 'diamond', colour: '#b0003a', hollow: false },
  servedByHorizon: { shape: 'triangle', colour: '#0059b3', hollow: true },
  served: { shape: 'circle', colour: '#0059b3', hollow: false },
  unknown: { shape: 'square', colour: '#55514b', hollow: true },
};
/** In the order of a group's ring, and of drawing from the bottom. */
export const FIRM_SERVICES = ['served', 'servedByHorizon', 'unknown', 'notServed'] as const satisfies FirmService[];

/** In the colour of the lines that begin there, and of a shape that no firm has. */
export const DELIVERY_POINT_MARK: Mark = { shape: 'cross', colour: '#4b2082', hollow: false };

/** Lighter where one looks closely, so that zones and lines stand out, and lightest where something else has colours. */
export function groundOpacity(zoom: number, hasColoursOver: boolean): number {
  const closeUp = zoom >= 12;
  if (hasColoursOver) return closeUp ? 0.2 : 0.5;
  return closeUp ? 0.5 : 0.9;
}
