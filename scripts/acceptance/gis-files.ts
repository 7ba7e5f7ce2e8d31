import { join } from 'node:path';
import { openFile } from '../../server/datasets/files/open-file.ts';
import { recognise } from '../../server/datasets/readers/formats.ts';
import { readNumber } from '../../server/datasets/readers/cell-number.ts';
import type { SourceRecord } from '../../server/datasets/readers/source-record.ts';
import type { Report } from './report.ts';

/** Reads the real GIS files as they are, before anything is projected. */
export async function checkGisFiles(report: Report, folder: string): Promise<void> {
  const derived = join(folder, 'messy/derived-gis');
  const shape = await readLayers(join(derived, 'comuni_cremona_EPSG32632_cp1252_shp.zip'));
  const [wgs84, rdn2008] = await readLayers(join(derived, 'comuni_cremona_two-layers.gpkg'));
  report.equal('systems of Cremona, three times', [shape[0]!.epsg, wgs84!.epsg, rdn2008!.epsg], [32632, 4326, 7791]);
  for (const file of ['numeri-civici.gpkg.zip', 'numeri-civici.csv.zip']) {
    const [layer] = await readLayers(join(folder, 'messy/alessandria', file));
    report.equal(`house numbers of ${file}`, layer!.records.length, 26_160);
  }
}

const ISTAT = 'messy/istat_elenco_comuni_2020-01-01_latin1_semicolon.csv';

/** The list of municipalities as ISTAT sends it: Windows-1252, thousands parted by dots, line breaks in its header. */
export async function checkIstatList(report: Report, folder: string): Promise<void> {
  const [list] = await readLayers(join(folder, ISTAT));
  const named = (name: string) => list!.records.filter(({ properties }) => Object.values(properties).includes(name));
  const people = Object.values(named('Crema')[0]!.properties).filter((value) => value === '33.091');
  report.equal('rows of the ISTAT list', list!.records.length, 7904);
  report.equal('people of Crema, "33.091"', readNumber(String(people[0]), 'comma', true), 33_091);
  report.equal(
    'municipalities of the ISTAT list that are called Scarperia e San Piero, Cuorgnè and Agliè',
    [named('Scarperia e San Piero').length, named('Cuorgnè').length, named('Agliè').length],
    [1, 1, 1],
  );
}

interface ReadLayer {
  epsg: number | null;
  records: SourceRecord[];
}

export async function readLayers(path: string): Promise<ReadLayer[]> {
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
