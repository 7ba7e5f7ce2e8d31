import type { Readable } from 'node:stream';
import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { importDataset } from './datasets/contract.ts';
import { dayOfReport } from './datasets/kinds/broadband-statistics.ts';
import { isDay } from './datasets/kinds/row-reader.ts';
import { dropStaging } from './datasets/staging.ts';
import {
  checkFile,
  findUnchanged,
  mergeChecked,
  type Goal,
  type ImportOutcome,
  type ImportProgress,
} from './import-run.ts';
import { KINDS_BY_NAME } from './import-ways.ts';
import type { Choices } from './imports/contract.ts';
import { keepFile } from './imports/keep-file.ts';
import { propose } from './imports/propose.ts';
import { lookAtFile } from './imports/reading.ts';
import { Problem } from './problem.ts';

export type { ImportOutcome, ImportProgress } from './import-run.ts';

/** What a file is and where it comes from. */
export type Description = z.output<typeof importDataset.query>;

const SAMPLE_RECORDS = 200;

/**
 * Imports a file in one go, all of it or nothing. What an earlier file of the same kind and name brought is replaced: rows that
 * are as they were are not touched, those that are gone are deleted. The same file with the same statements changes
 * nothing. Nothing is guessed: columns go by their very names, coordinates are as the file declares them, else WGS 84.
 *
 * @param content     path of the file, or its bytes
 * @param onProgress  after every batch of rows
 * @param chosen      what is known better than the file tells
 * @throws Problem 'rows-rejected' with every faulty row; 'file-unreadable'; 'invalid-request' where no day is stated
 *   for statistics whose file name tells none
 */
export async function importFile(
  dataSource: DataSource,
  content: Readable | string,
  description: Description,
  onProgress: (progress: ImportProgress) => void = () => {},
  { rows = 'all', chosen = {} }: { rows?: 'all' | 'faultless'; chosen?: Partial<Choices> } = {},
): Promise<ImportOutcome> {
  const { kind, name, nature, origin, sourceUrl, licence, fileName } = description;
  const asOf = resolveDay(description);
  const file = await keepFile(content, fileName);
  try {
    const seen = await lookAtFile(file, SAMPLE_RECORDS);
    const { choices } = propose(seen.layers, KINDS_BY_NAME, { kind, layer: chosen.layer ?? null });
    const goal: Goal = {
      name,
      nature,
      origin,
      sourceUrl,
      licence,
      asOf,
      choices: { ...choices, columns: {}, ...chosen },
    };
    const present = await findUnchanged(dataSource, file.sha256, goal);
    if (present !== null) return { outcome: 'unchanged', dataset: present };
    const checked = await checkFile(dataSource, file, goal, { onProgress });
    try {
      return await mergeChecked(dataSource, file, goal, checked, { rows });
    } finally {
      await dropStaging(dataSource, checked.staged);
    }
  } finally {
    await file.close();
  }
}

/** The day the file speaks of: as stated, else as its name tells; undefined where neither does. */
export function resolveDay({
  kind,
  asOf,
  fileName,
}: Pick<Description, 'kind' | 'asOf' | 'fileName'>): string | undefined {
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
