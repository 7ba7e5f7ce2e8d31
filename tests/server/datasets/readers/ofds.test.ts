import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recognise } from '../../../../server/datasets/readers/formats.ts';
import { geojson } from '../../../../server/datasets/readers/geojson.ts';
import { ofdsCsv } from '../../../../server/datasets/readers/ofds-csv.ts';
import { ofdsJson } from '../../../../server/datasets/readers/ofds-json.ts';
import type { SourceRecord } from '../../../../server/datasets/readers/source-record.ts';
import { xlsx } from '../../../../server/datasets/readers/xlsx.ts';
import { Problem } from '../../../../server/problem.ts';
import { readAll, sourceOf, sourcesOf } from '../../../helpers/source-of.ts';
import { uploaded } from '../../../helpers/sources.ts';
import { writeWorkbook } from '../../../helpers/write-workbook.ts';

const provider = { id: 'o1', name: 'Posatore', country: 'IT' };
const network = {
  id: 'n',
  name: 'Rete del Cremasco',
  nodes: [
    {
      id: 'a',
      name: 'Crema',
      phase: { id: 'p', name: 'Fase' },
      location: { type: 'Point', coordinates: [9.68, 45.36] },
      type: ['pop', 'cabinet'],
      accessPoint: true,
      physicalInfrastructureProvider: { id: 'o1', name: 'Posatore' },
      networkProviders: [{ id: 'o1' }, { id: 'elsewhere', name: 'Altra' }],
    },
    { id: 'b', location: { type: 'Point', coordinates: [9.7, 45.4] }, accessPoint: false },
  ],
  spans: [
    {
      id: 's',
      status: 'planned',
      readyForServiceDate: '2026-12-31',
      start: 'a',
      end: 'gone',
      route: {
        type: 'LineString',
        coordinates: [
          [9.68, 45.36],
          [9.7, 45.4],
        ],
      },
      transmissionMedium: ['fibre'],
      fibreCount: 24,
    },
  ],
  phases: [{ id: 'p', name: 'Fase', description: 'la prima', funders: [{ id: 'o1' }] }],
  organisations: [provider],
};
const plain = (records: readonly SourceRecord[]) =>
  records.map(({ properties, geometry }) => JSON.parse(JSON.stringify({ properties, geometry })) as unknown);
const read = async (content: unknown, layer: string) =>
  plain((await readAll(ofdsJson, sourceOf(JSON.stringify(content)), layer)).records);
const placesById = (records: unknown[]) =>
  new Map(
    (records as { properties: { id: string }; geometry: unknown }[]).map((one) => [one.properties.id, one.geometry]),
  );
const about = { id: 'n', name: 'Rete del Cremasco' };

const TABLES = {
  'nodes_networkProviders.csv':
    'id,nodes/0/id,nodes/0/networkProviders/0/id,nodes/0/networkProviders/0/name\nn,a,o1,\nn,a,elsewhere,Altra\n',
  'nodes.csv':
    'id,nodes/0/id,nodes/0/name,nodes/0/phase/id,nodes/0/phase/name,nodes/0/location,nodes/0/type,nodes/0/accessPoint,nodes/0/physicalInfrastructureProvider/id,nodes/0/physicalInfrastructureProvider/name\n' +
    'n,a,Crema,p,Fase,POINT (9.68 45.36),pop;cabinet,True,o1,Posatore\nn,b,,,,POINT (9.7 45.4),,False,,\n',
  'spans.csv':
    'id,spans/0/id,spans/0/status,spans/0/readyForServiceDate,spans/0/start,spans/0/end,spans/0/route,spans/0/transmissionMedium,spans/0/fibreCount\n' +
    'n,s,planned,2026-12-31,a,gone,"LINESTRING (9.68 45.36, 9.7 45.4)",fibre,24\n',
  'networks.csv': 'id,name\nn,Rete del Cremasco\n',
  'phases.csv': 'id,phases/0/id,phases/0/name,phases/0/description\nn,p,Fase,la prima\n',
  'phases_funders.csv': 'id,phases/0/id,phases/0/funders/0/id\nn,p,o1\n',
  'organisations.csv': 'id,organisations/0/id,organisations/0/name,organisations/0/country\nn,o1,Posatore,IT\n',
};

test('what an OFDS network refers to stands in its place, as in the GeoJSON of the standard', async () => {
  const phase = { id: 'p', name: 'Fase', description: 'la prima', funders: [provider] };
  const [a, b] = await read({ networks: [network] }, 'nodes');
  expect(a).toEqual({
    geometry: { type: 'Point', coordinates: [9.68, 45.36] },
    properties: {
      id: 'a',
      name: 'Crema',
      phase,
      type: ['pop', 'cabinet'],
      accessPoint: true,
      physicalInfrastructureProvider: provider,
      networkProviders: [provider, { id: 'elsewhere', name: 'Altra' }],
      network: about,
    },
  });
  expect(b).toMatchObject({ properties: { id: 'b', accessPoint: false } });
  const [span] = (await read({ networks: [network] }, 'spans')) as [{ properties: Record<string, unknown> }];
  expect(span.properties).toMatchObject({
    start: { id: 'a', name: 'Crema' },
    end: 'gone',
    fibreCount: 24,
    network: about,
  });
});

test('a package, a network by itself and the tables of CSV tell the same', async () => {
  for (const layer of ['nodes', 'spans']) {
    const expected = await read({ networks: [network] }, layer);
    expect(await read(network, layer)).toEqual(expected);
    const [first] = sourcesOf(TABLES);
    expect(plain((await readAll(ofdsCsv, first!, layer)).records)).toEqual(expected);
  }
  const { nodes, links } = { nodes: network.nodes, links: { next: 'http://example.com' } };
  expect(await read({ nodes, links }, 'nodes')).toHaveLength(2);
  expect(
    (await ofdsJson.layers(sourceOf(JSON.stringify(network)))).map(({ name, records }) => [name, records]),
  ).toEqual([
    ['nodes', 2],
    ['spans', 1],
  ]);
});

test('the tables as sheets of a workbook tell the same, in whatever order', async () => {
  const sheets = Object.entries(TABLES)
    .toReversed()
    .map(([name, text]) => [name.replace('.csv', ''), parse(text)]);
  const { source } = await uploaded('n.xlsx', writeWorkbook(Object.fromEntries(sheets)));
  expect((await xlsx.layers(source)).map(({ name, records }) => [name, records])).toEqual([
    ['nodes', 2],
    ['spans', 1],
  ]);
  for (const layer of ['nodes', 'spans']) {
    expect(plain((await readAll(xlsx, source, layer)).records)).toEqual(await read(network, layer));
  }
});

test('a table of nodes that came alone is known by its columns', async () => {
  const open = async (name: string) => recognise((await uploaded(name, TABLES['nodes.csv'])).source);
  const { format, source, reader } = await open('Nodes.csv');
  expect([format, (await reader.layers(source)).map(({ name }) => name)]).toEqual(['ofdsCsv', ['nodes']]);
  expect((await open('elenco.csv')).format).toBe('csv');
});

test('two nodes of one id in a table stay two, and keep the lines they stand in', async () => {
  const twice = { 'nodes.csv': 'id,nodes/0/id,nodes/0/location\nn,a,POINT (9 45)\nn,a,POINT (9 46)\n' };
  const { records } = await readAll(ofdsCsv, sourcesOf(twice)[0]!, 'nodes');
  expect(records.map(({ line }) => line)).toEqual([2, 3]);
});

test('what holds no nodes and spans is refused, with the way to them', async () => {
  const links = [{ rel: 'tag:opentelecomdata.net,2022:nodesAPI', href: 'http://example.com/nodes' }];
  const elsewhere = JSON.stringify({ networks: [{ id: 'n', links }] });
  await expect(ofdsJson.layers(sourceOf(elsewhere))).rejects.toThrow(/Download those.*http:\/\/example.com\/nodes/);
  await expect(ofdsJson.layers(sourceOf('[]'))).rejects.toThrow(/holds no network/);
  await expect(ofdsJson.layers(sourceOf('{"networks":[\n{"id": x}]}'))).rejects.toThrow(/line 2, column 8/);
  const deep = `{"networks":[{"nodes":[${'['.repeat(1000)}${']'.repeat(1000)}]}]}`;
  await expect(ofdsJson.layers(sourceOf(deep))).rejects.toThrow(/nested deeper/);
  await expect(readAll(ofdsJson, sourceOf(JSON.stringify(network)), 'cables')).rejects.toThrow(/no layer "cables"/);
});

test('nodes and spans survive a round trip through JSON and CSV', async () => {
  const name = fc.stringMatching(/^[A-Za-zàèì' ]{0,12}[a-z]$/).map((text) => text.trim());
  const degrees = fc.integer({ min: -9e8, max: 9e8 }).map((units) => units / 1e7);
  const node = fc.record({ id: fc.uuid(), name, lng: degrees, lat: degrees });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(node, { selector: ({ id }) => id, minLength: 1, maxLength: 8 }), async (nodes) => {
      const written = {
        id: 'n',
        nodes: nodes.map(({ id, name, lng, lat }) => ({
          id,
          name,
          location: { type: 'Point', coordinates: [lng, lat] },
        })),
      };
      const rows = nodes.map(({ id, name, lng, lat }) => `n,${id},${name},POINT (${lng} ${lat})`);
      const csv = sourcesOf({ 'nodes.csv': ['id,nodes/0/id,nodes/0/name,nodes/0/location', ...rows].join('\n') });
      const expected = written.nodes.map(({ location, ...properties }) => ({
        geometry: JSON.parse(JSON.stringify(location)) as unknown,
        properties: { ...properties, network: { id: 'n' } },
      }));
      expect(await read(written, 'nodes')).toEqual(expected);
      expect(plain((await readAll(ofdsCsv, csv[0]!, 'nodes')).records)).toEqual(expected);
    }),
    { seed: 14, numRuns: 100 },
  );
});

test('a damaged network is read or refused, never more', async () => {
  const whole = JSON.stringify({ networks: [network] });
  const damage = fc.record({
    at: fc.nat(whole.length - 1),
    cut: fc.nat(40),
    by: fc.constantFrom('', '{', ']', '"', 'null', '\0'),
  });
  await fc.assert(
    fc.asyncProperty(damage, fc.constantFrom('nodes', 'spans'), async ({ at, cut, by }, layer) => {
      const text = whole.slice(0, at) + by + whole.slice(at + cut);
      const outcome = await readAll(ofdsJson, sourceOf(text), layer).catch((error: unknown) => error);
      expect(outcome instanceof Problem || !(outcome instanceof Error)).toBe(true);
    }),
    { seed: 14, numRuns: 500 },
  );
});

const KENYA = '/work/shared/data/fibre/ofds-networks/Kenya-NOFBI-0.2/ofds_NOFBI_Kenya';
const isThere = existsSync(`${KENYA}_spans.geojson`);

test('Kenya (field data, where they are at hand): 102 nodes and 112 spans, the same in every format', async () => {
  if (!isThere) return;
  const json = sourceOf(readFileSync(`${KENYA.replace(/Kenya$/, 'kenya')}.json`));
  for (const [layer, count] of [
    ['nodes', 102],
    ['spans', 112],
  ] as const) {
    const fromJson = plain((await readAll(ofdsJson, json, layer)).records);
    const fromGeoJson = plain((await readAll(geojson, sourceOf(readFileSync(`${KENYA}_${layer}.geojson`)))).records);
    expect(fromJson).toHaveLength(count);
    expect(fromJson).toEqual(fromGeoJson);
    const placed = placesById(fromJson);
    expect(placed.size).toBe(count);
    for (const name of ['_CSV.zip', '.xlsx']) {
      const { source, reader } = await recognise((await uploaded(`kenya${name}`, readFileSync(KENYA + name))).source);
      expect(placesById(plain((await readAll(reader, source, layer)).records)), name).toEqual(placed);
    }
  }
});
