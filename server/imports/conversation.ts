import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { DatasetKind } from '../datasets/contract.ts';
import type { RowError } from '../problem.ts';
import type { checkUpload, Choices, Preview, Run, Upload } from './contract.ts';

/** The conversation by which files become data sets. What it is told of by an id that it does not know is a Problem 'not-found'. */
export interface Imports {
  receive(content: Readable, fileName: string): Promise<Upload>;
  upload(id: string): Upload;
  removeUpload(id: string): Promise<void>;
  proposal(id: string, asked: { kind: DatasetKind | null; layer: string | null }): Promise<Choices>;
  preview(id: string, choices: Choices): Promise<Preview>;
  check(id: string, asked: z.output<NonNullable<typeof checkUpload.body>>): Run;
  run(id: string): Run;
  faults(id: string): { fileName: string; faults: readonly RowError[]; columnOf: (column: string) => string };
  importRun(id: string, rows: 'all' | 'faultless'): Run;
  cancel(id: string): Promise<Run>;
  /** Ends what runs and throws away what is kept. */
  close(): Promise<void>;
}
