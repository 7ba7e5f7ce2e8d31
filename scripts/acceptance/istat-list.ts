import { join } from 'node:path';
import { openFile } from '../../server/datasets/files/open-file.ts';
import { recognise } from '../../server/datasets/readers/formats.ts';
import { readNumber } from '../../server/datasets/readers/cell-number.ts';
import type { SourceRecord } from '../../server/datasets/readers/source-record.ts';
import type { Report } from './report.ts';

const ISTAT = 'messy/istat_elenco_comuni_2020-01-01_latin1_semicolon.csv';

/** The list of municipalities as ISTAT sends it: Windows-1252, thousands parted by dots, line breaks in its header. */
export async function checkIstatList(report: Report, folder: string): Promise<void> {
  const list = await readRecords(join(folder, ISTAT));
  const named = (name: string) => list.filter(({ properties }) => Object.values(properties).includes(name));
  const people = Object.values(named('Crema')[0]!.properties).filter((value) => value === '33.091');
  report.equal('rows of the ISTAT list', list.length, 7904);
  report.equal('people of Crema, "33.091"', readNumber(String(people[0]), 'comma', true), 33_091);
  report.equal(
    'municipalities of the ISTAT list that are called Scarperia e San Piero, Cuorgnè and Agliè',
    [named('Scarperia e San Piero').length, named('Cuorgnè').length, named('Agliè').length],
    [1, 1, 1],
  );
}

/** The records of the first layer of a file, before anything is made of them. */
export async function readRecords(path: string): Promise<SourceRecord[]> {
  const file = await openFile(path);
  try {
    const { reader, source } = await recognise(file.source);
    const records: SourceRecord[] = [];
    for await (const event of reader.read(source, {})) if (event.type === 'record') records.push(event.record);
    return records;
  } finally {
    await file.close();
  }
}
