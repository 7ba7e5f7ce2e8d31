import { feature } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import { openText } from './encoding.ts';
import type { FormatReader } from './format-reader.ts';
import { isDeep, MAX_JSON_DEPTH } from './json-depth.ts';
import { unreadable } from './json-problems.ts';
import type { Source } from './source.ts';

type Shape = GeometryObject<GeoJSON.GeoJsonProperties>;

/** Arcs are shared by all shapes, so a topology is held whole. */
const MAX_CHARACTERS = 100 * 1024 * 1024;
const WGS84 = { epsg: 4326, text: 'WGS 84 (TopoJSON)' };

/**
 * Reads the objects of a TopoJSON topology, each a layer; a shape without arcs, or with arcs that are not there, has
 * no geometry. The row of a shape is its place in the object, its line always 1.
 *
 * @throws Problem 'file-unreadable' where it is no topology, or longer than 100 MB
 */
export const topojson: FormatReader = {
  format: 'topojson',
  async layers(source) {
    const { objects } = await readTopology(source);
    return Object.entries(objects).map(([name, object]) => {
      const records = geometriesOf(object).length;
      return { name, columns: null, crs: WGS84, records, text: null };
    });
  },
  async *read(source, { layer = null, encoding = null }) {
    const topology = await readTopology(source, encoding);
    const name = layer ?? Object.keys(topology.objects)[0]!;
    const object = Object.hasOwn(topology.objects, name) ? topology.objects[name] : undefined;
    if (object === undefined) {
      throw unreadable(`There is no object "${name.slice(0, 50)}"`, `Non c'è un oggetto "${name.slice(0, 50)}"`);
    }
    for (const [at, shape] of geometriesOf(object).entries()) {
      const geometry = geometryOf(topology, shape);
      const { id } = shape;
      const said = (shape.properties ?? {}) as Record<string, unknown>;
      const properties = id === undefined || 'id' in said ? said : { ...said, id };
      const size = 100 + JSON.stringify(geometry).length;
      yield { type: 'record', record: { row: at + 1, line: 1, properties, geometry, size } };
    }
  },
};

async function readTopology(source: Source, encoding: Parameters<typeof openText>[1] = null): Promise<Topology> {
  let text = '';
  for await (const piece of (await openText(source, encoding)).text) {
    text += piece;
    if (text.length > MAX_CHARACTERS) throw tooLarge();
  }
  const parsed = parse(text) as Partial<Topology> | null;
  const hasAll = typeof parsed?.objects === 'object' && parsed.objects !== null && Array.isArray(parsed.arcs);
  if (parsed?.type !== 'Topology' || !hasAll || Object.keys(parsed.objects!).length === 0) throw noTopology();
  return parsed as Topology;
}

function parse(text: string): unknown {
  if (isDeep(text)) throw tooDeep();
  try {
    return JSON.parse(text);
  } catch {
    throw noTopology();
  }
}

/** The shapes of an object; itself where it is a single one. */
function geometriesOf(object: Shape): Shape[] {
  const { geometries } = object as Partial<GeometryCollection<GeoJSON.GeoJsonProperties>>;
  if (object?.type !== 'GeometryCollection') return [object];
  return Array.isArray(geometries) ? geometries : [];
}

/** What is wrong with one shape is a fault of its row, which has no geometry then. */
function geometryOf(topology: Topology, shape: Shape): GeoJSON.Geometry | null {
  try {
    const { geometry } = feature(topology, shape as GeometryObject) as GeoJSON.Feature<GeoJSON.Geometry | null>;
    const isEmpty = geometry !== null && 'coordinates' in geometry && geometry.coordinates.length === 0;
    return isEmpty ? null : geometry;
  } catch {
    return null;
  }
}

const tooLarge = () =>
  unreadable(
    'The topology is longer than 100 MB: convert it to GeoJSON or GeoPackage',
    'La topologia supera 100 MB: convertirla in GeoJSON o GeoPackage',
  );

const tooDeep = () =>
  unreadable(
    `The file is nested deeper than ${MAX_JSON_DEPTH} levels`,
    `Il file ha più di ${MAX_JSON_DEPTH} livelli uno dentro l'altro`,
  );

const noTopology = () =>
  unreadable(
    'The file is not a TopoJSON topology with objects and arcs, or is cut short. Export it again, or as GeoJSON',
    'Il file non è una topologia TopoJSON con oggetti e archi, o è troncato. Esportarlo di nuovo, o come GeoJSON',
  );
