import { DatabaseSync } from 'node:sqlite';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recognise } from '../../../../server/datasets/readers/formats.ts';
import { recogniseBytes } from '../../../../server/datasets/readers/recognise-bytes.ts';
import { ownFolder, readAll, uploaded } from '../../../helpers/sources.ts';
import { writeGeoPackage } from '../../../helpers/write-geopackage.ts';
import { writeShapefile } from '../../../helpers/write-shapefile.ts';
import { writeZip } from '../../../helpers/write-zip.ts';

const recognised = async (name: string, content: Uint8Array | string) =>
  recognise((await uploaded(name, content)).source);
const zip = (files: Record<string, Uint8Array | string>) =>
  writeZip(Object.entries(files).map(([name, content]) => ({ name, content })));
const KML = '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>a</name></Placemark></kml>';
const gpkg = () => writeGeoPackage([{ name: 'zone', epsg: 4326, features: [] }]);
const shape = writeShapefile([{ name: 'name', type: 'C', length: 5 }], [{ geometry: null, values: ['a'] }]);

test.each<[string, string | Buffer, string]>([
  ['a.json', '{"type":"FeatureCollection","features":[]}', 'geojson'],
  ['wrong-name.csv', '\ufeff \n{"name":"x","crs":{"type":"name"},"type":"FeatureCollection","features":[', 'geojson'],
  ['a.json', '{"features":[{"type":"Feature","nodes":1}],"type":"FeatureCollection"}', 'geojson'],
  ['a.json', '{"type":"Topology","objects":{},"arcs":[]}', 'topojson'],
  ['a.geojsonl', '{"type":"Feature"}\n{"type":"Feature"}\n', 'geojsonSequence'],
  ['a.json', '\x1e{"type":"Feature"}\n\x1e{"type":"Feature"}\n', 'geojsonSequence'],
  ['a.json', '{"networks":[{"id":"n","nodes":[]}]}', 'ofdsJson'],
  ['a.json', '{"id":"n","nodes":[],"spans":[]}', 'ofdsJson'],
  ['a.txt', '<?xml version="1.0"?><!-- x --><kml:kml xmlns:kml="x"/>', 'kml'],
  ['a.xml', '<osm version="0.6"></osm>', 'osmXml'],
  ['a.pbf', Buffer.from('\0\0\0\x0d\x0a\x09OSMHeader\x18\x7a', 'latin1'), 'osmPbf'],
  ['a.bin', Buffer.from('fgb\x03fgb\0', 'latin1'), 'flatgeobuf'],
  ['a.txt', 'id;nome\n1;Crema\n', 'csv'],
  ['a.csv', Buffer.from('\ufeffid;nome\n1;Crem\u00e0\n', 'utf16le'), 'csv'],
  ['a.csv', Buffer.from('id;nome\n1;Cant\xf9\n', 'latin1'), 'csv'],
])('%s that begins with %o is %s', (name, content, format) => {
  expect(recogniseBytes(Buffer.from(content), name)).toEqual({ format });
});

test.each<[string, string | Buffer, string, string]>([
  ['comuni.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'save it as .xlsx', 'salvarla come .xlsx'],
  ['lettera.doc', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'a text document', 'documento di testo'],
  ['rete.dwg', 'AC1032\0\0', 'CAD drawing', 'GeoJSON o shapefile'],
  ['rete.dxf', '  0\r\nSECTION\r\n  2\r\nHEADER', 'CAD drawing', 'disegno CAD'],
  ['delibera.pdf', '%PDF-1.7', 'a PDF', 'un PDF'],
  ['mappa.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'an image', "un'immagine"],
  ['dati.rar', 'Rar!\x1a\x07', 'no ZIP', 'non è ZIP'],
  ['dati.csv.gz', Buffer.from('1f8b0800', 'hex'), 'no ZIP', 'non è ZIP'],
  ['dati.7z', Buffer.from('377abcaf271c', 'hex'), 'no ZIP', 'non è ZIP'],
  ['dati.tar', Buffer.concat([Buffer.alloc(257, 'a'), Buffer.from('ustar')]), 'no ZIP', 'non è ZIP'],
  ['zone.tab', '!table\n!version 300\n', 'MapInfo', 'MapInfo'],
  ['zone.gml', '<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml">', 'is GML', 'QGIS'],
  ['x.xml', '<rows><row/></rows>', 'neither KML nor OpenStreetMap', 'né KML né OpenStreetMap'],
  ['x.csv', '<!DOCTYPE html><html><body>504</body></html>', 'a web page', 'pagina web'],
  ['x.kml', '<!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml/>', 'entities', 'entità'],
  ['zone.shp', shape['shape.shp'], 'Send one ZIP', 'unico ZIP'],
  ['zone.dbf', shape['shape.dbf'], 'Send one ZIP', 'unico ZIP'],
  ['x.dat', Buffer.from('0001020304050607', 'hex'), 'not known here', 'qui non si conosce'],
  ['vuoto.csv', '', 'is empty', 'è vuoto'],
  ['cartella.zip', zip({ 'xl/workbook.bin': 'x' }), '.xlsb', '.xlsb'],
  ['foglio.ods', zip({ 'META-INF/manifest.xml': '<m/>', 'content.xml': '<c/>' }), 'OpenDocument', 'OpenDocument'],
  ['lettera.docx', zip({ 'word/document.xml': '<d/>' }), 'a text document', 'documento di testo'],
  ['x.zip', zip({ 'dati.gdb/a00000001.gdbtable': 'x' }), 'geodatabase', 'geodatabase'],
  ['x.zip', zip({ 'zone.shp': shape['shape.shp'], 'zone.prj': 'x' }), 'Send one ZIP', 'unico ZIP'],
  [
    'x.zip',
    zip({ 'foto.jpg': 'x', 'foto2.jpg': 'x' }),
    'holds nothing that can be read: foto.jpg',
    'nulla di leggibile',
  ],
  ['x.zip', zip({}), 'is empty', 'è vuoto'],
])('%s is refused with the way out', async (name, content, en, it) => {
  const refused = recognised(name, content);
  await expect(refused).rejects.toMatchObject({
    kind: 'file-unreadable',
    detail: { en: expect.stringContaining(en), it: expect.stringContaining(it) },
  });
});

test('a SQLite database is no GeoPackage because it is one', async () => {
  const path = join(ownFolder(), 'x.sqlite');
  const db = new DatabaseSync(path);
  db.exec('CREATE TABLE a (b)');
  db.close();
  await expect(recognised('x.sqlite', readFileSync(path))).rejects.toThrow('no GeoPackage');
});

test.each<[string, () => Buffer, string, string]>([
  [
    'a zipped shapefile by its .shp',
    () => zip({ 'd/a.prj': 'x', 'd/A.SHP': shape['shape.shp'], 'd/a.dbf': shape['shape.dbf'], 'd/a.shp.xml': '<m/>' }),
    'shapefile',
    'A.SHP',
  ],
  ['a zipped GeoPackage', () => zip({ 'leggimi.txt': 'a;b\n1;2\n', 'a.gpkg': gpkg() }), 'geopackage', 'a.gpkg'],
  ['a KMZ by its KML', () => zip({ 'doc.kml': KML, 'images/icon.png': 'x' }), 'kml', 'doc.kml'],
  ['a KMZ inside an archive', () => zip({ 'a.kmz': zip({ 'doc.kml': KML }) }), 'kml', 'doc.kml'],
  ['the one file of an archive, whatever it is called', () => zip({ elenco: 'id;nome\n1;Crema\n' }), 'csv', 'elenco'],
  [
    'OFDS tables that lie together',
    () => zip({ 'networks.csv': 'id\n1\n', 'nodes.csv': 'id\n', 'spans.csv': 'id\n' }),
    'ofdsCsv',
    'networks.csv',
  ],
])('%s is recognised', async (_what, make, format, member) => {
  const { format: found, source } = await recognised('sent.zip', make());
  expect([found, source.name]).toEqual([format, member]);
});

test('several files of an archive are the layers of one', async () => {
  const { reader, source } = await recognised(
    'x.zip',
    zip({ 'dati/a.gpkg': gpkg(), 'dati/b.kml': KML, 'foto.jpg': 'x' }),
  );
  expect((await reader.layers(source)).map(({ name }) => name)).toEqual(['dati/a.gpkg/zone', 'dati/b.kml']);
  const { records } = await readAll(reader, source, { layer: 'dati/b.kml' });
  expect(records.map(({ properties }) => properties['name'])).toEqual(['a']);
  expect((await readAll(reader, source, { layer: 'dati/a.gpkg/zone' })).columns).toEqual(['fid', 'name', 'count']);
  await expect(readAll(reader, source, { layer: 'dati/c' })).rejects.toThrow('no layer');
});
