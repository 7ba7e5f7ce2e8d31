import { createHash } from 'node:crypto';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const PIECE_BYTES = 256 * 1024;

/** A file that is to be imported, to be read more than once. */
export interface SourceFile {
  sha256: string;
  bytes: number;
  /** the content from a byte on, its beginning if none is named; one reading at a time */
  read(from?: number): Readable;
  close(): Promise<void>;
}

/**
 * Opens a file by its path, or keeps what a stream brings in a temporary file. That one has no name: whatever
 * becomes of the program, nothing of it is left behind.
 */
export async function openSourceFile(content: Readable | string): Promise<SourceFile> {
  const handle = typeof content === 'string' ? await open(content) : await openNameless();
  try {
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const piece of typeof content === 'string' ? readAll(handle) : content) {
      const chunk = piece as Buffer;
      digest.update(chunk);
      bytes += chunk.length;
      if (typeof content !== 'string') await writeWhole(handle, chunk);
    }
    return { sha256: digest.digest('hex'), bytes, read: (from) => readAll(handle, from), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openNameless(): Promise<FileHandle> {
  const folder = await mkdtemp(join(tmpdir(), 'ultimo-miglio-import-'));
  try {
    return await open(join(folder, 'file'), 'wx+', 0o600);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function readAll(handle: FileHandle, start = 0): Readable {
  return handle.createReadStream({ start, autoClose: false, highWaterMark: PIECE_BYTES });
}

async function writeWhole(handle: FileHandle, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten;
}
