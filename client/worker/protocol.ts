import type { FirmService } from '../../server/firms/contract.ts';
import type { Figures } from '../../server/gaps/contract.ts';
import type { GapSegment, GapTarget } from '../../server/gaps/gap-input.ts';
import type { Polygons } from '../../server/geo/polygons.ts';
import type { Language } from '../address.ts';

/** What the page asks of the worker: segments as they would be, and how the gap is looked at. */
export interface WhatIfQuestion {
  /** Counts the questions of a page. */
  number: number;
  language: Language;
  /** As it would be; null where none is being changed. */
  segment: GapSegment | null;
  /** Ids of stored segments that would not be built. */
  notBuilt?: readonly string[];
  target: GapTarget;
  /** Days, YYYY-MM-DD. */
  horizon: string;
  plansUntil: string;
  proposed: boolean;
  /** ISTAT codes of the municipalities that the answer must tell of; it tells of whatever the segment comes to as well. */
  codes: string[];
}

export type WhatIfReply =
  | { kind: 'answer'; municipalities: FollowedGap[]; missing: string[] }
  /** A municipality that the segment has come to is there now: asking again tells of it too. */
  | { kind: 'grown' }
  | { kind: 'failed'; error: string; isConnection: boolean };

/** One municipality: today's coverage alone, the horizon as planned, and the horizon with the change. */
export interface FollowedGap {
  code: string;
  name: string;
  /** What it answers. */
  asked: { target: number; horizon: string; proposed: boolean; plansUntil: string };
  today: Figures;
  unchanged: Figures;
  changed: Figures;
  zones: { zoneId: string; areaM2: number; todayM2: number; unchangedM2: number; changedM2: number }[];
  /** Gaps that are not what they were in the answer before. */
  shapes: GapShape[];
  /** Firms of which something is not what it was in the answer before. */
  firms: FollowedFirm[];
}

export interface GapShape {
  zoneId: string;
  when: 'before' | 'after';
  polygons: Polygons;
}

/** A firm at the horizon with the change, in the words of the API. */
export interface FollowedFirm {
  id: string;
  position: [number, number];
  /** Without the change. */
  wasServed: boolean;
  service: FirmService;
  servedFrom: string | null;
  networks: string[];
  nearestServedM: number | null;
  nearestServedAfterM: number | null;
  nearestSegmentM: number | null;
  nearestSegmentId: string | null;
}
