import { deflateSync } from 'node:zlib';
import { PbfWriter } from 'pbf';
import type { OsmElement } from '../../server/datasets/readers/osm-element.ts';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' };
const escape = (text: string) => text.replace(/[&<>"\n]/g, (letter) => ESCAPES[letter]!);

/** Writes elements as OpenStreetMap XML. */
export function writeOsmXml(elements: readonly OsmElement[]): string {
  const written = elements.map((element) => {
    const { type, id } = element;
    const place = element.type === 'node' ? ` lat="${element.lat.toFixed(7)}" lon="${element.lng.toFixed(7)}"` : '';
    const inside = [
      ...(element.type === 'way' ? element.refs.map((ref) => `<nd ref="${ref}"/>`) : []),
      ...(element.type === 'relation'
        ? element.members.map((one) => `<member type="${one.type}" ref="${one.ref}" role="${escape(one.role)}"/>`)
        : []),
      ...Object.entries(element.tags).map(([key, value]) => `<tag k="${escape(key)}" v="${escape(value)}"/>`),
    ];
    return `<${type} id="${id}"${place}>${inside.join('')}</${type}>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${written.join('\n')}\n</osm>\n`;
}

const TYPES = ['node', 'way', 'relation'] as const;

/** Writes elements as OpenStreetMap PBF, a block for each type; nodes dense; blocks packed with zlib, or as they are. */
export function writeOsmPbf(elements: readonly OsmElement[], { packed = true } = {}): Buffer {
  const header = new PbfWriter();
  for (const feature of ['OsmSchema-V0.6', 'DenseNodes']) header.writeStringField(4, feature);
  const blocks = TYPES.map((type) => elements.filter((element) => element.type === type)).filter(
    (some) => some.length > 0,
  );
  return Buffer.concat([
    blob('OSMHeader', header.finish(), packed),
    ...blocks.map((some) => blob('OSMData', block(some), packed)),
  ]);
}

function blob(type: string, bytes: Uint8Array, isPacked: boolean): Buffer {
  const written = new PbfWriter();
  if (isPacked) {
    written.writeVarintField(2, bytes.length);
    written.writeBytesField(3, deflateSync(bytes));
  } else written.writeBytesField(1, bytes);
  const content = written.finish();
  const header = new PbfWriter();
  header.writeStringField(1, type);
  header.writeVarintField(3, content.length);
  const named = header.finish();
  const length = Buffer.alloc(4);
  length.writeUInt32BE(named.length);
  return Buffer.concat([length, named, content]);
}

function block(elements: readonly OsmElement[]): Uint8Array {
  // The first text of a block is never used: 0 ends the tags of a dense node.
  const strings = [''];
  const numberOf = (text: string): number => {
    const at = strings.indexOf(text, 1);
    return at > 0 ? at : strings.push(text) - 1;
  };
  const group = new PbfWriter();
  const nodes = elements.filter((element) => element.type === 'node');
  if (nodes.length > 0) {
    const dense = new PbfWriter();
    dense.writePackedSVarint(1, differences(nodes.map(({ id }) => id)));
    dense.writePackedSVarint(8, differences(nodes.map(({ lat }) => Math.round(lat * 1e7))));
    dense.writePackedSVarint(9, differences(nodes.map(({ lng }) => Math.round(lng * 1e7))));
    const tags = nodes.map((node) => Object.entries(node.tags).flatMap((pair) => pair.map(numberOf)));
    dense.writePackedVarint(
      10,
      tags.flatMap((some) => [...some, 0]),
    );
    group.writeBytesField(2, dense.finish());
  }
  for (const element of elements) {
    if (element.type === 'node') continue;
    const one = new PbfWriter();
    one.writeVarintField(1, element.id);
    one.writePackedVarint(2, Object.keys(element.tags).map(numberOf));
    one.writePackedVarint(3, Object.values(element.tags).map(numberOf));
    if (element.type === 'way') one.writePackedSVarint(8, differences(element.refs));
    else {
      const { members } = element;
      one.writePackedVarint(
        8,
        members.map(({ role }) => numberOf(role)),
      );
      one.writePackedSVarint(9, differences(members.map(({ ref }) => ref)));
      one.writePackedVarint(
        10,
        members.map(({ type }) => TYPES.indexOf(type)),
      );
    }
    group.writeBytesField(element.type === 'way' ? 3 : 4, one.finish());
  }
  const table = new PbfWriter();
  for (const text of strings) table.writeBytesField(1, new TextEncoder().encode(text));
  const whole = new PbfWriter();
  whole.writeBytesField(1, table.finish());
  whole.writeBytesField(2, group.finish());
  return whole.finish();
}

const differences = (numbers: readonly number[]): number[] =>
  numbers.map((number, at) => number - (at === 0 ? 0 : numbers[at - 1]!));
