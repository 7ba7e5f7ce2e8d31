import type { DeclaredCrs } from './format-reader.ts';

const MAX_TEXT = 1000;

/** Systems by their names as QGIS, ArcGIS and the EPSG register spell them, made plain by `plainName`. */
const NAMES: [RegExp, number][] = [
  [/^monte_?mario_(rome_)?italy_(zone_)?1$/, 3003],
  [/^monte_?mario_(rome_)?italy_(zone_)?2$/, 3004],
  [/gauss_boaga.*(ovest|west|fuso_1|zone_1)|roma_?(19)?40.*(ovest|fuso_1)/, 3003],
  [/gauss_boaga.*(est|east|fuso_2|zone_2)|roma_?(19)?40.*(est|fuso_2)/, 3004],
  [/^(etrs_?(19)?89|etrs_1989)_(extended_)?(etrs_)?laea(_europe)?$|^europe_lambert_azimuthal/, 3035],
  [/^rdn_?2008_utm_zone_32n_n_e$/, 6707],
  [/^rdn_?2008_utm_zone_33n_n_e$/, 6708],
  [/^rdn_?2008_utm_zone_34n_n_e$/, 6709],
  [/^rdn_?2008_utm_zone_32n/, 7791],
  [/^rdn_?2008_utm_zone_33n/, 7792],
  [/^rdn_?2008_utm_zone_34n/, 7793],
  [/^rdn_?2008_italy_zone_e_n$/, 7794],
  [/^rdn_?2008_(italy_zone|fuso_italia)(_n_e)?$/, 6875],
  [/pseudo_mercator|web_mercator/, 3857],
  [/^(gcs_)?(rdn_?2008)(_2d)?$/, 6706],
  [/^(gcs_)?wgs_?(19)?84$|^(gcs_)?wgs_1984$|^crs_?84$/, 4326],
  [/^(gcs_)?etrs_?(19)?89$|^(gcs_)?etrs_1989$/, 4258],
  [/^(gcs_)?monte_?mario$/, 4265],
  [/^(gcs_)?(ed_?50|european_(datum_)?1950)$/, 4230],
];
/** Codes of the first zone of UTM north by datum; the zone is added. */
const UTM: [RegExp, number][] = [
  [/^wgs_?(19)?84_|^wgs_1984_/, 32_600],
  [/^etrs_?(19)?89_|^etrs_1989_/, 25_800],
  [/^ed_?(19)?50_|^european_(datum_)?1950_/, 23_000],
];

/**
 * The system that a text in WKT declares, by its authority's code or by its name.
 *
 * @param wkt  WKT 1 (OGC or Esri) or 2: what stands in a .prj
 */
export function readDeclaredCrs(wkt: string): DeclaredCrs {
  const text = wkt.trim().slice(0, MAX_TEXT);
  return { epsg: gaussBoaga(wkt) ?? authorityOf(wkt) ?? byName(wkt), text };
}

/** A system declared by code alone. */
export function epsgCrs(epsg: number): DeclaredCrs {
  return { epsg, text: `EPSG:${epsg}` };
}

/** The code of the whole, which stands last: those before are of its parts. */
function authorityOf(wkt: string): number | null {
  const code = /(?:AUTHORITY|ID)\[\s*"EPSG"\s*,\s*"?(\d{4,6})"?[^\]]*\]\s*\]\s*$/i.exec(wkt.slice(-2000))?.[1];
  return code === undefined ? null : Number(code);
}

function byName(wkt: string): number | null {
  const name = plainName(/^\s*\w+\[\s*"([^"]{1,200})"/.exec(wkt)?.[1] ?? '');
  for (const [pattern, epsg] of NAMES) if (pattern.test(name)) return epsg;
  const zone = Number(/_utm_(zone_)?(\d{1,2})n?$/.exec(name)?.[2]);
  if (zone >= 1 && zone <= 60) for (const [datum, first] of UTM) if (datum.test(name)) return first + zone;
  return null;
}

/** The Italian grid on Monte Mario betrays itself by its false eastings, whatever it is called. */
function gaussBoaga(wkt: string): number | null {
  if (!/^\s*proj(cs|crs)/i.test(wkt)) return null;
  const easting = Number(/"false_?\s?easting"\s*,\s*([\d.]+)/i.exec(wkt.slice(0, 10_000))?.[1]);
  return easting === 1_500_000 ? 3003 : easting === 2_520_000 ? 3004 : null;
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}
