import { Problem } from '../../problem.ts';
import type { Format } from './format-reader.ts';
import type { Part } from './members.ts';
import { areOfdsTables } from './ofds-tables.ts';
import { isEmpty, refusal } from './refused-formats.ts';
import type { Source } from './source.ts';

type Chosen = { format: Format; source: Source } | { parts: Part[] };

/** Names of members that may hold data by themselves. */
const DATA =
  /\.(gpkg|geojson|json|geojsonl|ndjson|topojson|csv|tsv|kml|kmz|xlsx|fgb|pbf|osm|xml|zip|xls|dwg|dxf|gml|tab|mif)$/i;
/** A readme as often as a table: taken only where nothing else is there. */
const PERHAPS = /\.(txt|dat|asc)$/i;

/**
 * What of an archive is to be read.
 *
 * @throws Problem 'file-unreadable' with the way out where nothing of it can be
 */
export async function chooseMembers(
  archive: Source,
  members: readonly Source[],
  recognise: (member: Source) => Promise<Part>,
): Promise<Chosen> {
  const paths = members.map(({ folder = '', name }) => `${folder}/${name}`);
  const within = (pattern: RegExp) => paths.some((path) => pattern.test(path));
  if (within(/(^|\/)xl\/workbook\.xml$/)) {
    await unpackAll(members);
    return { format: 'xlsx', source: archive };
  }
  if (within(/(^|\/)xl\/workbook\.bin$/)) throw refusal('xlsb', archive.name);
  if (within(/(^|\/)(word\/document|ppt\/presentation)\.xml$/)) throw refusal('document', archive.name);
  if (within(/^\/?META-INF\/manifest\.xml$/) && within(/content\.xml$/)) throw refusal('ods', archive.name);
  if (within(/\.(gdbtable|gdbtablx)$/i)) throw refusal('geodatabase', archive.name);
  const ofds = members.find(({ name }) => /^(networks|nodes|spans)\.csv$/i.test(name));
  if (ofds && areOfdsTables(members.map(({ name }) => name.replace(/\.csv$/i, '')))) {
    return { format: 'ofdsCsv', source: ofds };
  }

  const shapes = members.filter(({ name }) => /\.shp$/i.test(name));
  const parts: Part[] = [];
  const refused: Problem[] = [];
  for (const member of [...shapes, ...candidatesOf(members, shapes.length > 0)]) {
    try {
      parts.push(await recognise(member));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push(error);
    }
  }
  if (parts.length > 0) return { parts };
  throw refused[0] ?? nothingToRead(archive, members);
}

function candidatesOf(members: readonly Source[], hasShapes: boolean): readonly Source[] {
  const sure = members.filter(({ name }) => DATA.test(name) && !isBesideShape(name, hasShapes));
  if (sure.length > 0 || hasShapes) return sure;
  const perhaps = members.filter(({ name }) => PERHAPS.test(name));
  if (perhaps.length > 0) return perhaps;
  // One file alone is what was meant to be sent, whatever it is called.
  return members.length === 1
    ? members
    : members.filter(({ name }) => /\.(dbf|doc|pdf|rar|7z|gz|tar)$/i.test(name)).slice(0, 1);
}

/** `layer.shp.xml` is what ArcGIS notes of a shapefile. */
function isBesideShape(name: string, hasShapes: boolean): boolean {
  return hasShapes && /\.(shp|dbf|gpkg)?\.xml$|\.qmd$/i.test(name);
}

/** Whoever reads the archive itself will trust its sizes: they are seen to be true. */
async function unpackAll(members: readonly Source[]): Promise<void> {
  for (const member of members) for await (const _ of member.read());
}

function nothingToRead({ name }: Source, members: readonly Source[]): Problem {
  if (members.length === 0) return isEmpty(name);
  const some =
    members
      .slice(0, 5)
      .map((member) => member.name)
      .join(', ') + (members.length > 5 ? ', …' : '');
  return new Problem('file-unreadable', {
    en: `The archive "${name}" holds nothing that can be read: ${some}`,
    it: `L'archivio "${name}" non contiene nulla di leggibile: ${some}`,
  });
}
