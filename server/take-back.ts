import type { DataSource } from 'typeorm';
import { KINDS, type Dataset } from './datasets/contract.ts';
import { countWithoutPlace } from './datasets/places.ts';
import { lockImports } from './datasets/save.ts';
import { readDataset } from './datasets/store.ts';
import { findNewest, restoreDataset, restoreRows } from './datasets/store-take-back.ts';
import { recordVersion } from './datasets/store-versions.ts';
import { placeFirms } from './firms/save.ts';

/**
 * Takes the newest version of a data set back: what stood before it stands again, as a new version. Taking back the first
 * leaves nothing; taking back what was a taking back brings that version again. What is stale by it is computed anew.
 *
 * @throws Problem 'not-found'; 'changed-meanwhile' where this is not the newest version
 */
export async function takeBack(dataSource: DataSource, id: number, version: number): Promise<Dataset> {
  return dataSource.transaction(async (db) => {
    await lockImports(db);
    const newest = await findNewest(db, id, version);
    const warnings = await restoreRows(db, newest);
    if (newest.kind === 'municipalities') {
      await placeFirms(db);
      await countWithoutPlace(db, KINDS);
    }
    await restoreDataset(db, newest, warnings);
    await countWithoutPlace(db, [newest.kind], id);
    await recordVersion(db, id, { takenBackTo: newest.number - 1 });
    return readDataset(db, id);
  });
}
