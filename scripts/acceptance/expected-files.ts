import type { Choices, Upload } from '../../server/imports/contract.ts';

/** What must come of a file of the field: so many rows, or a refusal for the reason that it deserves. */
export interface Expected {
  /** its path below the folder of field data, or what such paths look like */
  file: string | RegExp;
  /** what its user says beside what the program understands */
  chosen?: Partial<Choices>;
  format?: Upload['format'];
  encoding?: 'utf-8' | 'windows-1252';
  epsg?: number;
  /** rows read, and of them faultless ones */
  read?: number;
  faultless?: number;
  /** what the first faulty row is said to have */
  fault?: RegExp;
  refused?: RegExp;
}

const STANDARD = 'fibre/ofds-standard-0.3';
const KENYA = 'fibre/ofds-networks/Kenya-NOFBI-0.2/ofds_NOFBI_Kenya';
/** Municipalities of each Region, by its number, as the files have them: 7,899 records, of which one without arcs. */
const OF_REGION = [
  1179, 74, 1503, 282, 563, 215, 234, 330, 273, 92, 225, 378, 305, 136, 550, 257, 131, 404, 391, 377,
] as const;

const NODES = { kind: 'delivery-points', layer: 'nodes' } as const;
const SPANS = { kind: 'segments', layer: 'spans' } as const;
const whole = (read: number) => ({ read, faultless: read });

/** In the order in which one needs the other: firms, statistics and mappings lie in the municipalities before them. */
export const EXPECTED: readonly Expected[] = [
  { file: 'boundaries/lombardia_comuni_2023.geojson', format: 'geojson', epsg: 4326, ...whole(1503) },
  { file: 'boundaries/limits_P_19_municipalities.geojson', format: 'geojson', epsg: 4326, ...whole(113) },
  ...OF_REGION.map((read, index): Expected => {
    const file = `boundaries/italy-topojson-by-region/limits_R_${index + 1}_municipalities.topo.json`;
    const common = { file, format: 'topojson', epsg: 4326, read } as const;
    // Miagliano has no arcs.
    return index === 0
      ? { ...common, faultless: read - 1, fault: /there is no geometry/ }
      : { ...common, faultless: read };
  }),
  {
    file: 'boundaries/lombardia_comuni_attributi.csv',
    format: 'csv',
    chosen: { kind: 'delivery-points' },
    read: 1503,
    // Three have merged since and have neither population nor place.
    faultless: 1500,
    fault: /there is no geometry/,
  },
  {
    file: 'messy/derived-gis/comuni_cremona_EPSG32632_cp1252_shp.zip',
    format: 'shapefile',
    epsg: 32632,
    ...whole(113),
  },
  ...(['comuni_wgs84', 'comuni_rdn2008_utm32'] as const).map((layer, index): Expected => ({
    file: 'messy/derived-gis/comuni_cremona_two-layers.gpkg',
    format: 'geopackage',
    chosen: { kind: 'municipalities', layer },
    epsg: index === 0 ? 4326 : 7791,
    ...whole(113),
  })),
  { file: 'fibre/agcom/Reportistica_250331_Comuni.csv', format: 'csv', ...whole(7896) },
  { file: 'fibre/agcom/Reportistica_250630_Comuni.csv', format: 'csv', ...whole(7896) },
  { file: 'firms/cosmetics_firms.csv', format: 'csv', chosen: { kind: 'firms' }, ...whole(86) },
  {
    file: 'osm/badhersfeld-2021_industrial-zones.geojson',
    format: 'geojson',
    chosen: { kind: 'zones' },
    ...whole(37),
  },
  { file: 'osm/badhersfeld-2021.osm.pbf', format: 'osmPbf', chosen: { kind: 'zones', layer: 'zones' }, ...whole(37) },
  { file: 'osm/badhersfeld-2021.osm.pbf', format: 'osmPbf', chosen: { kind: 'roads', layer: 'roads' }, ...whole(3533) },
  {
    file: 'osm/milano-centro-2019.osm.pbf',
    format: 'osmPbf',
    chosen: { kind: 'roads', layer: 'roads' },
    ...whole(318),
  },
  // It holds 309 of the 318.
  { file: 'osm/milano-centro-2019_roads.geojson', format: 'geojson', chosen: { kind: 'roads' }, ...whole(309) },
  { file: 'osm/milano-centro-2019_buildings.geojson', format: 'geojson', chosen: { kind: 'zones' }, ...whole(151) },
  // No boundaries: what it says of the municipalities is read, and that each lacks its place is told.
  {
    file: 'messy/istat_elenco_comuni_2020-01-01_latin1_semicolon.csv',
    format: 'csv',
    encoding: 'windows-1252',
    chosen: { kind: 'municipalities' },
    read: 7904,
    faultless: 0,
    fault: /there is no geometry/,
  },
  {
    file: 'messy/comuni_brescia_dms_and_comma-pairs.csv',
    format: 'csv',
    chosen: { kind: 'delivery-points' },
    ...whole(205),
  },
  { file: 'messy/alessandria/numeri-civici.csv.zip', format: 'csv', epsg: 3003, ...whole(26_160) },
  { file: 'messy/alessandria/numeri-civici.gpkg.zip', format: 'geopackage', epsg: 3003, ...whole(26_160) },
  // Streets without house numbers.
  { file: 'messy/alessandria/viario.csv', refused: /lacks "number"/ },
  { file: 'fibre/infratel/infratel_civici_cremasco_LAYOUT-ONLY.csv', format: 'csv', ...whole(271) },

  { file: `${KENYA.replace(/Kenya$/, 'kenya')}.json`, format: 'ofdsJson', chosen: NODES, ...whole(102) },
  { file: `${KENYA.replace(/Kenya$/, 'kenya')}.json`, format: 'ofdsJson', chosen: SPANS, ...whole(112) },
  { file: `${KENYA}_CSV.zip`, format: 'ofdsCsv', chosen: NODES, ...whole(102) },
  { file: `${KENYA}_CSV.zip`, format: 'ofdsCsv', chosen: SPANS, ...whole(112) },
  { file: `${KENYA}.xlsx`, format: 'xlsx', chosen: NODES, ...whole(102) },
  { file: `${KENYA}.xlsx`, format: 'xlsx', chosen: SPANS, ...whole(112) },
  { file: `${KENYA}_nodes.geojson`, format: 'geojson', chosen: { kind: 'delivery-points' }, ...whole(102) },
  { file: `${KENYA}_spans.geojson`, format: 'geojson', chosen: { kind: 'segments' }, ...whole(112) },

  // Of two nodes one has no access point: no network can be joined there.
  { file: `${STANDARD}/examples/json/network-package.json`, format: 'ofdsJson', chosen: NODES, read: 2, faultless: 1 },
  { file: `${STANDARD}/examples/json/network-package.json`, format: 'ofdsJson', chosen: SPANS, ...whole(1) },
  { file: `${STANDARD}/examples/geojson/nodes.geojson`, chosen: { kind: 'delivery-points' }, read: 2, faultless: 1 },
  { file: `${STANDARD}/examples/geojson/spans.geojson`, chosen: { kind: 'segments' }, ...whole(1) },
  { file: `${STANDARD}/examples/csv/nodes.csv`, format: 'ofdsCsv', chosen: NODES, read: 2, faultless: 1 },
  { file: `${STANDARD}/examples/csv/spans.csv`, format: 'ofdsCsv', chosen: SPANS, ...whole(1) },
  {
    file: `${STANDARD}/examples/json/network-package-additional-checks.json`,
    chosen: NODES,
    read: 2,
    fault: /there is no geometry/,
  },
  {
    file: `${STANDARD}/examples/json/network-package-invalid.json`,
    chosen: SPANS,
    read: 1,
    faultless: 0,
    fault: /is none of proposed, planned/,
  },
  {
    file: `${STANDARD}/examples/json/network-embedded.json`,
    chosen: NODES,
    read: 2,
    faultless: 0,
    fault: /there is no geometry/,
  },
  {
    file: /^fibre\/ofds-standard-0\.3\/examples\/json\/(api-response|multiple-networks|network-separate-\w+)\.json$/,
    refused: /no nodes or spans of them\. Download those/,
  },
  { file: /^fibre\/ofds-standard-0\.3\/examples\/json\/\w+-endpoint\.json$/, refused: /not a GeoJSON/ },
  // Features without a shape.
  {
    file: /^fibre\/ofds-standard-0\.3\/examples\/geojson\/(api-response|multiple-networks)\.geojson$/,
    chosen: { kind: 'delivery-points' },
    read: 2,
    faultless: 0,
    fault: /there is no geometry/,
  },
  { file: /^fibre\/ofds-standard-0\.3\/schema\/.*\.json$/, refused: /not a GeoJSON/ },
  // Tables that hold nothing with a place: what any kind needs is missing, and named.
  {
    file: /^fibre\/ofds-standard-0\.3\/(codelists\/.*|schema\/network-schema|examples\/csv\/((template\/)?(contracts|links|nodes_|organisations|phases|spans_).*|template\/(nodes|spans|networks)|networks))\.csv$/,
    chosen: { kind: 'delivery-points' },
    refused: /lacks|no row to import|there is no geometry|not a shape|no nodes or spans/,
  },
  { file: /^firms\/(ateco2007_cosmetics_chain|context_facts)\.csv$/, refused: /lacks "name"/ },
  { file: /^steiner\/optima\.csv$/, refused: /lacks/ },
  // Texts, and graphs without places.
  { file: /\.(md|txt|stp)$/, refused: /a quote \("\) stands where none may|lacks/ },
];

/** The files that are expected, for those that an expectation names by a pattern. */
export function expectationOf(file: string): readonly Expected[] {
  const named = EXPECTED.filter((expected) => expected.file === file);
  if (named.length > 0) return named;
  const alike = EXPECTED.find((expected) => expected.file instanceof RegExp && expected.file.test(file));
  return alike === undefined ? [] : [alike];
}
