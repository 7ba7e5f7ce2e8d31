import { join } from 'node:path';
import { openFile } from '../../server/datasets/files/open-file.ts';
import { recognise } from '../../server/datasets/readers/formats.ts';
import type { SourceRecord } from '../../server/datasets/readers/source-record.ts';
import type { Report } from './report.ts';

/** Crema, and what its code is called in a file that cuts names to ten letters, and in one that does not. */
const CREMA = '019035';
const CODES = ['com_istat_code', 'com_istat_'];

/** Reads the real GIS files as they are, before anything is projected. */
export async function checkGisFiles(report: Report, folder: string): Promise<void> {
  const derived = join(folder, 'messy/derived-gis');
  const shape = await readLayers(join(derived, 'comuni_cremona_EPSG32632_cp1252_shp.zip'));
  const [wgs84, rdn2008] = await readLayers(join(derived, 'comuni_cremona_two-layers.gpkg'));
  report.equal('systems of Cremona, three times', [shape[0]!.epsg, wgs84!.epsg, rdn2008!.epsg], [32632, 4326, 7791]);
  const utm = meanOf(shape[0]!.records);
  const rdn = meanOf(rdn2008!.records);
  const [lng, lat] = meanOf(wgs84!.records);
  const apartM = Math.hypot(utm[0] - rdn[0], utm[1] - rdn[1]);
  report.check('Crema within 1 m, shapefile and GeoPackage', apartM < 1, `${apartM.toFixed(3)} m apart`);
  report.check('Crema near 9.6830 E, 45.3659 N', Math.hypot(lng - 9.683, lat - 45.3659) < 0.01, `${lng}, ${lat}`);
  for (const file of ['numeri-civici.gpkg.zip', 'numeri-civici.csv.zip']) {
    const [layer] = await readLayers(join(folder, 'messy/alessandria', file));
    report.equal(`house numbers of ${file}`, layer!.records.length, 26_160);
  }
}

interface ReadLayer {
  epsg: number | null;
  records: SourceRecord[];
}

async function readLayers(path: string): Promise<ReadLayer[]> {
  const file = await openFile(path);
  try {
    const { reader, source } = await recognise(file.source);
    const layers: ReadLayer[] = [];
    for (const { name, crs } of await reader.layers(source)) {
      const records: SourceRecord[] = [];
      for await (const event of reader.read(source, { layer: name || null })) {
        if (event.type === 'record') records.push(event.record);
      }
      layers.push({ epsg: crs?.epsg ?? null, records });
    }
    return layers;
  } finally {
    await file.close();
  }
}

/** The mean of Crema's corners: it moves as its centroid does. */
function meanOf(records: SourceRecord[]): [number, number] {
  const crema = records.find(({ properties }) => CODES.some((name) => properties[name] === CREMA))!;
  const { coordinates } = crema.geometry as GeoJSON.Polygon;
  const [ring] = coordinates;
  const sum = (axis: 0 | 1) => ring!.reduce((total, position) => total + position[axis]!, 0) / ring!.length;
  return [sum(0), sum(1)];
}
