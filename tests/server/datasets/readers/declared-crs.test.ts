import { expect, test } from 'vitest';
import { readDeclaredCrs } from '../../../../server/datasets/readers/declared-crs.ts';

const projected = (name: string, easting = 500_000) =>
  `PROJCS["${name}",GEOGCS["GCS",DATUM["D"]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",${easting}.0],UNIT["Meter",1.0]]`;

test.each<[string, string, number | null]>([
  ['Esri, UTM', projected('WGS_1984_UTM_Zone_32N'), 32632],
  ['QGIS, UTM', projected('WGS 84 / UTM zone 33N'), 32633],
  ['ETRS89, UTM', projected('ETRS_1989_UTM_Zone_32N'), 25832],
  ['ED50, UTM', projected('ED_1950_UTM_Zone_32N'), 23032],
  ['Monte Mario, west', projected('Monte_Mario_Italy_1', 1_500_000), 3003],
  ['Monte Mario, east', projected('Monte Mario / Italy zone 2', 2_520_000), 3004],
  ['the Italian grid by its false easting alone', projected('unnamed', 1_500_000), 3003],
  [
    'the Italian grid, whatever code it claims',
    projected('x', 1_500_000).replace(/\]$/, ',AUTHORITY["EPSG","32632"]]'),
    3003,
  ],
  ['Europe', 'PROJCS["ETRS_1989_LAEA",GEOGCS["GCS_ETRS_1989"]]', 3035],
  ['Europe, as QGIS says', 'PROJCS["ETRS89 / LAEA Europe",GEOGCS["ETRS89"]]', 3035],
  ['RDN2008, east first', projected('RDN2008_UTM_Zone_32N'), 7791],
  ['RDN2008, zone 33', projected('RDN2008 / UTM zone 33N'), 7792],
  ['RDN2008, north first', projected('RDN2008 / UTM zone 32N (N-E)'), 6707],
  ['RDN2008, north first, zone 33', projected('RDN2008 / UTM zone 33N (N-E)'), 6708],
  ['RDN2008, one zone for Italy', projected('RDN2008 / Italy zone (N-E)', 7_000_000), 6875],
  ['RDN2008, degrees', 'GEOGCS["GCS_RDN2008",DATUM["D_Rete_Dinamica_Nazionale_2008"]]', 6706],
  ['WGS 84', 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"],PRIMEM["Greenwich",0.0]]', 4326],
  ['an authority', 'PROJCS["whatever",GEOGCS["WGS 84",AUTHORITY["EPSG","4326"]],AUTHORITY["EPSG","32632"]]', 32632],
  ['an identifier of WKT 2', 'PROJCRS["any",BASEGEOGCRS["W",ID["EPSG",4326]],ID["EPSG",7791]]', 7791],
  ['an authority of a part only', 'PROJCS["mine",GEOGCS["WGS 84",AUTHORITY["EPSG","4326"]],UNIT["metre",1]]', null],
  ['a local system', 'LOCAL_CS["cantiere"]', null],
  ['no WKT at all', 'EPSG 32632', null],
])('%s is told', (_what, wkt, epsg) => {
  expect(readDeclaredCrs(wkt)).toEqual({ epsg, text: wkt.slice(0, 1000) });
});
