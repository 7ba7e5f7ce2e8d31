import type { Bilingual } from '../../problem.ts';
import { epsgCrs } from './declared-crs.ts';
import type { Layer } from './format-reader.ts';
import { noLayer } from './members.ts';
import type { OsmNode, OsmRelation, OsmWay, ReadElements, Tags } from './osm-element.ts';
import { NeededNodes, type NodePositions } from './osm-positions.ts';
import { joinRings, nestRings, type Border } from './osm-rings.ts';
import type { ReadEvent } from './source-record.ts';

/** What is taken of OpenStreetMap, by its tags. */
const LAYERS = {
  zones: {
    nodes: false,
    relations: true,
    wanted: (tags: Tags) => /^(industrial|commercial)$/.test(tags['landuse'] ?? ''),
  },
  roads: { nodes: false, relations: false, wanted: (tags: Tags) => 'highway' in tags },
  addresses: { nodes: true, relations: false, wanted: (tags: Tags) => 'addr:housenumber' in tags },
} as const;
type LayerName = keyof typeof LAYERS;

/** The layers of any OpenStreetMap file: productive land, roads, house numbers. */
export const OSM_LAYERS: Layer[] = Object.keys(LAYERS).map((name) => ({
  name,
  columns: null,
  crs: epsgCrs(4326),
  records: null,
  text: null,
}));

type Elements = { nodes: NodePositions; ways: Map<number, readonly number[]> };
type Geometry = GeoJSON.Geometry | { fault: Bilingual };

/**
 * The records of a layer. The file is gone through once for each type of element, in whatever order it has them: first
 * which nodes are needed, then where they are, at last what is made of them.
 */
export async function* readOsmRecords(read: ReadElements, layer: string | null): AsyncGenerator<ReadEvent> {
  const name = (layer ?? 'zones') as LayerName;
  if (!Object.hasOwn(LAYERS, name)) throw noLayer(name);
  const { nodes, relations, wanted } = LAYERS[name];
  const borders = relations ? await findBorders(read, wanted) : new Set<number>();
  const elements = await findNodes(read, wanted, borders);
  let row = 0;
  if (nodes) {
    for await (const batch of read('node')) {
      for (const node of batch) {
        if (wanted(node.tags)) yield recordOf(node, (row += 1), { type: 'Point', coordinates: [node.lng, node.lat] });
      }
    }
  }
  for await (const batch of read('way')) {
    for (const way of batch) {
      if (!wanted(way.tags)) continue;
      const extra = name === 'roads' ? { osm_nodes: knownRuns(way.refs, elements.nodes) } : {};
      yield recordOf(way, (row += 1), GEOMETRY[name](way, elements.nodes), extra);
    }
  }
  if (!relations) return;
  for await (const batch of read('relation')) {
    for (const relation of batch) {
      if (isArea(relation, wanted)) yield recordOf(relation, (row += 1), multiPolygonOf(relation, elements));
    }
  }
}

const isArea = ({ tags }: OsmRelation, wanted: (tags: Tags) => boolean) =>
  wanted(tags) && /^(multipolygon|boundary)$/.test(tags['type'] ?? '');

async function findBorders(read: ReadElements, wanted: (tags: Tags) => boolean): Promise<Set<number>> {
  const ids = new Set<number>();
  for await (const batch of read('relation')) {
    for (const relation of batch) {
      if (!isArea(relation, wanted)) continue;
      for (const { type, ref } of relation.members) if (type === 'way') ids.add(ref);
    }
  }
  return ids;
}

async function findNodes(
  read: ReadElements,
  wanted: (tags: Tags) => boolean,
  borders: ReadonlySet<number>,
): Promise<Elements> {
  const needed = new NeededNodes();
  const ways: Elements['ways'] = new Map();
  for await (const batch of read('way')) {
    for (const { id, refs, tags } of batch) {
      if (borders.has(id)) ways.set(id, refs);
      else if (!wanted(tags)) continue;
      for (const ref of refs) needed.add(ref);
    }
  }
  const nodes = needed.positions();
  for await (const batch of read('node')) for (const { id, lng, lat } of batch) nodes.set(id, lng, lat);
  return { nodes, ways };
}

function recordOf(
  { type, id, tags }: OsmNode | OsmWay | OsmRelation,
  row: number,
  geometry: Geometry,
  extra: Record<string, unknown> = {},
): ReadEvent {
  const name = `${type}/${id}`;
  if ('fault' in geometry) {
    return { type: 'fault', error: { row, line: row, column: 'geometry', value: name, reason: geometry.fault } };
  }
  const properties: Record<string, unknown> = Object.assign(Object.create(null), tags, { id: name }, extra);
  const size =
    100 + JSON.stringify(tags).length + 24 * ('coordinates' in geometry ? positionsOf(geometry.coordinates) : 0);
  return { type: 'record', record: { row, line: row, properties, geometry, size } };
}

function positionsOf(nested: unknown): number {
  return Array.isArray(nested) && Array.isArray(nested[0])
    ? nested.reduce<number>((sum, part) => sum + positionsOf(part), 0)
    : 1;
}

const GEOMETRY: Record<LayerName, (way: OsmWay, nodes: NodePositions) => Geometry> = {
  zones: ({ refs }, nodes) => {
    const ring = ringOf(refs, nodes);
    return ring !== null && refs.length >= 4 && refs[0] === refs.at(-1)
      ? { type: 'Polygon', coordinates: [ring] }
      : { fault: NOT_CLOSED };
  },
  roads: ({ refs }, nodes) => {
    const runs = knownRuns(refs, nodes);
    const lines = runs.map((run) => run.map((ref) => nodes.get(ref)!));
    if (lines.length === 0) return { fault: NO_NODES };
    return lines.length === 1
      ? { type: 'LineString', coordinates: lines[0]! }
      : { type: 'MultiLineString', coordinates: lines };
  },
  addresses: ({ refs }, nodes) => {
    const corners = (refs[0] === refs.at(-1) ? refs.slice(1) : refs)
      .map((ref) => nodes.get(ref))
      .filter((at) => at !== null);
    if (corners.length === 0) return { fault: NO_NODES };
    const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis]!, 0) / corners.length;
    return { type: 'Point', coordinates: [mean(0), mean(1)] };
  },
};

/** Of a way that an extract has cut, what is there: runs of at least two nodes, so that no gap is bridged. */
function knownRuns(refs: readonly number[], nodes: NodePositions): number[][] {
  const runs: number[][] = [[]];
  for (const ref of refs) {
    if (nodes.get(ref) === null) runs.push([]);
    else runs.at(-1)!.push(ref);
  }
  return runs.filter((run) => run.length > 1);
}

function multiPolygonOf({ members }: OsmRelation, { nodes, ways }: Elements): Geometry {
  const borders: Border[] = [];
  for (const { type, ref, role } of members) {
    if (type !== 'way') continue;
    const refs = ways.get(ref);
    if (refs === undefined) return { fault: CUT };
    borders.push({ refs, isInner: role === 'inner' });
  }
  const rings = [false, true].map((isInner) => {
    const joined = joinRings(borders.filter((border) => border.isInner === isInner).map(({ refs }) => refs));
    const positions = joined?.map((refs) => ringOf(refs, nodes)) ?? [null];
    return positions.some((ring) => ring === null) ? null : (positions as GeoJSON.Position[][]);
  });
  const [outer, inner] = rings as [GeoJSON.Position[][] | null, GeoJSON.Position[][] | null];
  if (outer === null || inner === null || outer.length === 0) return { fault: NOT_CLOSED };
  const coordinates = nestRings(outer, inner);
  return coordinates === null ? { fault: HOLE_OUTSIDE } : { type: 'MultiPolygon', coordinates };
}

function ringOf(refs: readonly number[], nodes: NodePositions): GeoJSON.Position[] | null {
  const ring = refs.map((ref) => nodes.get(ref));
  return ring.some((position) => position === null) ? null : (ring as GeoJSON.Position[]);
}

const NOT_CLOSED = {
  en: 'its border is not closed, or the file holds it in part only',
  it: 'il suo contorno non è chiuso, o il file ne contiene solo una parte',
};
const CUT = {
  en: 'the file holds its border in part only: extract with whole relations (osmium extract -s smart)',
  it: 'il file ne contiene il contorno solo in parte: estrarre con le relazioni intere (osmium extract -s smart)',
};
const HOLE_OUTSIDE = { en: 'a hole of it lies outside', it: 'un suo buco sta fuori dal contorno' };
const NO_NODES = { en: 'the file holds none of its nodes', it: 'il file non contiene nessuno dei suoi nodi' };
