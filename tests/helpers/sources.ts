import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { keepFile, type OpenFile } from '../../server/datasets/files/open-file.ts';
import type { FileLimits } from '../../server/datasets/limits.ts';
import type { FormatReader, Reading } from '../../server/datasets/readers/format-reader.ts';
import type { SourceRecord } from '../../server/datasets/readers/source-record.ts';
import type { Source } from '../../server/datasets/readers/source.ts';
import type { RowError } from '../../server/problem.ts';

/** Files in memory that lie beside one another; the first is what is read. */
export function sourceOf(files: Record<string, Uint8Array | string>, pieceBytes = 1000): Source {
  const siblings: Source[] = [];
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    siblings.push({
      name,
      bytes: bytes.length,
      read: async function* (from = 0) {
        for (let at = from; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
      },
      path: () => Promise.resolve(onDisk(name, bytes)),
      siblings,
    });
  }
  return siblings[0]!;
}

/** Writes bytes to a file that is gone when the test ends. */
export function onDisk(name: string, bytes: Uint8Array): string {
  const folder = ownFolder();
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** A folder that is gone when the test ends. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sources-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file as it comes in by upload; closed when the test ends. */
export async function uploaded(
  name: string,
  content: Uint8Array | string,
  limits?: Readonly<FileLimits>,
): Promise<OpenFile> {
  const file = await keepFile(pieces(Buffer.from(content)), name, limits ? { limits } : {});
  onTestFinished(() => file.close());
  return file;
}

async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** All that a reader tells of a layer. */
export async function readAll(
  reader: FormatReader,
  source: Source,
  reading: Reading = {},
): Promise<{ records: SourceRecord[]; faults: RowError[]; columns: string[] }> {
  const records: SourceRecord[] = [];
  const faults: RowError[] = [];
  let columns: string[] = [];
  for await (const event of reader.read(source, reading)) {
    if (event.type === 'record') records.push(event.record);
    if (event.type === 'fault') faults.push(event.error);
    if (event.type === 'columns') ({ columns } = event);
  }
  return { records, faults, columns };
}
