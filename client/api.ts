import type { z } from 'zod';
import type * as datasetContract from '../server/datasets/contract.ts';
import type * as deliveryPointContract from '../server/delivery-points/contract.ts';
import type { GapInputJson } from '../server/gaps/gap-input-json.ts';
import type * as firmContract from '../server/firms/contract.ts';
import type * as gapContract from '../server/gaps/contract.ts';
import type * as municipalityContract from '../server/municipalities/contract.ts';
import type * as searchContract from '../server/search/contract.ts';
import type * as segmentContract from '../server/segments/contract.ts';
import type * as statusContract from '../server/status/contract.ts';
import type * as targetContract from '../server/targets/contract.ts';
import type * as tileContract from '../server/tiles/contract.ts';
import type { TileLayer } from '../server/tiles/zooms.ts';
import type * as zoneContract from '../server/zones/contract.ts';
import type { Language } from './address.ts';
import { fetchAnswer, fetchJson, sendJson } from './fetch-json.ts';
import { tileKey } from './map/tiles/tile-grid.ts';
import type { TilePlace } from './map/tiles/tile-grid.ts';

export type Answer<C extends { answer: z.ZodType }> = z.infer<C['answer']>;

export type MunicipalityList = Answer<typeof municipalityContract.listMunicipalities>;
export type Municipality = MunicipalityList['items'][number];
export type MunicipalitySheet = Answer<typeof municipalityContract.getMunicipality>;
/** What tiles know of one thing on the map. */
export type MunicipalityOnMap = Answer<typeof tileContract.municipalityTile>[number];
export type CoverageOnMap = Answer<typeof tileContract.coverageTile>[number];
export type ZoneOnMap = Answer<typeof tileContract.zoneTile>[number];
export type GapOnMap = Answer<typeof tileContract.gapTile>[number];
export type SegmentOnMap = Answer<typeof tileContract.segmentTile>[number];
export type DeliveryPointOnMap = Answer<typeof tileContract.deliveryPointTile>[number];
export type FirmOnMap = Answer<typeof tileContract.firmTile>[number];
type Boundaries = Answer<typeof municipalityContract.listBoundaries>;
export type MunicipalityGap = Answer<typeof gapContract.getGap>;
export type Figures = z.infer<typeof gapContract.figures>;
export type FirmList = Answer<typeof firmContract.listFirms>;
export type FirmFeature = FirmList['features'][number];
export type FirmCard = Answer<typeof firmContract.getFirm>;
export type ZoneList = Answer<typeof zoneContract.listZones>;
export type DeliveryPointList = Answer<typeof deliveryPointContract.listDeliveryPoints>;
export type SegmentList = Answer<typeof segmentContract.listSegments>;
export type SegmentFeature = SegmentList['features'][number];
export type NewSegment = z.infer<typeof segmentContract.newSegment>;
export type SegmentParts = Answer<typeof segmentContract.splitSegment>;
export type SegmentChange = z.infer<typeof segmentContract.segmentChange>;
export type TargetList = Answer<typeof targetContract.listTargets>;
export type DatasetList = Answer<typeof datasetContract.listDatasets>;
export type SearchHits = Answer<typeof searchContract.search>;
export type SearchHit = SearchHits['items'][number];
export type Status = Answer<typeof statusContract.getStatus>;
export type Settings = Answer<typeof statusContract.getSettings>;

/** Speed in Mbit/s, day `YYYY-MM-DD`, and whether segments that are only proposed count. */
export interface Question {
  target: number;
  horizon: string;
  proposed: boolean;
}

/** `[west, south, east, north]` in degrees. */
export type Bbox = readonly [number, number, number, number];

/** Who asks, and how to stop asking. */
export interface Caller {
  language: Language;
  signal?: AbortSignal;
}

/** Part of a list of features: by municipality or box, bounded. */
export interface Selection {
  bbox?: Bbox;
  municipality?: string;
  limit?: number;
  offset?: number;
}

export const API = '/api/v1';
export const get = <T>(path: string, query: object, caller: Caller): Promise<T> =>
  fetchJson<T>(`${API}${path}${queryString(query)}`, caller);

export function queryString(query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const text = search.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** All municipalities with their figures, unsorted: the ranking sorts in the browser. */
export const listMunicipalities = (question: Question, caller: Caller) =>
  get<MunicipalityList>('/municipalities', { ...question, limit: 10_000 }, caller);

/** A Mapbox Vector Tile of one layer; what its colours say depends on the question, where there is one. */
export const getTile = (layer: TileLayer, place: TilePlace, question: Question | null, caller: Caller) =>
  fetchAnswer(
    `${API}/tiles/${layer}/${tileKey(place)}${queryString(question ?? {})}`,
    'application/vnd.mapbox-vector-tile',
    caller,
  );

export const listBoundaries = (selection: { bbox: Bbox }, caller: Caller) =>
  get<Boundaries>('/boundaries', selection, caller);

export const getMunicipality = (code: string, question: Question, caller: Caller) =>
  get<MunicipalitySheet>(`/municipalities/${code}`, question, caller);

export const getGap = (code: string, question: Question, caller: Caller) =>
  get<MunicipalityGap>(`/municipalities/${code}/gap`, question, caller);

export const listFirms = (selection: Selection, question: Question, caller: Caller) =>
  get<FirmList>('/firms', { ...question, ...selection }, caller);

export const getFirm = (id: string, question: Question, caller: Caller) =>
  get<FirmCard>(`/firms/${encodeURIComponent(id)}`, question, caller);

export const listZones = (selection: Selection, caller: Caller) => get<ZoneList>('/zones', selection, caller);

export const listSegments = (selection: Selection, caller: Caller) => get<SegmentList>('/segments', selection, caller);

export const getSegment = (id: string, caller: Caller) =>
  get<SegmentFeature>(`/segments/${encodeURIComponent(id)}`, {}, caller);

/** @param key of an administrator */
export const changeSegment = (id: string, change: SegmentChange, key: string, caller: Caller) =>
  sendJson<SegmentFeature>('PATCH', `${API}/segments/${encodeURIComponent(id)}`, change, key, caller);

/** @param key of an administrator */
export const drawSegment = (segment: NewSegment, key: string, caller: Caller) =>
  sendJson<SegmentFeature>('POST', `${API}/segments`, segment, key, caller);

/** @param key of an administrator */
export const splitSegment = (id: string, version: string, at: [number, number], key: string, caller: Caller) =>
  sendJson<SegmentParts>('POST', `${API}/segments/${encodeURIComponent(id)}/split`, { version, at }, key, caller);

/** @param key of an administrator */
export const removeSegment = (id: string, version: string, key: string, caller: Caller) =>
  sendJson<{ id: string }>(
    'DELETE',
    `${API}/segments/${encodeURIComponent(id)}${queryString({ version })}`,
    undefined,
    key,
    caller,
  );

export const listDeliveryPoints = (selection: Selection, caller: Caller) =>
  get<DeliveryPointList>('/delivery-points', selection, caller);

/** Everything that the gap of a municipality depends on. */
export const getGapInput = (code: string, coverageWithinM: number, caller: Caller) =>
  get<GapInputJson>(`/municipalities/${code}/gap-input`, { coverageWithinM }, caller);

export const listTargets = (caller: Caller) => get<TargetList>('/targets', {}, caller);
export const listDatasets = (caller: Caller) => get<DatasetList>('/datasets', {}, caller);
export const search = (q: string, limit: number, caller: Caller) => get<SearchHits>('/search', { q, limit }, caller);
export const getStatus = (caller: Caller) => get<Status>('/status', {}, caller);
export const getSettings = (caller: Caller) => get<Settings>('/settings', {}, caller);
