import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import { coverageStaging } from './coverage/save.ts';
import { KINDS, type Dataset, type DatasetKind, type importDataset } from './datasets/contract.ts';
import { broadbandStatistics, dayOfReport } from './datasets/kinds/broadband-statistics.ts';
import { coverage } from './datasets/kinds/coverage.ts';
import { deliveryPoints } from './datasets/kinds/delivery-points.ts';
import { firms } from './datasets/kinds/firms.ts';
import type { Kind, StagedRow } from './datasets/kinds/kind.ts';
import { municipalities } from './datasets/kinds/municipalities.ts';
import { isDay } from './datasets/kinds/row-reader.ts';
import { segments } from './datasets/kinds/segments.ts';
import { zones } from './datasets/kinds/zones.ts';
import { countWithoutPlace } from './datasets/places.ts';
import { csv } from './datasets/readers/csv.ts';
import type { DeclaredCrs } from './datasets/readers/format-reader.ts';
import { geojson } from './datasets/readers/geojson.ts';
import { MAX_FAULTS_KEPT, RowIntake } from './datasets/row-intake.ts';
import { isIntact, isUnchanged, lockImports, saveDataset, type Statement } from './datasets/save.ts';
import { findDuplicates, openStaging, type Staging } from './datasets/staging.ts';
import { findDataset } from './datasets/store.ts';
import type { Queryable } from './database/queryable.ts';
import { deliveryPointStaging } from './delivery-points/save.ts';
import { firmStaging, placeFirms } from './firms/save.ts';
import { broadbandStatisticStaging, municipalityStaging } from './municipalities/save.ts';
import { Problem } from './problem.ts';
import { segmentStaging } from './segments/save.ts';
import { openSourceFile, type SourceFile } from './source-file.ts';
import { zoneStaging } from './zones/save.ts';

/** What a file is and where it comes from. */
export type Description = z.output<typeof importDataset.query>;

export interface ImportProgress {
  rows: number;
  bytesRead: number;
  bytesTotal: number;
}

export interface ImportOutcome {
  outcome: 'imported' | 'unchanged';
  dataset: Dataset;
}

interface Way {
  kind: Kind<StagedRow>;
  staging: Staging<StagedRow>;
  /** the source's column that no two rows may share */
  keyColumn: string;
}

/** A kind's way from the file to the tables: its format's reader, its parser, its domain's staging. */
const WAYS: Record<DatasetKind, Way> = {
  municipalities: { kind: municipalities, staging: municipalityStaging, keyColumn: 'com_istat_code' },
  'broadband-statistics': { kind: broadbandStatistics, staging: broadbandStatisticStaging, keyColumn: 'pro_com' },
  firms: { kind: firms, staging: firmStaging, keyColumn: 'id' },
  zones: { kind: zones, staging: zoneStaging, keyColumn: 'id' },
  coverage: { kind: coverage, staging: coverageStaging, keyColumn: 'id' },
  segments: { kind: segments, staging: segmentStaging, keyColumn: 'id' },
  'delivery-points': { kind: deliveryPoints, staging: deliveryPointStaging, keyColumn: 'id' },
};
const READERS = { csv, geojson };

/**
 * Imports a file, all of it or nothing, in one transaction. What an earlier file of the same kind and name brought is
 * replaced: rows that are as they were are not touched, those that are gone are deleted. The same file with the same
 * statements changes nothing.
 *
 * @param content     path of the file, or its bytes
 * @param onProgress  after every batch of rows
 * @throws Problem 'rows-rejected' with every faulty row; 'file-unreadable'; 'invalid-request' where no day is stated
 *   for statistics whose file name tells none
 */
export async function importFile(
  dataSource: DataSource,
  content: Readable | string,
  description: Description,
  onProgress: (progress: ImportProgress) => void = () => {},
): Promise<ImportOutcome> {
  const asOf = resolveDay(description);
  const file = await openSourceFile(content);
  try {
    return await dataSource.transaction(async (db) => {
      const { kind, name, nature, origin, sourceUrl, licence } = description;
      const stated: Statement = { nature, origin, sourceUrl, licence, asOf };
      await lockImports(db);
      const present = await findDataset(db, kind, name);
      if (present !== null && isUnchanged(present, file.sha256, stated) && (await isIntact(db, present))) {
        return { outcome: 'unchanged', dataset: present };
      }
      await bringIn(db, file, { ...description, asOf }, onProgress);
      return { outcome: 'imported', dataset: (await findDataset(db, kind, name))! };
    });
  } finally {
    await file.close();
  }
}

async function bringIn(
  db: Queryable,
  file: SourceFile,
  description: Description,
  onProgress: (progress: ImportProgress) => void,
): Promise<void> {
  const { kind: kindName, name, asOf = null } = description;
  const { kind, staging, keyColumn } = WAYS[kindName];
  const intake = new RowIntake(kind, { datasetName: name, asOf });
  await openStaging(db, staging);
  let bytesRead = 0;
  const reader = READERS[kind.format];
  const source = { bytes: file.bytes, read: (from?: number) => file.read(from) };
  const [layer] = await reader.layers(source);
  checkCrs(layer!.crs);
  const counted = { read: () => tap(file.read(), (size) => (bytesRead += size)) };
  const { encoding = null } = layer!.text ?? {};
  for await (const batch of intake.batches(reader.read(counted, { encoding }))) {
    intake.noteRemarks(batch, await staging.stage(db, batch));
    onProgress({ rows: intake.rowsRead, bytesRead, bytesTotal: file.bytes });
  }
  intake.noteDuplicates(keyColumn, await findDuplicates(db, staging, MAX_FAULTS_KEPT));
  const warnings = intake.conclude();

  const datasetId = await saveDataset(db, {
    ...description,
    nature: description.nature ?? (intake.generated ? 'generated' : 'fact'),
    sha256: file.sha256,
    rowsRead: intake.rowsRead,
    rowsStored: intake.rowsTaken,
    warnings,
  });
  await staging.merge(db, datasetId);
  if (kindName === 'municipalities') {
    await placeFirms(db);
    await countWithoutPlace(db, KINDS);
  } else await countWithoutPlace(db, [kindName], datasetId);
}

/** @throws Problem 'file-unreadable' where a file says that its coordinates are in another system */
function checkCrs(crs: DeclaredCrs | null): void {
  if (crs === null || crs.epsg === 4326) return;
  const declared = crs.text.slice(0, 100);
  throw new Problem('file-unreadable', {
    en: `The file says that its coordinates are in ${declared}. Save it in WGS 84, longitude and latitude (EPSG:4326)`,
    it: `Il file dichiara coordinate in ${declared}. Salvarlo in WGS 84, longitudine e latitudine (EPSG:4326)`,
  });
}

/** The day the file speaks of: as stated, else as its name tells; undefined where neither does. */
function resolveDay({ kind, asOf, fileName }: Description): string | undefined {
  if (asOf !== undefined || kind !== 'broadband-statistics') return asOf;
  const told = dayOfReport(fileName);
  if (told !== null && isDay(told)) return told;
  throw new Problem(
    'invalid-request',
    {
      en: 'The statistics must have a day: state it (--as-of YYYY-MM-DD, asOf in the API), or keep the name that AGCOM gave the file (Reportistica_YYMMDD_...)',
      it: 'Le statistiche devono avere una data: indicarla (--as-of AAAA-MM-GG, asOf nella API), o lasciare al file il nome dato da AGCOM (Reportistica_AAMMGG_...)',
    },
    { parameters: [{ name: 'asOf', reason: 'YYYY-MM-DD' }] },
  );
}

async function* tap(stream: Readable, count: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  for await (const piece of stream) {
    count((piece as Buffer).length);
    yield piece as Buffer;
  }
}
