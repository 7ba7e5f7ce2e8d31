import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js';
import { topology } from 'topojson-server';
import { expect, test } from 'vitest';
import { keepFile } from '../../../../server/datasets/files/open-file.ts';
import { recognise } from '../../../../server/datasets/readers/formats.ts';
import { Problem } from '../../../../server/problem.ts';
import { ownFolder } from '../../../helpers/sources.ts';
import { writeGeoPackage } from '../../../helpers/write-geopackage.ts';
import { writeShapefile } from '../../../helpers/write-shapefile.ts';
import type { OsmElement } from '../../../../server/datasets/readers/osm-element.ts';
import { writeOsmPbf } from '../../../helpers/write-osm.ts';
import { writeZip } from '../../../helpers/write-zip.ts';

/** Files in all; ten thousand are tried with MUTATIONS=10000. */
const MUTATIONS = Number(process.env['MUTATIONS'] ?? 1200);
const MAX_SECONDS = 5;

const polygon: GeoJSON.Polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [0, 9],
      [9, 9],
      [9, 0],
      [0, 0],
    ],
  ],
};
const point: GeoJSON.Point = { type: 'Point', coordinates: [9.69, 45.36] };
const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Folder><name>a</name>${'<Placemark><name>b</name><ExtendedData><Data name="c"><value>1</value></Data></ExtendedData><Polygon><outerBoundaryIs><LinearRing><coordinates>1,2,3 4,5,6 7,8,9 1,2,3</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>'.repeat(3)}</Folder></kml>`;
const shape = writeShapefile(
  [
    { name: 'name', type: 'C', length: 10 },
    { name: 'area', type: 'N', length: 8 },
  ],
  [polygon, null, point, polygon].map((geometry) => ({ geometry, values: ['Crema', '34.5'] })),
);
const stored = (files: Record<string, Uint8Array | string>) =>
  writeZip(
    Object.entries(files).map(([name, content]) => ({ name, content, packed: Buffer.from(content), method: 0 })),
  );

const features = [polygon, point].map((geometry, at) => ({ type: 'Feature', properties: { name: 'a', at }, geometry }));
const sheet =
  '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" s="1"><v>45000.5</v></c></row><row r="3"><c r="A3" t="b"><v>1</v></c><c r="B3"><v>2.5</v></c></row></sheetData></worksheet>';
const workbook = {
  'xl/workbook.xml': '<workbook><sheets><sheet name="a" sheetId="1"/></sheets></workbook>',
  'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
  'xl/sharedStrings.xml': '<sst><si><t>name</t></si><si><r><t>day</t></r></si></sst>',
  'xl/worksheets/sheet1.xml': sheet,
};
const osm = `<osm version="0.6">${[1, 2, 3, 4].map((id) => `<node id="${id}" lat="45.${id}" lon="9.${id % 3}"/>`).join('')}<way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="landuse" v="industrial"/></way><way id="2"><nd ref="1"/><nd ref="4"/><tag k="highway" v="residential"/></way></osm>`;
const osmElements: OsmElement[] = [
  ...[1, 2, 3, 4].map((id): OsmElement => ({ type: 'node', id, lng: 9 + (id % 3) / 10, lat: 45 + id / 10, tags: {} })),
  { type: 'way', id: 1, refs: [1, 2, 3, 1], tags: { landuse: 'industrial' } },
  { type: 'way', id: 2, refs: [1, 4], tags: { highway: 'residential' } },
  {
    type: 'relation',
    id: 1,
    members: [{ type: 'way', ref: 1, role: 'outer' }],
    tags: { type: 'multipolygon', landuse: 'commercial' },
  },
];
const network = {
  networks: [
    {
      id: 'n',
      name: 'N',
      nodes: [0, 1].map((at) => ({ id: `n${at}`, name: 'x', location: { type: 'Point', coordinates: [9 + at, 45] } })),
      spans: [
        {
          id: 's',
          start: 'n0',
          end: 'n1',
          route: {
            type: 'LineString',
            coordinates: [
              [9, 45],
              [10, 45],
            ],
          },
        },
      ],
    },
  ],
};

/** One valid file of each format, in an archive where it comes in one; packed without compression, so that a flipped bit reaches the reader. */
const makeFiles = (): Record<string, Buffer> => ({
  'a.csv': Buffer.from('\ufeffname;città;"lat, lng"\r\n"a ""b";Crema;45,3 9,7\r\n1.234,5;;\r\nè;"x\r\ny";z\r\n'),
  'a.geojson': Buffer.from(JSON.stringify({ type: 'FeatureCollection', features })),
  'a.geojsonl': Buffer.from(features.map((one) => JSON.stringify(one)).join('\n')),
  'a.topojson': Buffer.from(
    JSON.stringify(topology({ a: { type: 'FeatureCollection', features } as GeoJSON.FeatureCollection }, 1e4)),
  ),
  'a.xlsx': stored(workbook),
  'a.osm': Buffer.from(osm),
  'a.osm.pbf': writeOsmPbf(osmElements, { packed: false }),
  'network.json': Buffer.from(JSON.stringify(network)),
  'a.kml': Buffer.from(kml),
  'a.kmz': writeZip([{ name: 'doc.kml', content: kml }]),
  'a.shp.zip': stored(shape),
  'a.gpkg': writeGeoPackage([
    { name: 'zone', epsg: 4326, features: [{ geometry: polygon, name: 'a', count: 1 }] },
    { name: 'punti', epsg: 4326, features: [{ geometry: point, name: 'b', count: null }] },
  ]),
  'a.fgb': Buffer.from(
    serialize({
      type: 'FeatureCollection',
      features: [polygon, { type: 'MultiPolygon', coordinates: [polygon.coordinates] } as GeoJSON.MultiPolygon].map(
        (geometry) => ({ type: 'Feature', properties: { name: 'a', n: 1 }, geometry }),
      ),
    }),
  ),
});

/** A part of the file: `fc.double` would be near 0 nearly always. */
const share = fc.nat(2 ** 20 - 1).map((part) => part / 2 ** 20);
const mutation = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      how: fc.constant('flip' as const),
      places: fc.array(fc.tuple(share, fc.nat(7)), { minLength: 1, maxLength: 12 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ how: fc.constant('cut' as const), at: share }) },
  {
    weight: 2,
    arbitrary: fc.record({ how: fc.constant('splice' as const), at: share, from: share, other: fc.nat(20) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      how: fc.constant('extreme' as const),
      at: share,
      value: fc.constantFrom(0, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff),
    }),
  },
);
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutate(bytes: Buffer, change: Mutation, others: Buffer[]): Buffer {
  const copy = Buffer.from(bytes);
  const at = (part: number) => Math.floor(part * copy.length);
  switch (change.how) {
    case 'flip':
      for (const [place, bit] of change.places) copy[at(place)]! ^= 1 << bit;
      return copy;
    case 'cut':
      return copy.subarray(0, at(change.at));
    case 'splice': {
      const other = others[change.other % others.length]!;
      return Buffer.concat([copy.subarray(0, at(change.at)), other.subarray(Math.floor(change.from * other.length))]);
    }
    case 'extreme':
      copy.writeUInt32LE(change.value, Math.min(at(change.at), copy.length - 4));
      return copy;
  }
}

/** The archive of a shapefile or a workbook is whole, what lies in it is not: its checksum would tell before the reader could. */
function damage(name: string, files: Record<string, Buffer>, change: Mutation): Buffer {
  const others = Object.values(files);
  if (name === 'a.xlsx') {
    const damaged = 'value' in change ? 'xl/sharedStrings.xml' : 'xl/worksheets/sheet1.xml';
    return stored({ ...workbook, [damaged]: mutate(Buffer.from(workbook[damaged]), change, others) });
  }
  if (name !== 'a.shp.zip') return mutate(files[name]!, change, others);
  const part = 'value' in change || change.how === 'flip' ? 'shape.shp' : 'shape.dbf';
  return stored({ ...shape, [part]: mutate(shape[part], change, others) });
}

/** Reads all layers; how many records, or the problem that it is refused with. */
async function readWhole(name: string, bytes: Buffer, folder: string): Promise<number | Problem> {
  const pieces = async function* () {
    yield bytes;
  };
  const file = await keepFile(pieces(), name, { folder });
  try {
    const { source, reader } = await recognise(file.source);
    let records = 0;
    for (const layer of await reader.layers(source)) {
      for await (const event of reader.read(source, { layer: layer.name || null })) {
        if (event.type === 'record') records += 1;
      }
    }
    return records;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  } finally {
    await file.close();
  }
}

const NAMES = [
  'a.osm.pbf',
  'a.csv',
  'a.geojson',
  'a.geojsonl',
  'a.topojson',
  'a.xlsx',
  'a.osm',
  'network.json',
  'a.kml',
  'a.kmz',
  'a.shp.zip',
  'a.gpkg',
  'a.fgb',
];

test.each(NAMES)(
  '%s however damaged is read, or refused with a reason, in time',
  async (name) => {
    const files = makeFiles();
    const folder = ownFolder();
    expect(await readWhole(name, files[name]!, folder)).toBeGreaterThan(1);
    const outcomes = { read: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(mutation, async (change) => {
        const started = performance.now();
        const outcome = await readWhole(name, damage(name, files, change), folder);
        expect(performance.now() - started).toBeLessThan(MAX_SECONDS * 1000);
        if (typeof outcome === 'number') outcomes.read += 1;
        else {
          outcomes.refused += 1;
          expect(['file-unreadable', 'file-too-large']).toContain(outcome.kind);
        }
      }),
      { seed: 5, numRuns: Math.ceil(MUTATIONS / NAMES.length) },
    );
    expect(outcomes.read).toBeGreaterThan(0);
    expect(outcomes.refused).toBeGreaterThan(0);
    rmSync(folder, { recursive: true, force: true });
  },
  600_000,
);
