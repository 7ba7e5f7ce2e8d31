import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { FileOnDisk } from './reading.ts';

export interface KeptFile extends FileOnDisk {
  sha256: string;
  close(): Promise<void>;
}

/** Opens a file where it lies, or keeps what a stream brings in a temporary file, which closing removes. */
export async function keepFile(content: Readable | string, fileName: string): Promise<KeptFile> {
  const digest = createHash('sha256');
  if (typeof content === 'string') {
    for await (const piece of createReadStream(content)) digest.update(piece as Buffer);
    const { size } = await stat(content);
    return { path: content, fileName, bytes: size, sha256: digest.digest('hex'), close: async () => {} };
  }
  const folder = await mkdtemp(join(tmpdir(), 'ultimo-miglio-import-'));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'file');
    const handle = await open(path, 'wx', 0o600);
    let bytes = 0;
    try {
      for await (const piece of content) {
        const chunk = piece as Buffer;
        digest.update(chunk);
        bytes += chunk.length;
        for (let at = 0; at < chunk.length;) at += (await handle.write(chunk, at)).bytesWritten;
      }
    } finally {
      await handle.close();
    }
    return { path, fileName, bytes, sha256: digest.digest('hex'), close };
  } catch (error) {
    await close();
    throw error;
  }
}
