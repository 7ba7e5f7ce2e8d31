import { TwkbReader } from '../geo/twkb.ts';
import type { GapInput } from './gap-input.ts';
import type { FeatureList, InputBatch } from './recompute-inputs.ts';

/** The inputs of each municipality of a batch; those that need the same area share its shape. */
export function unpackBatch({ codes, kinds, coverageM, segmentsM, premisesReachM }: InputBatch): GapInput[] {
  const boundaries = shapesOf(kinds, 'municipalities');
  const inputs = codes.map((code): GapInput => ({
    code,
    boundary: boundaries.nextPolygons(),
    zones: [],
    firms: [],
    areas: [],
    premises: [],
    segments: [],
    coverageWithinM: coverageM,
    segmentsWithinM: segmentsM,
    premisesReachM,
  }));
  const zones = shapesOf(kinds, 'zones');
  for (const [id, , neededBy] of rowsOf<ZoneRow>(kinds, 'zones')) {
    const zone = { id, geometry: zones.nextPolygons(), box: zones.box };
    for (const number of neededBy) inputs[number]!.zones.push(zone);
  }
  for (const [id, lng, lat, employees, exportShare, number] of rowsOf<FirmRow>(kinds, 'firms')) {
    const position = lng === null || lat === null ? null : [lng, lat];
    inputs[number]!.firms.push({ id, position, employees, exportShare });
  }
  const areas = shapesOf(kinds, 'areas');
  for (const [id, network, technology, downMbps, neededBy] of rowsOf<AreaRow>(kinds, 'areas')) {
    const area = { id, network, technology, downMbps, geometry: areas.nextPolygons(), box: areas.box };
    for (const number of neededBy) inputs[number]!.areas.push(area);
  }
  for (const [id, network, technology, downMbps, lng, lat, neededBy] of rowsOf<PremisesRow>(kinds, 'premises')) {
    const point = { id, network, technology, downMbps, position: [lng, lat] };
    for (const number of neededBy) inputs[number]!.premises.push(point);
  }
  const segments = shapesOf(kinds, 'segments');
  for (const row of rowsOf<SegmentRow>(kinds, 'segments')) {
    const [id, network, status, technology, downMbps, readyOn, reachM, neededBy] = row;
    const lines = segments.nextLines();
    const segment = { id, network, status, technology, downMbps, readyOn, reachM, lines, box: segments.box };
    for (const number of neededBy) inputs[number]!.segments.push(segment);
  }
  return inputs;
}

type Area = GapInput['areas'][number];
type Segment = GapInput['segments'][number];

// The columns of each kind, as recompute-inputs.ts lists them.
type ZoneRow = [id: string, nothing: null, neededBy: number[]];
type FirmRow = [
  id: string,
  lng: number | null,
  lat: number | null,
  employees: number | null,
  exportShare: number | null,
  number: number,
];
type AreaRow = [...service: ServiceColumns, neededBy: number[]];
type PremisesRow = [...service: ServiceColumns, lng: number, lat: number, neededBy: number[]];
type ServiceColumns = [id: string, network: string, technology: Area['technology'], downMbps: number];
type SegmentRow = [
  id: string,
  network: Segment['network'],
  status: Segment['status'],
  technology: Segment['technology'],
  downMbps: Segment['downMbps'],
  readyOn: Segment['readyOn'],
  reachM: Segment['reachM'],
  neededBy: number[],
];

function rowsOf<Row>(kinds: readonly FeatureList[], kind: FeatureList['kind']): Row[] {
  return JSON.parse(kinds.find((list) => list.kind === kind)?.rows ?? '[]') as Row[];
}

function shapesOf(kinds: readonly FeatureList[], kind: FeatureList['kind']): TwkbReader {
  return new TwkbReader(kinds.find((list) => list.kind === kind)?.shapes ?? new Uint8Array());
}
