import { epsgCrs } from './declared-crs.ts';
import type { Layer } from './format-reader.ts';
import { unreadable } from './json-problems.ts';
import { noLayer } from './members.ts';
import type { ReadEvent } from './source-record.ts';

type Thing = Record<string, unknown>;

/** What of a network is read, and the property that is its geometry. */
const GEOMETRY = { nodes: 'location', spans: 'route' } as const;
type LayerName = keyof typeof GEOMETRY;
const NAMES = Object.keys(GEOMETRY) as LayerName[];

/** Of an organisation or a phase, what nodes and spans refer to by id. */
const TO_ORGANISATION = ['physicalInfrastructureProvider', 'networkProviders'];

/** What there is to choose among in networks of the Open Fibre Data Standard. */
export function ofdsLayers(networks: readonly Thing[]): Layer[] {
  const layers = NAMES.map((name) => ({
    name,
    columns: null,
    crs: epsgCrs(4326),
    records: networks.reduce((sum, network) => sum + listOf(network[name]).length, 0),
    text: null,
  })).filter(({ records }) => records > 0);
  if (layers.length === 0) throw nothingThere(networks);
  return layers;
}

/**
 * Nodes or spans of networks, with what the GeoJSON of the standard has as properties: organisations, phases, the nodes
 * at a span's ends and the network itself stand where the JSON has their ids.
 */
export function* readNetworks(networks: readonly Thing[], layer: string | null): Generator<ReadEvent> {
  const name = (layer ?? ofdsLayers(networks)[0]!.name) as LayerName;
  if (!NAMES.includes(name)) throw noLayer(name);
  let row = 0;
  for (const network of networks) {
    const resolve = resolverOf(network);
    for (const item of listOf(network[name])) {
      row += 1;
      const line = isThing(item) && typeof item[LINE] === 'number' ? item[LINE] : row;
      if (!isThing(item)) {
        const reason = { en: 'not a node or span of a network', it: 'non è un nodo o una tratta di una rete' };
        const value = (JSON.stringify(item) ?? 'null').slice(0, 100);
        yield { type: 'fault', error: { row, line, column: null, value, reason } };
        continue;
      }
      const { properties, geometry } = resolve(item, name);
      yield { type: 'record', record: { row, line, properties, geometry, size: JSON.stringify(item).length } };
    }
  }
}

/** Where in its file a thing begins, where that is known. */
export const LINE = Symbol('line');

function resolverOf(network: Thing): (item: Thing, name: LayerName) => { properties: Thing; geometry: unknown } {
  const organisations = byId(network['organisations']);
  const phases = byId(network['phases']);
  const nodes = byId(network['nodes']);
  const about = without(network, ['nodes', 'spans', 'phases', 'organisations']);
  const organisation = (reference: unknown) => follow(reference, organisations);
  const phase = (reference: unknown) => {
    const found = follow(reference, phases);
    return isThing(found) && Array.isArray(found['funders'])
      ? { ...found, funders: found['funders'].map(organisation) }
      : found;
  };
  return (item, name) => {
    const properties = without(item, [GEOMETRY[name]]);
    if ('phase' in properties) properties['phase'] = phase(properties['phase']);
    for (const key of TO_ORGANISATION) {
      if (!(key in properties)) continue;
      const value = properties[key];
      properties[key] = Array.isArray(value) ? value.map(organisation) : organisation(value);
    }
    for (const end of name === 'spans' ? ['start', 'end'] : []) {
      const node = typeof properties[end] === 'string' ? nodes.get(properties[end]) : undefined;
      if (node !== undefined) properties[end] = node;
    }
    if (Object.keys(about).length > 0 && !('network' in properties)) properties['network'] = about;
    return { properties, geometry: item[GEOMETRY[name]] ?? null };
  };
}

/** What a reference means, and what it says itself where that says nothing. */
function follow(reference: unknown, things: ReadonlyMap<string, Thing>): unknown {
  if (!isThing(reference) || typeof reference['id'] !== 'string') return reference;
  const found = things.get(reference['id']);
  return found === undefined ? reference : { ...reference, ...found };
}

function byId(list: unknown): Map<string, Thing> {
  const things = new Map<string, Thing>();
  // Of two with one id the first is meant: real networks have them.
  for (const thing of listOf(list)) {
    if (isThing(thing) && typeof thing['id'] === 'string' && !things.has(thing['id'])) things.set(thing['id'], thing);
  }
  return things;
}

function without(thing: Thing, keys: readonly string[]): Thing {
  return Object.assign(
    Object.create(null) as Thing,
    Object.fromEntries(Object.entries(thing).filter(([key]) => !keys.includes(key))),
  );
}

export const isThing = (value: unknown): value is Thing & { [LINE]?: number } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

function nothingThere(networks: readonly Thing[]) {
  const links = networks
    .flatMap(({ links }) => listOf(links))
    .filter((link) => isThing(link) && /nodes|spans/i.test(String(link['rel'])))
    .map((link) => String((link as Thing)['href']).slice(0, 200))
    .slice(0, 4);
  const elsewhere = links.length === 0 ? '' : `: ${links.join(', ')}`;
  return unreadable(
    `The file names networks, but holds no nodes or spans of them. Download those and import them${elsewhere}`,
    `Il file nomina delle reti, ma non ne contiene nodi o tratte. Scaricarli e importare quelli${elsewhere}`,
  );
}
