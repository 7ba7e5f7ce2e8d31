import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createInflateRaw } from 'node:zlib';
import { openPromise, validateFileName, type Entry, type ZipFile } from 'yauzl';
import { Problem } from '../../problem.ts';
import type { FileLimits } from '../limits.ts';
import type { Source } from '../readers/source.ts';
import * as refusals from './archive-refusals.ts';

const PIECE_BYTES = 256 * 1024;
/** What unpacks to less than this is harmless, however well it was packed. */
const HARMLESS_BYTES = 32 * 1024 * 1024;
/** Archives inside an archive inside an archive are nobody's way to send a file. */
const MAX_NESTING = 1;
const STORED = 0;
const UNIX = 3;
const SYMBOLIC_LINK = 0o120000;
const KIND_OF_FILE = 0o170000;

export interface Archive {
  /** what lies in it, in its order, each the sibling of all others */
  members: readonly Source[];
  close(): Promise<void>;
}

/** Counts what an archive, and those inside it, unpack to. */
class Unpacked {
  /** the most that was unpacked of each member: reading one twice does not count twice */
  readonly #most = new Map<string, number>();
  readonly limits: Readonly<FileLimits>;
  #bytes = 0;

  constructor(limits: Readonly<FileLimits>) {
    this.limits = limits;
  }

  /** @throws Problem where a member, or all together, go beyond the limits */
  note(member: string, packed: number, bytes: number): void {
    const before = this.#most.get(member) ?? 0;
    if (bytes > before) {
      this.#most.set(member, bytes);
      this.#bytes += bytes - before;
    }
    if (this.#bytes > this.limits.unpackedBytes) throw refusals.unpacksTooLarge(this.limits.unpackedBytes);
    if (bytes > HARMLESS_BYTES && bytes > packed * this.limits.unpackedRatio) {
      throw refusals.packedTooWell(member, this.limits.unpackedRatio);
    }
  }
}

/**
 * Looks into a zip archive; nothing is unpacked before it is asked for, and never under a name of the archive's.
 *
 * @param path    where the archive lies
 * @param folder  gives a folder for what is unpacked to disk
 * @returns null where the file is no zip archive
 * @throws Problem 'file-unreadable' where it is broken, encrypted, beyond the limits, or has an entry that would lead
 *   out of its folder
 */
export function openArchive(
  path: string,
  limits: Readonly<FileLimits>,
  folder: () => Promise<string>,
): Promise<Archive | null> {
  return openCounted(path, '', new Unpacked(limits), folder, 0);
}

async function openCounted(
  path: string,
  prefix: string,
  unpacked: Unpacked,
  folder: () => Promise<string>,
  nesting: number,
): Promise<Archive | null> {
  if (!(await beginsAsZip(path))) return null;
  if (nesting > MAX_NESTING) throw refusals.nestedTooDeep(prefix);
  const zip = await openPromise(path, { autoClose: false }).catch((error: unknown) => {
    throw asProblem(error);
  });
  const opened: Promise<Archive | null>[] = [];
  const members: Source[] = [];
  try {
    let declared = 0;
    for (const entry of await listEntries(zip, unpacked.limits.archiveMembers)) {
      declared += entry.uncompressedSize;
      if (declared > unpacked.limits.unpackedBytes) throw refusals.unpacksTooLarge(unpacked.limits.unpackedBytes);
      members.push(
        memberOf(zip, entry, {
          members,
          whole: `${prefix}${entry.fileName}`,
          unpacked,
          folder,
          open: (at, whole) => {
            const inner = openCounted(at, `${whole}/`, unpacked, folder, nesting + 1);
            opened.push(inner);
            return inner;
          },
        }),
      );
    }
  } catch (error) {
    zip.close();
    throw asProblem(error);
  }
  const close = async () => {
    for (const inner of opened) await inner.then((archive) => archive?.close()).catch(() => {});
    if (zip.isOpen) zip.close();
  };
  return { members, close };
}

/** Those that hold something, checked. */
async function listEntries(zip: ZipFile, maxMembers: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  if (zip.entryCount > maxMembers) throw refusals.tooManyMembers(zip.entryCount, maxMembers);
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    if (validateFileName(name) !== null || name.includes('\0') || /^[a-z]:/i.test(name)) throw refusals.leadsOut(name);
    const mode = entry.externalFileAttributes >>> 16;
    if (entry.versionMadeBy >> 8 === UNIX && (mode & KIND_OF_FILE) === SYMBOLIC_LINK) throw refusals.isLink(name);
    // Folders, and what macOS and other systems keep for themselves.
    if (name.endsWith('/') || /(^|\/)(__MACOSX\/|\.[^/]*$)/.test(name)) continue;
    if (entry.isEncrypted()) throw refusals.isEncrypted(name);
    if (!entry.canDecodeFileData()) throw refusals.packedOtherwise(name, entry.compressionMethod);
    entries.push(entry);
  }
  return entries;
}

interface Surroundings {
  members: Source[];
  /** its name from the outermost archive on */
  whole: string;
  unpacked: Unpacked;
  folder: () => Promise<string>;
  open: (path: string, whole: string) => Promise<Archive | null>;
}

function memberOf(zip: ZipFile, entry: Entry, { members, whole, unpacked, folder, open }: Surroundings): Source {
  /** where it lies unpacked, once it does so whole */
  let onDisk: string | null = null;
  let unpacking: Promise<string> | null = null;
  let archive: Promise<Archive | null> | null = null;
  const read = async function* (from = 0): AsyncGenerator<Uint8Array> {
    if (onDisk !== null) {
      yield* createReadStream(onDisk, { start: from, highWaterMark: PIECE_BYTES }) as AsyncIterable<Buffer>;
      return;
    }
    let at = 0;
    for await (const { piece, packed } of inflate(zip, entry)) {
      const begin = Math.max(0, from - at);
      at += piece.length;
      unpacked.note(whole, packed, at);
      if (begin < piece.length) yield begin === 0 ? piece : piece.subarray(begin);
    }
  };
  const toDisk = async (): Promise<string> => {
    const target = join(await folder(), randomUUID());
    await pipeline(Readable.from(read()), createWriteStream(target, { flags: 'wx', mode: 0o600 }));
    return (onDisk = target);
  };
  return {
    name: entry.fileName.split('/').at(-1)!,
    folder: whole.split('/').slice(0, -1).join('/'),
    bytes: entry.uncompressedSize,
    read,
    path: () => (unpacking ??= toDisk()),
    siblings: members,
    unpack() {
      archive ??= this.path().then((at) => open(at, whole));
      return archive.then((opened) => opened?.members ?? null);
    },
  };
}

/**
 * @returns pieces of the content, each with the packed bytes that it and all before it were made of
 * @throws Problem 'file-unreadable' where what is packed is damaged, or not what the archive says of it
 */
async function* inflate(zip: ZipFile, entry: Entry): AsyncGenerator<{ piece: Buffer; packed: number }> {
  // Unpacked here, and not by yauzl, whose inflating goes on when nobody reads any more.
  const inflater = createInflateRaw({ chunkSize: PIECE_BYTES });
  const inflating = entry.compressionMethod === STORED ? new PassThrough() : inflater;
  let bytes = 0;
  let checksum = 0;
  try {
    const packed = await zip.openReadStreamPromise(entry, { decodeFileData: false });
    const moving = pipeline(packed, inflating);
    // Told by the loop below as well.
    moving.catch(() => {});
    for await (const piece of inflating as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > entry.uncompressedSize) break;
      checksum = crc32(piece, checksum);
      // How much was packed so far, and not in all: a bomb is told by its first megabytes.
      yield { piece, packed: inflating === inflater ? inflater.bytesWritten : bytes };
    }
  } catch (error) {
    throw asProblem(error);
  } finally {
    inflating.destroy();
    inflater.destroy();
  }
  if (bytes !== entry.uncompressedSize) throw refusals.broken('wrong size');
  if (checksum !== entry.crc32) throw refusals.broken('wrong checksum');
}

async function beginsAsZip(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    // "PK\3\4", or "PK\5\6" of an archive with nothing in it.
    return bytesRead === 4 && ['PK\x03\x04', 'PK\x05\x06'].includes(buffer.toString('latin1'));
  } finally {
    await handle.close();
  }
}

/** Whatever yauzl or zlib say of a file is that file's fault. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const said = error instanceof Error ? error.message : String(error);
  const name = /^(?:invalid relative path|absolute path|invalid characters in fileName): (.*)/s.exec(said)?.[1];
  return name === undefined ? refusals.broken(said) : refusals.leadsOut(name);
}
