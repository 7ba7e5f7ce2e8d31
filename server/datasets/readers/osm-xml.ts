import type { SaxesTagPlain } from 'saxes';
import { FILE_LIMITS } from '../limits.ts';
import type { FormatReader } from './format-reader.ts';
import { unreadable } from './json-problems.ts';
import { noTags, type OsmElement, type ReadElements } from './osm-element.ts';
import { OSM_LAYERS, readOsmRecords } from './osm-records.ts';
import type { Source } from './source.ts';
import { parseXml, type XmlEvents } from './xml-text.ts';

/** Reads OpenStreetMap XML, element by element; no document type, no entities. */
export const osmXml: FormatReader = {
  format: 'osmXml',
  layers: () => Promise.resolve(OSM_LAYERS),
  read: (source, { layer = null, limits = FILE_LIMITS }) => {
    const elements: ReadElements = (type) => readElements(source, type, limits.depth) as never;
    return readOsmRecords(elements, layer);
  },
};

async function* readElements(source: Source, type: OsmElement['type'], depth: number): AsyncGenerator<OsmElement[]> {
  const gathering = new Gathering(type);
  for await (const _ of parseXml(source.read(), depth, gathering)) {
    const elements = gathering.take();
    if (elements.length > 0) yield elements;
  }
}

const MEMBER_TYPES = ['node', 'way', 'relation'] as const;

/** Gathers the elements of one type from tags that open and close. */
class Gathering implements XmlEvents {
  readonly #type: OsmElement['type'];
  #element: OsmElement | null = null;
  #isDeleted = false;
  #elements: OsmElement[] = [];

  constructor(type: OsmElement['type']) {
    this.#type = type;
  }

  take(): OsmElement[] {
    const taken = this.#elements;
    this.#elements = [];
    return taken;
  }

  open({ name, attributes }: SaxesTagPlain, line: number): void {
    const element = this.#element;
    if (name === this.#type && element === null) {
      this.#isDeleted = attributes['action'] === 'delete' || attributes['visible'] === 'false';
      this.#element = begin(name, attributes, line, this.#isDeleted);
    } else if (element === null) return;
    else if (name === 'tag') element.tags[attributes['k'] ?? ''] = attributes['v'] ?? '';
    else if (name === 'nd' && element.type === 'way') element.refs.push(idOf(attributes['ref'], line));
    else if (name === 'member' && element.type === 'relation') {
      const type = MEMBER_TYPES.find((one) => one === attributes['type']);
      if (type === undefined) throw noElement(line, 'type', attributes['type']);
      element.members.push({ type, ref: idOf(attributes['ref'], line), role: attributes['role'] ?? '' });
    }
  }

  text(): void {}

  close(name: string): void {
    if (name !== this.#type || this.#element === null) return;
    if (!this.#isDeleted) this.#elements.push(this.#element);
    this.#element = null;
  }
}

function begin(
  type: OsmElement['type'],
  attributes: SaxesTagPlain['attributes'],
  line: number,
  isDeleted: boolean,
): OsmElement {
  const id = idOf(attributes['id'], line);
  const tags = noTags();
  if (type === 'way') return { type, id, refs: [], tags };
  if (type === 'relation') return { type, id, members: [], tags };
  if (isDeleted) return { type, id, lng: 0, lat: 0, tags };
  return { type, id, lng: degrees('lon', 180, attributes, line), lat: degrees('lat', 90, attributes, line), tags };
}

/** JOSM gives what is new a negative id. */
function idOf(value: string | undefined, line: number): number {
  if (!/^-?\d{1,15}$/.test(value ?? '')) throw noElement(line, 'id', value);
  return Number(value);
}

function degrees(name: string, max: number, attributes: SaxesTagPlain['attributes'], line: number): number {
  const value = attributes[name];
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value ?? '') ? Number(value) : Number.NaN;
  if (!(Math.abs(number) <= max)) throw noElement(line, name, value);
  return Math.round(number * 1e7) / 1e7;
}

function noElement(line: number, name: string, value: string | undefined) {
  const found = value === undefined ? '-' : `"${value.slice(0, 50)}"`;
  return unreadable(
    `Line ${line}: ${name} is ${found}, which is none of OpenStreetMap. Export the file again`,
    `Linea ${line}: ${name} è ${found}, che non è di OpenStreetMap. Esportare di nuovo il file`,
  );
}
