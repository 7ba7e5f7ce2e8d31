import type { SaxesTagPlain } from 'saxes';
import type { FileLimits } from '../limits.ts';
import { tooManyVertices, type GeometryFault } from './geometry-fault.ts';
import type { XmlEvents } from './xml-text.ts';

/** One placemark as an XML document of its own. */
export interface Placemark {
  xml: string;
  /** where it begins */
  line: number;
  /** names of the folders it lies in, from the outermost on */
  folder: string;
  /** why its text was not kept */
  fault: GeometryFault | null;
}

/** Elements of a placemark that say how it looks, or lead elsewhere. */
const LEFT_OUT = new Set([
  'Style',
  'StyleMap',
  'NetworkLink',
  'GroundOverlay',
  'Model',
  'AbstractView',
  'Camera',
  'LookAt',
  'Region',
]);
/** A vertex is at least this long: "1,2 ". */
const CHARACTERS_OF_VERTEX = 4;

/** Cuts the placemarks out of a KML file while it is parsed, without building the whole. */
export class PlacemarkCutter implements XmlEvents {
  readonly #limits: Pick<FileLimits, 'vertices'>;
  #done: Placemark[] = [];
  /** open elements, by their local names */
  #path: string[] = [];
  #folders: string[] = [];
  #pieces: string[] | null = null;
  #line = 0;
  #vertices = 0;
  /** how deep inside what is left out */
  #leftOut = 0;

  constructor(limits: Pick<FileLimits, 'vertices'>) {
    this.#limits = limits;
  }

  /** The placemarks that have ended since they were last taken. */
  take(): Placemark[] {
    const done = this.#done;
    this.#done = [];
    return done;
  }

  open({ name, attributes }: SaxesTagPlain, line: number): void {
    const local = localName(name);
    if (local === 'Folder') this.#folders.push('');
    if (local === 'Placemark' && this.#pieces === null) {
      this.#pieces = [];
      this.#line = line;
      this.#vertices = 0;
    }
    this.#path.push(local);
    if (this.#pieces === null) return;
    if (this.#leftOut > 0 || LEFT_OUT.has(local)) {
      this.#leftOut += 1;
      return;
    }
    let tag = `<${keptName(name)}`;
    for (const [attribute, value] of Object.entries(attributes)) {
      if (/^[A-Za-z_][\w.-]*$/.test(attribute) && attribute !== 'xmlns') tag += ` ${attribute}="${escaped(value)}"`;
    }
    this.#pieces.push(`${tag}>`);
  }

  text(text: string): void {
    const inside = this.#path.at(-1);
    if (this.#pieces === null) {
      if (inside === 'name' && this.#path.at(-2) === 'Folder') this.#folders[this.#folders.length - 1] += text.trim();
      return;
    }
    if (this.#leftOut > 0 || this.#isBeyond()) return;
    if (inside === 'coordinates') this.#vertices += countVertices(text, this.#limits.vertices);
    if (inside === 'coord') this.#vertices += 1;
    if (this.#isBeyond()) this.#pieces = [];
    else this.#pieces.push(escaped(text));
  }

  close(name: string): void {
    const local = localName(name);
    this.#path.pop();
    if (local === 'Folder') this.#folders.pop();
    if (this.#pieces === null) return;
    if (this.#leftOut > 0) {
      this.#leftOut -= 1;
      return;
    }
    if (!this.#isBeyond()) this.#pieces.push(`</${keptName(name)}>`);
    if (local !== 'Placemark' || this.#path.includes('Placemark')) return;
    this.#done.push({
      xml: `<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">${this.#pieces.join('')}</kml>`,
      line: this.#line,
      folder: this.#folders.filter((folder) => folder !== '').join(' / '),
      fault: this.#isBeyond() ? tooManyVertices(this.#limits.vertices) : null,
    });
    this.#pieces = null;
  }

  #isBeyond(): boolean {
    return this.#vertices > this.#limits.vertices;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Names of Google's own elements keep their prefix; those of KML are plain, whatever the file calls its namespace. */
function keptName(name: string): string {
  return name.startsWith('gx:') ? name : localName(name);
}

function countVertices(text: string, limit: number): number {
  if (text.length < limit * CHARACTERS_OF_VERTEX) return text.match(/\S+/g)?.length ?? 0;
  let count = 0;
  for (const _ of text.matchAll(/\S+/g)) if ((count += 1) > limit) return count;
  return count;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
