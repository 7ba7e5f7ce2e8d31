import type { Readable } from 'node:stream';
import { keepFile as keep, openFile } from '../datasets/files/open-file.ts';
import type { FileOnDisk } from './reading.ts';

export interface KeptFile extends FileOnDisk {
  sha256: string;
  close(): Promise<void>;
}

/** Opens a file where it lies, or keeps what a stream brings in a temporary file, which closing removes. */
export async function keepFile(content: Readable | string, fileName: string): Promise<KeptFile> {
  const opened =
    typeof content === 'string'
      ? await openFile(content, { name: fileName, hashed: true })
      : await keep(content, fileName);
  const { source, sha256, bytes } = opened;
  return { path: await source.path(), fileName, bytes, sha256: sha256!, close: () => opened.close() };
}
