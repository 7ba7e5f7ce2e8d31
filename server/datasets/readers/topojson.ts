import { feature } from 'topojson-client';
import type { GeometryObject, Topology } from 'topojson-specification';
import { openText, type TextSource } from './encoding.ts';
import type { FormatReader, Layer, Reading } from './format-reader.ts';
import { namedCrs } from './geojson-crs.ts';
import { unreadable } from './json-problems.ts';
import { noLayer } from './members.ts';
import type { ReadEvent } from './source-record.ts';

/** A topology is held whole: any of its shapes may need any of its arcs. */
const MAX_CHARACTERS = 200 * 1024 * 1024;
const MAX_DEPTH = 64;
const MAX_COLUMNS = 1000;
/** Shapes share arcs: a little file may unfold to a great deal. */
const MAX_POSITIONS = 50_000_000;

/** What a topology holds under one name, as the file has it: nothing in here is checked. */
interface Shape {
  type?: unknown;
  id?: unknown;
  properties?: unknown;
  arcs?: unknown;
  geometries?: unknown;
}
type Whole = Record<string, unknown> & { arcs: unknown[]; objects: Record<string, unknown> };

/**
 * TopoJSON: each of its objects is a layer. A shape without arcs is a record without geometry.
 *
 * @throws Problem 'file-unreadable' where it is no topology, is beyond 200 MB, nested deeper than 64 levels, or unfolds
 *   to more than 50 million positions
 */
export const topojson = {
  format: 'topojson',
  async layers(source: TextSource): Promise<Layer[]> {
    const topology = await readTopology(source);
    return Object.entries(topology.objects).map(([name, object]) => {
      const shapes = shapesOf(object);
      const crs = namedCrs(topology['crs']);
      return { name, columns: columnsOf(shapes), crs, records: shapes.length, text: null };
    });
  },
  async *read(source: TextSource, { layer = null, encoding = null }: Reading): AsyncGenerator<ReadEvent> {
    const topology = await readTopology(source, encoding);
    const name = layer ?? Object.keys(topology.objects)[0]!;
    if (!Object.hasOwn(topology.objects, name)) throw noLayer(name);
    let positions = 0;
    for (const [index, shape] of shapesOf(topology.objects[name]).entries()) {
      positions += countPositions(shape, topology.arcs);
      if (positions > MAX_POSITIONS) throw unfoldsTooFar();
      yield readShape(topology, shape, index + 1);
    }
  },
} satisfies FormatReader;

async function readTopology(source: TextSource, encoding: Reading['encoding'] = null): Promise<Whole> {
  const { text } = await openText(source, encoding);
  const pieces: string[] = [];
  let size = 0;
  let depth = 0;
  let state: 'plain' | 'text' | 'escaped' = 'plain';
  for await (const piece of text) {
    size += piece.length;
    if (size > MAX_CHARACTERS) throw tooLong();
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (state === 'escaped') state = 'text';
      else if (state === 'text') state = code === 0x5c ? 'escaped' : code === 0x22 ? 'plain' : 'text';
      else if (code === 0x22) state = 'text';
      else if (code === 0x5b || code === 0x7b) depth += 1;
      else if (code === 0x5d || code === 0x7d) depth -= 1;
      if (depth > MAX_DEPTH) throw tooDeep();
    }
    pieces.push(piece);
  }
  const topology = parse(pieces.join(''));
  if (!isObject(topology) || topology['type'] !== 'Topology' || !isObject(topology['objects'])) throw noTopology();
  if (!Array.isArray(topology['arcs']) || Object.keys(topology['objects']).length === 0) throw noTopology();
  return topology as Whole;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = (error as Error).message.slice(0, 200);
    throw unreadable(
      `The file is not valid JSON, or is cut short: ${why}`,
      `Il file non è JSON valido, o è troncato: ${why}`,
    );
  }
}

/** The parts of a collection, each of them a record; another object is one record. */
function shapesOf(object: unknown): Shape[] {
  if (!isObject(object)) return [];
  const { type, geometries } = object as Shape;
  if (type !== 'GeometryCollection') return [object];
  return Array.isArray(geometries) ? geometries.filter(isObject) : [];
}

function readShape(topology: Whole, shape: Shape, row: number): ReadEvent {
  const { id } = shape;
  const own = isObject(shape.properties) ? shape.properties : {};
  const properties = id === undefined || 'id' in own ? own : { ...own, id };
  // What has no lines is given by its number.
  const place = { row, line: row };
  try {
    const geometry = shape.type == null ? null : geometryOf(topology, shape);
    return { type: 'record', record: { ...place, properties, geometry, size: sizeOf(geometry) } };
  } catch {
    const reason = {
      en: 'its shape names arcs that the file does not have, or has them in the wrong form',
      it: 'la sua forma indica archi che il file non ha, o che hanno una forma sbagliata',
    };
    return { type: 'fault', error: { ...place, column: 'geometry', value: String(shape.type).slice(0, 100), reason } };
  }
}

function geometryOf(topology: Whole, shape: Shape): GeoJSON.Geometry {
  const { type } = shape;
  const unfolded = feature(topology as unknown as Topology, shape as GeometryObject);
  if (unfolded.type !== 'Feature' || unfolded.geometry == null || unfolded.geometry.type !== type) {
    throw new TypeError('no geometry');
  }
  return unfolded.geometry;
}

function countPositions(shape: Shape, arcs: readonly unknown[]): number {
  const count = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce<number>((sum, part) => sum + count(part), 1);
    const arc = typeof value === 'number' ? arcs[value < 0 ? ~value : value] : null;
    return Array.isArray(arc) ? arc.length : 0;
  };
  const parts = Array.isArray(shape.geometries) ? shape.geometries.filter(isObject) : [];
  return count(shape.arcs) + parts.reduce((sum: number, part) => sum + countPositions(part as Shape, arcs), 0);
}

/** About as long as the geometry would be as text. */
function sizeOf(geometry: unknown): number {
  const count = (value: unknown): number =>
    Array.isArray(value) ? value.reduce<number>((sum, part) => sum + count(part), 0) : 10;
  return isObject(geometry) ? count(geometry['coordinates'] ?? []) : 0;
}

function columnsOf(shapes: readonly Shape[]): string[] {
  const names = new Set<string>();
  for (const { id, properties } of shapes) {
    if (isObject(properties)) for (const name of Object.keys(properties)) names.add(name);
    if (id !== undefined) names.add('id');
    if (names.size > MAX_COLUMNS) break;
  }
  return [...names].slice(0, MAX_COLUMNS);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const noTopology = () =>
  unreadable(
    'The file is JSON, but not a TopoJSON topology with arcs and objects',
    'Il file è JSON, ma non una topologia TopoJSON con archi e oggetti',
  );
const tooLong = () =>
  unreadable(
    'A TopoJSON must be read whole, and this one is longer than 200 MB: save it as GeoJSON or GeoPackage',
    'Un TopoJSON va letto per intero, e questo supera 200 MB: salvarlo come GeoJSON o GeoPackage',
  );
const tooDeep = () =>
  unreadable(`The file is nested deeper than ${MAX_DEPTH} levels`, `Il file ha più di ${MAX_DEPTH} livelli`);
const unfoldsTooFar = () =>
  unreadable(
    'The shapes of the file come to more than 50 million positions: simplify or split it',
    'Le forme del file superano 50 milioni di posizioni: semplificarlo o dividerlo',
  );
