import { PbfReader } from 'pbf';
import { noTags, NANODEGREES_PER_UNIT, UNITS_PER_DEGREE, type OsmElement, type Tags } from './osm-element.ts';

/** Numbers of fields and types: https://github.com/openstreetmap/OSM-binary/blob/master/osmpbf/osmformat.proto */
interface Block {
  strings: Uint8Array[];
  groups: Uint8Array[];
  granularity: number;
  latOffset: number;
  lngOffset: number;
}

const MEMBER_TYPES = ['node', 'way', 'relation'] as const;
const text = new TextDecoder();

/** What a file needs its reader to understand. */
export function readRequiredFeatures(bytes: Uint8Array): string[] {
  const features: string[] = [];
  eachField(bytes, (tag, pbf) => (tag === 4 ? features.push(pbf.readString()) : 0));
  return features;
}

/** The elements of one type in a primitive block, in its order. */
export function readBlock(bytes: Uint8Array, type: OsmElement['type']): OsmElement[] {
  const block: Block = { strings: [], groups: [], granularity: 100, latOffset: 0, lngOffset: 0 };
  eachField(bytes, (tag, pbf) => {
    if (tag === 1)
      eachField(pbf.readBytes(), (inner, table) => (inner === 1 ? block.strings.push(table.readBytes()) : 0));
    else if (tag === 2) block.groups.push(pbf.readBytes());
    else if (tag === 17) block.granularity = pbf.readVarint(true);
    else if (tag === 19) block.latOffset = pbf.readVarint(true);
    else if (tag === 20) block.lngOffset = pbf.readVarint(true);
  });
  const elements: OsmElement[] = [];
  for (const group of block.groups) {
    eachField(group, (tag, pbf) => {
      if (type === 'node' && tag === 1) elements.push(readNode(pbf.readBytes(), block));
      else if (type === 'node' && tag === 2) elements.push(...readDense(pbf.readBytes(), block));
      else if (type === 'way' && tag === 3) elements.push(readWay(pbf.readBytes(), block));
      else if (type === 'relation' && tag === 4) elements.push(readRelation(pbf.readBytes(), block));
    });
  }
  return elements;
}

/** Hands every field to who may read it; what is not read is passed over. */
export function eachField(bytes: Uint8Array, read: (tag: number, pbf: PbfReader) => unknown): void {
  const pbf = new PbfReader(bytes);
  pbf.readFields((tag) => read(tag, pbf), null);
  if (pbf.pos !== pbf.length) throw new RangeError('a field goes on after its end');
}

function readNode(bytes: Uint8Array, block: Block): OsmElement {
  const read = { id: 0, lng: 0, lat: 0 };
  const tags = readTagged(bytes, block, (tag, pbf) => {
    if (tag === 1) read.id = pbf.readSVarint();
    else if (tag === 8) read.lat = pbf.readSVarint();
    else if (tag === 9) read.lng = pbf.readSVarint();
  });
  return { type: 'node', id: read.id, ...placeOf(read.lng, read.lat, block), tags };
}

function* readDense(bytes: Uint8Array, block: Block): Generator<OsmElement> {
  let [ids, lats, lngs, keysValues]: number[][] = [[], [], [], []];
  eachField(bytes, (tag, pbf) => {
    if (tag === 1) ids = pbf.readPackedSVarint();
    else if (tag === 8) lats = pbf.readPackedSVarint();
    else if (tag === 9) lngs = pbf.readPackedSVarint();
    else if (tag === 10) keysValues = pbf.readPackedVarint();
  });
  if (ids!.length !== lats!.length || ids!.length !== lngs!.length) throw new RangeError('nodes without a place');
  let [id, lat, lng, at] = [0, 0, 0, 0];
  for (let index = 0; index < ids!.length; index += 1) {
    id += ids![index]!;
    lat += lats![index]!;
    lng += lngs![index]!;
    const tags = noTags();
    for (; at < keysValues!.length && keysValues![at] !== 0; at += 2) {
      tags[stringAt(block, keysValues![at]!)] = stringAt(block, keysValues![at + 1]!);
    }
    at += 1;
    yield { type: 'node', id, ...placeOf(lng, lat, block), tags };
  }
}

function readWay(bytes: Uint8Array, block: Block): OsmElement {
  let id = 0;
  let refs: number[] = [];
  const tags = readTagged(bytes, block, (tag, pbf) => {
    if (tag === 1) id = pbf.readVarint(true);
    else if (tag === 8) refs = running(pbf.readPackedSVarint());
  });
  return { type: 'way', id, refs, tags };
}

function readRelation(bytes: Uint8Array, block: Block): OsmElement {
  let [id, roles, refs, types]: [number, number[], number[], number[]] = [0, [], [], []];
  const tags = readTagged(bytes, block, (tag, pbf) => {
    if (tag === 1) id = pbf.readVarint(true);
    else if (tag === 8) roles = pbf.readPackedVarint();
    else if (tag === 9) refs = running(pbf.readPackedSVarint());
    else if (tag === 10) types = pbf.readPackedVarint();
  });
  const members = refs.map((ref, at) => {
    const type = MEMBER_TYPES[types[at]!];
    if (type === undefined) throw new RangeError('a member of no type');
    return { type, ref, role: stringAt(block, roles[at]!) };
  });
  return { type: 'relation', id, members, tags };
}

/** Reads an element's own fields, and its tags. */
function readTagged(bytes: Uint8Array, block: Block, read: (tag: number, pbf: PbfReader) => void): Tags {
  let [keys, values]: number[][] = [[], []];
  eachField(bytes, (tag, pbf) => {
    if (tag === 2) keys = pbf.readPackedVarint();
    else if (tag === 3) values = pbf.readPackedVarint();
    else read(tag, pbf);
  });
  const tags = noTags();
  for (const [at, key] of keys!.entries()) tags[stringAt(block, key)] = stringAt(block, values![at]!);
  return tags;
}

/** Ids are stored as differences from the one before. */
function running(differences: number[]): number[] {
  let sum = 0;
  return differences.map((difference) => (sum += difference));
}

function stringAt({ strings }: Block, at: number): string {
  const bytes = strings[at];
  if (bytes === undefined) throw new RangeError('a text that is not there');
  return text.decode(bytes);
}

function placeOf(lng: number, lat: number, { granularity, lngOffset, latOffset }: Block): { lng: number; lat: number } {
  const degrees = (offset: number, steps: number) =>
    Math.round((offset + granularity * steps) / NANODEGREES_PER_UNIT) / UNITS_PER_DEGREE;
  return { lng: degrees(lngOffset, lng), lat: degrees(latOffset, lat) };
}
