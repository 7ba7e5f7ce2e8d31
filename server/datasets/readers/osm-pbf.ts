import type { FormatReader } from './format-reader.ts';
import { Problem } from '../../problem.ts';
import { unreadable } from './json-problems.ts';
import { eachField, readBlock, readRequiredFeatures } from './osm-block.ts';
import type { OsmElement, ReadElements } from './osm-element.ts';
import { OSM_LAYERS, readOsmRecords } from './osm-records.ts';
import type { Source } from './source.ts';

/** Limits of the format: https://wiki.openstreetmap.org/wiki/PBF_Format#File_format */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;
const UNDERSTOOD = ['OsmSchema-V0.6', 'DenseNodes'];

/** Reads OpenStreetMap PBF, one block of some 8,000 elements at a time. */
export const osmPbf: FormatReader = {
  format: 'osmPbf',
  layers: () => Promise.resolve(OSM_LAYERS),
  read: (source, { layer = null }) => {
    const elements: ReadElements = (type) => readElements(source, type) as never;
    return readOsmRecords(elements, layer);
  },
};

async function* readElements(source: Source, type: OsmElement['type']): AsyncGenerator<OsmElement[]> {
  let blobs = 0;
  for await (const blob of readBlobs(source)) {
    blobs += 1;
    if (blobs === 1 && blob.type !== 'OSMHeader') throw broken(blobs, 'OSMHeader');
    if (blob.type !== 'OSMHeader' && blob.type !== 'OSMData') continue;
    try {
      const bytes = await unpack(blob.bytes);
      if (blob.type === 'OSMData') yield readBlock(bytes, type);
      else checkFeatures(readRequiredFeatures(bytes));
    } catch (error) {
      // The protobuf library throws plain errors, and so does the inflating stream.
      throw error instanceof Problem ? error : broken(blobs, (error as Error).message);
    }
  }
  if (blobs === 0) throw unreadable('The file is empty', 'Il file è vuoto');
}

/** The blobs of a file, still packed. */
async function* readBlobs(source: Source): AsyncGenerator<{ type: string; bytes: Uint8Array }> {
  const reader = new PieceReader(source.read());
  for (let count = 1; ; count += 1) {
    const length = await reader.take(4);
    if (length.length === 0) return;
    if (length.length < 4) throw cutShort(count);
    const headerBytes = new DataView(length.buffer, length.byteOffset).getUint32(0);
    if (headerBytes > MAX_HEADER_BYTES) throw broken(count, `header: ${headerBytes} bytes`);
    const header = await reader.take(headerBytes);
    let type = '';
    let size = -1;
    try {
      eachField(header, (tag, pbf) => {
        if (tag === 1) type = pbf.readString();
        else if (tag === 3) size = pbf.readVarint(true);
      });
    } catch (error) {
      throw broken(count, (error as Error).message);
    }
    if (header.length < headerBytes) throw cutShort(count);
    if (size < 0 || size > MAX_BLOB_BYTES) throw broken(count, `blob: ${size} bytes`);
    const bytes = await reader.take(size);
    if (bytes.length < size) throw cutShort(count);
    yield { type, bytes };
  }
}

async function unpack(blob: Uint8Array): Promise<Uint8Array> {
  const read: { raw: Uint8Array | null; zlib: Uint8Array | null; bytes: number; other: number } = {
    raw: null,
    zlib: null,
    bytes: 0,
    other: 0,
  };
  eachField(blob, (tag, pbf) => {
    if (tag === 1) read.raw = pbf.readBytes();
    else if (tag === 2) read.bytes = pbf.readVarint(true);
    else if (tag === 3) read.zlib = pbf.readBytes();
    else read.other = tag;
  });
  if (read.raw !== null) return read.raw;
  if (read.zlib === null) throw otherPacking();
  if (read.bytes < 0 || read.bytes > MAX_BLOB_BYTES) throw new RangeError(`${read.bytes} bytes unpacked`);
  return inflate(read.zlib, read.bytes);
}

/** @throws RangeError where there comes more, or less, than is announced */
async function inflate(packed: Uint8Array, bytes: number): Promise<Uint8Array> {
  const unpacked = new Uint8Array(bytes);
  let length = 0;
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('deflate'));
  for await (const piece of stream) {
    if (length + piece.length > bytes) throw new RangeError('more than announced');
    unpacked.set(piece, length);
    length += piece.length;
  }
  if (length !== bytes) throw new RangeError('less than announced');
  return unpacked;
}

/** Takes so many bytes at a time of what comes in pieces of any size. */
class PieceReader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Fewer only where the file ends. */
  async take(size: number): Promise<Uint8Array> {
    const taken: Uint8Array[] = [];
    let length = 0;
    while (length < size) {
      if (this.#piece.length === 0) {
        const { value, done } = await this.#pieces.next();
        if (done) break;
        this.#piece = value;
        continue;
      }
      const part = this.#piece.subarray(0, size - length);
      this.#piece = this.#piece.subarray(part.length);
      taken.push(part);
      length += part.length;
    }
    if (taken.length === 1) return taken[0]!;
    const whole = new Uint8Array(length);
    let at = 0;
    for (const part of taken) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }
}

function checkFeatures(features: readonly string[]): void {
  const unknown = features.filter((feature) => !UNDERSTOOD.includes(feature));
  if (unknown.length === 0) return;
  const named = unknown.join(', ').slice(0, 100);
  throw unreadable(
    `The file needs "${named}", which is not read here. Export the present state alone (osmium extract, without history)`,
    `Il file richiede "${named}", che qui non si legge. Esportare solo lo stato attuale (osmium extract, senza cronologia)`,
  );
}

function otherPacking(): Problem {
  return unreadable(
    'The file is packed in a way that is not read here. Write it again with zlib (osmium cat -f pbf,pbf_compression=zlib)',
    'Il file è compresso in un modo che qui non si legge. Riscriverlo con zlib (osmium cat -f pbf,pbf_compression=zlib)',
  );
}

function cutShort(blob: number): Problem {
  return unreadable(
    `The file is cut short: it ends inside block ${blob}. Download it again`,
    `Il file è troncato: finisce dentro il blocco ${blob}. Scaricarlo di nuovo`,
  );
}

function broken(blob: number, said: string): Problem {
  const reason = said.slice(0, 100);
  return unreadable(
    `Block ${blob} of the file is damaged (${reason}). Download it again`,
    `Il blocco ${blob} del file è danneggiato (${reason}). Scaricarlo di nuovo`,
  );
}
