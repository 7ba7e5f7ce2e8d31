import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Change } from '../../server/datasets/contract.ts';
import { listChanges } from '../../server/datasets/store-versions.ts';
import { importFile } from '../../server/imports.ts';
import { FILES } from './field-data.ts';
import type { Report } from './report.ts';

const BAGNOLO = '019005';
/** The most that one answer lists. */
const PAGE = 1000;

/** Both reports of AGCOM under one name: the second is a version of the first, and says what has changed. */
export async function checkAgcomVersions(db: DataSource, folder: string, report: Report): Promise<void> {
  const description = { kind: 'broadband-statistics', name: 'AGCOM' } as const;
  const versions: number[] = [];
  let id = 0;
  for (const file of [FILES.march, FILES.june]) {
    const content = createReadStream(join(folder, file));
    const { dataset } = await importFile(db, content, { ...description, fileName: basename(file) });
    versions.push(dataset.version);
    id = dataset.id;
  }
  report.equal('versions of AGCOM, March and June', versions, [1, 2]);
  const bagnolo = (await changesOf(db, id)).find((item) => item.id === BAGNOLO);
  const families = bagnolo?.attributes.find(({ name }) => name === 'familiesFtth');
  report.equal(
    'families with FTTH in Bagnolo Cremasco, March and June',
    [families?.before, families?.after],
    [57, 519],
  );
}

async function changesOf(db: DataSource, id: number): Promise<Change[]> {
  const all: Change[] = [];
  for (;;) {
    const { items } = await listChanges(db, { id, number: 2 }, { kind: 'changed', limit: PAGE, offset: all.length });
    if (items.length === 0) return all;
    all.push(...items);
  }
}
