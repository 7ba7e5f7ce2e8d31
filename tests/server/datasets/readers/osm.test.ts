import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OsmElement, OsmNode } from '../../../../server/datasets/readers/osm-element.ts';
import { osmPbf } from '../../../../server/datasets/readers/osm-pbf.ts';
import { osmXml } from '../../../../server/datasets/readers/osm-xml.ts';
import { readAll, sourceOf } from '../../../helpers/source-of.ts';
import { writeOsmPbf, writeOsmXml } from '../../../helpers/write-osm.ts';

const FORMATS = [
  ['XML', osmXml, (elements: readonly OsmElement[]) => sourceOf(writeOsmXml(elements), 'a.osm', 100)],
  ['PBF', osmPbf, (elements: readonly OsmElement[]) => sourceOf(writeOsmPbf(elements), 'a.osm.pbf', 100)],
] as const;

const node = (id: number, lng: number, lat: number, tags = {}): OsmNode => ({ type: 'node', id, lng, lat, tags });
const way = (id: number, refs: number[], tags = {}): OsmElement => ({ type: 'way', id, refs, tags });
const at = (nodes: readonly OsmNode[], refs: readonly number[]) =>
  refs.map((ref) => nodes.find(({ id }) => id === ref)!).map(({ lng, lat }) => [lng, lat]);

/** Four corners of a square, and of a smaller one within it. */
const CORNERS = [
  node(1, 9, 45),
  node(2, 9.04, 45),
  node(3, 9.04, 45.04),
  node(4, 9, 45.04),
  node(5, 9.01, 45.01),
  node(6, 9.02, 45.01),
  node(7, 9.02, 45.02),
  node(8, 9.01, 45.02),
];

test.each(FORMATS)(
  '%s: an area whose border lies in several ways is joined, with its hole',
  async (_, reader, write) => {
    const relation: OsmElement = {
      type: 'relation',
      id: 20,
      members: [
        { type: 'way', ref: 10, role: 'outer' },
        // The second half runs the other way.
        { type: 'way', ref: 11, role: 'outer' },
        { type: 'way', ref: 12, role: 'inner' },
        { type: 'node', ref: 1, role: 'label' },
      ],
      tags: { type: 'multipolygon', landuse: 'industrial', name: 'Area "A" & figli' },
    };
    const ways = [way(10, [1, 2, 3]), way(11, [1, 4, 3]), way(12, [5, 6, 7, 8, 5])];
    const { records, faults } = await readAll(reader, write([...CORNERS, ...ways, relation]), 'zones');
    expect(faults).toEqual([]);
    expect(records).toHaveLength(1);
    expect(records[0]!.properties).toMatchObject({ id: 'relation/20', name: 'Area "A" & figli' });
    expect(records[0]!.geometry).toEqual({
      type: 'MultiPolygon',
      coordinates: [[at(CORNERS, [1, 2, 3, 4, 1]), at(CORNERS, [5, 6, 7, 8, 5])]],
    });
  },
);

test.each(FORMATS)('%s: an area that the file has in part only is a fault that says so', async (_, reader, write) => {
  const area = (id: number, members: number[]): OsmElement => ({
    type: 'relation',
    id,
    members: members.map((ref) => ({ type: 'way', ref, role: 'outer' })),
    tags: { type: 'multipolygon', landuse: 'commercial' },
  });
  const elements = [...CORNERS, way(10, [1, 2, 3]), area(20, [10]), area(21, [10, 99])];
  const { records, faults } = await readAll(reader, write(elements), 'zones');
  expect(records).toEqual([]);
  expect(faults.map(({ value, reason }) => [value, reason.en])).toEqual([
    ['relation/20', 'its border is not closed, or the file holds it in part only'],
    ['relation/21', expect.stringContaining('extract with whole relations')],
  ]);
});

const degrees = (most: number) => fc.integer({ min: -most * 1e7, max: most * 1e7 }).map((units) => units / 1e7);
const text = fc.string({ unit: 'grapheme', maxLength: 12 }).filter((some) => !/\p{C}|\p{Cn}/u.test(some));
const tags = fc.dictionary(
  text.filter((key) => key !== '' && key !== '__proto__' && key !== 'id' && key !== 'osm_nodes'),
  text,
  { maxKeys: 4 },
);
const map = fc
  .uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 2 ** 40 }), lng: degrees(180), lat: degrees(90), tags }), {
    selector: ({ id }) => id,
    minLength: 2,
    maxLength: 12,
  })
  .chain((nodes) =>
    fc
      .array(fc.record({ refs: fc.array(fc.constantFrom(...nodes.map(({ id }) => id)), { minLength: 2 }), tags }), {
        maxLength: 6,
      })
      .map((ways) => ({ nodes, ways })),
  );

test.each(FORMATS)('%s: roads and house numbers written are read back', async (_, reader, write) => {
  await fc.assert(
    fc.asyncProperty(map, async ({ nodes, ways }) => {
      const houses = nodes.map(({ tags: own, ...place }): OsmNode => ({
        type: 'node',
        ...place,
        tags: { ...own, 'addr:housenumber': '1' },
      }));
      const roads = ways.map((one, index) => way(index + 1, one.refs, { ...one.tags, highway: 'service' }));
      const source = write([...houses, ...roads]);
      const read = async (layer: string) =>
        (await readAll(reader, source, layer)).records.map(({ properties, geometry }) => ({
          properties: { ...properties },
          geometry,
        }));
      expect(await read('addresses')).toEqual(
        houses.map(({ id, lng, lat, tags: own }) => ({
          properties: { ...own, id: `node/${id}` },
          geometry: { type: 'Point', coordinates: [lng, lat] },
        })),
      );
      expect(await read('roads')).toEqual(
        ways.map(({ refs, tags: own }, index) => ({
          properties: { ...own, highway: 'service', id: `way/${index + 1}`, osm_nodes: [refs] },
          geometry: { type: 'LineString', coordinates: at(houses, refs) },
        })),
      );
    }),
    { seed: 5, numRuns: 100 },
  );
});
