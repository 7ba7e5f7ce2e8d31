import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kml } from '../../../../server/datasets/readers/kml.ts';
import { cellText, geometry } from '../../../helpers/arbitrary-geometry.ts';
import { readAll, sourceOf } from '../../../helpers/sources.ts';
import { writeKmlGeometry, writeText } from '../../../helpers/write-kml.ts';

const opened = (inside: string, start = '<?xml version="1.0" encoding="UTF-8"?>') =>
  sourceOf({ 'x.kml': `${start}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inside}</Document></kml>` });
const POINT = '<Point><coordinates>9.69,45.36,80</coordinates></Point>';

test('random features written are read the same', async () => {
  const feature = fc.record({ geometry: fc.option(geometry), name: cellText, note: cellText });
  await fc.assert(
    fc.asyncProperty(fc.array(feature, { minLength: 1, maxLength: 8 }), async (features) => {
      const placemarks = features.map(
        ({ geometry, name, note }) =>
          `<Placemark><name>${writeText(name)}</name><ExtendedData><Data name="note"><value>${writeText(note)}</value></Data></ExtendedData>${geometry === null ? '' : writeKmlGeometry(geometry)}</Placemark>`,
      );
      const { records } = await readAll(kml, opened(placemarks.join('\n')));
      expect(records.map(({ geometry, properties: { name, note } }) => ({ geometry, name, note }))).toEqual(
        features.map((one) => ({
          ...one,
          geometry:
            one.geometry?.type === 'MultiPoint' && one.geometry.coordinates.length === 1
              ? { type: 'Point', coordinates: one.geometry.coordinates[0] }
              : one.geometry,
        })),
      );
    }),
    { seed: 5, numRuns: 60 },
  );
});

test('folders, extended data and the id are properties; how it looks is not', async () => {
  const { records } = await readAll(
    kml,
    opened(`<name>Rilievo</name>
<Folder><name>Zone &amp; aree</name><Folder><name>Nord</name>
<Placemark id="p1"><name>PIP</name><styleUrl>#s</styleUrl><Style><LineStyle><color>ff0000ff</color></LineStyle></Style>
<description><![CDATA[<b>lotto</b>]]></description>
<ExtendedData><SchemaData schemaUrl="#x"><SimpleData name="codice">019035</SimpleData></SchemaData></ExtendedData>${POINT}</Placemark>
</Folder></Folder><Placemark><name>fuori</name>${POINT}</Placemark>`),
  );
  expect(records.map(({ line, properties }) => [line, { ...properties }])).toEqual([
    [3, { folder: 'Zone & aree / Nord', name: 'PIP', description: '<b>lotto</b>', codice: '019035', id: 'p1' }],
    [6, { name: 'fuori' }],
  ]);
  expect(records[0]!.geometry).toEqual({ type: 'Point', coordinates: [9.69, 45.36] });
});

test('its system is WGS 84, by its standard', async () => {
  expect(await kml.layers(opened(''))).toEqual([
    { name: '', columns: null, crs: { epsg: 4326, text: 'EPSG:4326' }, records: null, text: null },
  ]);
});

test('prefixes of its namespace, encodings it declares and tracks of Google are read', async () => {
  const prefixed = sourceOf({
    'x.kml': `<k:kml xmlns:k="http://www.opengis.net/kml/2.2"><k:Placemark><k:name>a</k:name><k:Point><k:coordinates>1,2</k:coordinates></k:Point></k:Placemark></k:kml>`,
  });
  expect((await readAll(kml, prefixed)).records[0]).toMatchObject({
    properties: { name: 'a' },
    geometry: { coordinates: [1, 2] },
  });
  const latin = `<?xml version="1.0" encoding="ISO-8859-1"?><kml><Placemark><name>Cantù</name></Placemark></kml>`;
  const { records } = await readAll(kml, sourceOf({ 'x.kml': Buffer.from(latin, 'latin1') }));
  expect(records[0]!.properties['name']).toBe('Cantù');
  const track = opened(
    '<Placemark><gx:Track xmlns:gx="g"><gx:coord>1 2 3</gx:coord><gx:coord>4 5 6</gx:coord></gx:Track></Placemark>',
  );
  expect((await readAll(kml, track)).records[0]!.geometry).toEqual({
    type: 'LineString',
    coordinates: [
      [1, 2],
      [4, 5],
    ],
  });
});

test('links to other files are not followed, and are no features', async () => {
  const link = '<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>';
  const { records } = await readAll(kml, opened(`${link}<Placemark><name>a</name>${POINT}</Placemark>`));
  expect(records.map(({ properties }) => properties['name'])).toEqual(['a']);
});

test.each([
  ['an entity of another file', '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
  ['a document type elsewhere', '<!DOCTYPE kml SYSTEM "http://127.0.0.1:9/kml.dtd">'],
  ['a billion laughs', '<!DOCTYPE k [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'],
])('%s is refused', async (_what, doctype) => {
  const source = opened('<Placemark><name>&x;&c;</name></Placemark>', doctype);
  await expect(readAll(kml, source)).rejects.toMatchObject({
    kind: 'file-unreadable',
    message: expect.stringContaining('document type'),
  });
});

test('an entity that nobody declares is an error of the file, at its line', async () => {
  await expect(readAll(kml, opened('\n<Placemark><name>&x;</name></Placemark>'))).rejects.toThrow(
    'not valid XML: line 2',
  );
});

test('too many vertices are a fault of their placemark; too many levels, or text without end, of the file', async () => {
  const many = `<Placemark><LineString><coordinates>${'1,2 '.repeat(11)}</coordinates></LineString></Placemark>`;
  const limits = { fileBytes: 1, archiveMembers: 1, unpackedBytes: 1, unpackedRatio: 1, vertices: 10, depth: 20 };
  const { records, faults } = await readAll(kml, opened(`${many}<Placemark>${POINT}</Placemark>`), { limits });
  expect([records.map(({ row }) => row), faults.map(({ row, reason }) => [row, reason.en])]).toEqual([
    [2],
    [[1, 'the geometry has more than 10 vertices: simplify or split it']],
  ]);
  await expect(readAll(kml, opened('<Folder>'.repeat(100_000)))).rejects.toThrow('deeper than 64 levels');
  await expect(readAll(kml, opened('<name>a'))).rejects.toThrow('not valid XML');
});

test('a polygon of 5 million vertices is refused, in bounded memory', async () => {
  const piece = Buffer.from('9.6912345,45.3612345,0 '.repeat(10_000));
  const source = {
    ...sourceOf({ 'big.kml': '' }),
    read: async function* () {
      yield Buffer.from('<kml><Placemark><LineString><coordinates>');
      for (let index = 0; index < 500; index += 1) yield piece;
      yield Buffer.from('</coordinates></LineString></Placemark></kml>');
    },
  };
  const before = process.memoryUsage().rss;
  await expect(readAll(kml, source)).rejects.toThrow('longer than 32 MB in one piece');
  expect(process.memoryUsage().rss - before).toBeLessThan(500 * 1024 * 1024);
});
