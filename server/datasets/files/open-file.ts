import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Problem } from '../../problem.ts';
import { FILE_LIMITS, type FileLimits } from '../limits.ts';
import type { Source } from '../readers/source.ts';
import { openArchive, type Archive } from './archive.ts';
import { makeOwnFolder } from './own-folder.ts';

const PIECE_BYTES = 256 * 1024;

export interface OpenFile {
  source: Source;
  /** null where it was not asked for */
  sha256: string | null;
  bytes: number;
  /** Ends all reading, and removes what was kept or unpacked. */
  close(): Promise<void>;
}

export interface OpenOptions {
  limits?: Readonly<FileLimits>;
  /** where a folder of its own is made for what is kept or unpacked; absent: the system's folder for temporary files */
  folder?: string;
}

/**
 * Keeps what a stream brings in a temporary file, in a folder of its own.
 *
 * @param name  as its sender calls it
 * @throws Problem 'file-too-large', as soon as it is
 */
export async function keepFile(
  content: AsyncIterable<Uint8Array>,
  name: string,
  options: OpenOptions = {},
): Promise<OpenFile> {
  const { limits = FILE_LIMITS } = options;
  const folder = new Folder(options.folder);
  try {
    const path = join(await folder.path(), 'file');
    const handle = await open(path, 'wx', 0o600);
    const digest = createHash('sha256');
    let bytes = 0;
    try {
      for await (const piece of content) {
        bytes += piece.length;
        if (bytes > limits.fileBytes) throw tooLarge(limits.fileBytes);
        digest.update(piece);
        for (let at = 0; at < piece.length;) at += (await handle.write(piece, at)).bytesWritten;
      }
    } finally {
      await handle.close();
    }
    return openIn(folder, { path, name, bytes, limits, sha256: digest.digest('hex') });
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

/**
 * Opens a file where it lies, without touching it.
 *
 * @param name  as its sender calls it; absent: as it is called on disk
 * @throws Problem 'file-too-large'
 */
export async function openFile(
  path: string,
  { name = basename(path), hashed = false, ...options }: OpenOptions & { name?: string; hashed?: boolean } = {},
): Promise<OpenFile> {
  const { limits = FILE_LIMITS } = options;
  const bytes = (await stat(path)).size;
  if (bytes > limits.fileBytes) throw tooLarge(limits.fileBytes);
  const sha256 = hashed ? await hashOf(path) : null;
  return openIn(new Folder(options.folder), { path, name, bytes, limits, sha256 });
}

interface Opened {
  path: string;
  name: string;
  bytes: number;
  limits: Readonly<FileLimits>;
  sha256: string | null;
}

function openIn(folder: Folder, { path, name, bytes, limits, sha256 }: Opened): OpenFile {
  let archive: Promise<Archive | null> | null = null;
  const source: Source = {
    name: basename(name.replaceAll('\\', '/')),
    bytes,
    read: (from = 0) => createReadStream(path, { start: from, highWaterMark: PIECE_BYTES }),
    path: () => Promise.resolve(path),
    siblings: [],
    unpack: async () => {
      archive ??= openArchive(path, limits, () => folder.path());
      return (await archive)?.members ?? null;
    },
  };
  source.siblings = [source];
  const close = async () => {
    // A broken archive has nothing to close, and was refused when it was opened.
    await archive?.then((opened) => opened?.close()).catch(() => {});
    await folder.remove();
  };
  return { source, sha256, bytes, close };
}

/** A folder of its own, made when first asked for. */
class Folder {
  readonly #parent: string | undefined;
  #path: Promise<string> | null = null;

  constructor(parent: string | undefined) {
    this.#parent = parent;
  }

  path(): Promise<string> {
    return (this.#path ??= makeOwnFolder(this.#parent));
  }

  async remove(): Promise<void> {
    if (this.#path !== null) await rm(await this.#path, { recursive: true, force: true });
  }
}

async function hashOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_BYTES })) digest.update(piece as Buffer);
  return digest.digest('hex');
}

function tooLarge(limit: number): Problem {
  const megabytes = Math.round(limit / 1024 / 1024);
  return new Problem('file-too-large', {
    en: `The file is larger than ${megabytes} MB. Send it in parts, or have the limit raised (IMPORT_MAX_FILE_MB)`,
    it: `Il file supera ${megabytes} MB. Inviarlo in più parti, o far alzare il limite (IMPORT_MAX_FILE_MB)`,
  });
}
