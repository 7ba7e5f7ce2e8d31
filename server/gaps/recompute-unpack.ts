import type { Piece, Shape } from '../geo/polygons.ts';
import { type PackedShape, TwkbReader } from '../geo/twkb.ts';
import type { GapInput } from './gap-input.ts';
import type { FeatureList, InputBatch } from './recompute-inputs.ts';

/** The inputs of each municipality of a batch; those that need the same area share its shape. */
export function unpackBatch({ codes, kinds, coverageM, segmentsM, premisesReachM }: InputBatch): GapInput[] {
  const boundaries = shapesOf(kinds, 'municipalities');
  const inputs = codes.map((code): GapInput => {
    const shape = boundaries.next();
    return {
      code,
      boundary: shape.polygons(),
      boundaryBox: shape.box,
      zones: [],
      firms: [],
      areas: [],
      premises: [],
      segments: [],
      coverageWithinM: coverageM,
      segmentsWithinM: segmentsM,
      premisesReachM,
    };
  });
  const zones = shapesOf(kinds, 'zones');
  for (const [id, , neededBy] of rowsOf<ZoneRow>(kinds, 'zones')) {
    const shape = zones.next();
    const zone = { id, geometry: shape.polygons(), box: shape.box };
    for (const number of neededBy) inputs[number]!.zones.push(zone);
  }
  for (const [id, lng, lat, employees, exportShare, number] of rowsOf<FirmRow>(kinds, 'firms')) {
    const position = lng === null || lat === null ? null : [lng, lat];
    inputs[number]!.firms.push({ id, position, employees, exportShare });
  }
  const areas = shapesOf(kinds, 'areas');
  for (const [id, network, technology, downMbps, neededBy] of rowsOf<AreaRow>(kinds, 'areas')) {
    const area = { id, network, technology, downMbps, ...unpackedLater(areas.next()) };
    for (const number of neededBy) inputs[number]!.areas.push(area);
  }
  for (const [id, network, technology, downMbps, lng, lat, neededBy] of rowsOf<PremisesRow>(kinds, 'premises')) {
    const point = { id, network, technology, downMbps, position: [lng, lat] };
    for (const number of neededBy) inputs[number]!.premises.push(point);
  }
  const segments = shapesOf(kinds, 'segments');
  for (const row of rowsOf<SegmentRow>(kinds, 'segments')) {
    const [id, network, status, technology, downMbps, readyOn, reachM, neededBy] = row;
    const shape = segments.next();
    const lines = shape.lines();
    const segment = { id, network, status, technology, downMbps, readyOn, reachM, lines, box: shape.box };
    for (const number of neededBy) inputs[number]!.segments.push(segment);
  }
  return inputs;
}

/** The shape of an area, unpacked when something lies in its box: half of them lie beyond all zones and firms. */
function unpackedLater(packed: PackedShape): Shape {
  let pieces: Piece[] | undefined;
  return { box: packed.box, pieces: () => (pieces ??= packed.pieces()) };
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
