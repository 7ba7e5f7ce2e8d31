import { Problem } from '../../problem.ts';
import type { Encoding } from './format-reader.ts';
import type { Source } from './source.ts';
import { decodeUtf8, isZip, zipFound } from './utf8.ts';

/** So much of a file tells its encoding. */
const SAMPLE_BYTES = 256 * 1024;
/** Share of zero bytes on one side of the pairs from which a text of mostly Latin letters is UTF-16. */
const UTF16_ZERO_SHARE = 0.4;

/** What of a source is needed to read it as a text. */
export type TextSource = Pick<Source, 'read'>;

/**
 * Opens a file as text; its encoding is told by its first 256 kB where none is chosen.
 *
 * @throws Problem 'file-unreadable' where it is no text; from the text, with line and column, where a byte is not of
 *   the encoding
 */
export async function openText(
  source: TextSource,
  chosen: Encoding | null = null,
): Promise<{ encoding: Encoding; text: AsyncGenerator<string> }> {
  const encoding = chosen ?? detectEncoding(await readSample(source));
  return { encoding, text: decodeText(source.read(), encoding) };
}

async function readSample(source: TextSource): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const bytes = new Uint8Array(SAMPLE_BYTES);
  let size = 0;
  for await (const piece of source.read()) {
    const room = SAMPLE_BYTES - size;
    bytes.set(piece.length > room ? piece.subarray(0, room) : piece, size);
    if (piece.length > room) return { bytes, isWhole: false };
    size += piece.length;
  }
  return { bytes: bytes.subarray(0, size), isWhole: true };
}

/**
 * The encoding of a text by its first bytes: its byte order mark, the zeros of UTF-16, whether it is UTF-8, and else
 * Windows-1252. A file with more right than wrong characters of UTF-8 is UTF-8 with a fault in it.
 *
 * @throws Problem 'file-unreadable' where it is no text
 */
function detectEncoding({ bytes, isWhole }: { bytes: Uint8Array; isWhole: boolean }): Encoding {
  const [a, b, c] = bytes;
  if (isZip(bytes)) throw zipFound();
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  const ordered = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : null;
  if (ordered !== null) return ordered;
  const zeros = [0, 0];
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1)) zeros[at % 2]! += 1;
  if (zeros[0]! + zeros[1]! > 0) return utf16OfZeros(zeros[0]!, zeros[1]!, bytes.length / 2) ?? refuseBinary(bytes);
  const { right, wrong } = weighUtf8(bytes, isWhole);
  return right >= wrong && (wrong === 0 || right > wrong) ? 'utf-8' : 'windows-1252';
}

function utf16OfZeros(even: number, odd: number, pairs: number): Encoding | null {
  if (odd > pairs * UTF16_ZERO_SHARE && even === 0) return 'utf-16le';
  return even > pairs * UTF16_ZERO_SHARE && odd === 0 ? 'utf-16be' : null;
}

/** How many characters beyond ASCII are right UTF-8, and how many bytes are not. */
function weighUtf8(bytes: Uint8Array, isWhole: boolean): { right: number; wrong: number } {
  let right = 0;
  let wrong = 0;
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at]!;
    const length = lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3 : 4;
    let follow = 1;
    while (follow < length && at + follow < bytes.length && (bytes[at + follow]! & 0xc0) === 0x80) follow += 1;
    const isCut = at + follow === bytes.length && !isWhole;
    const isRight = (lead < 0x80 || (lead >= 0xc2 && lead < 0xf5)) && (follow === length || isCut);
    if (!isRight) wrong += 1;
    else if (lead >= 0x80) right += 1;
    at += isRight ? follow : 1;
  }
  return { right, wrong };
}

/**
 * Decodes a text piece by piece; its byte order mark is left out.
 *
 * @throws Problem 'file-unreadable' naming line and column where a byte is not of the encoding
 */
function decodeText(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  return encoding === 'utf-8' ? decodeUtf8(bytes) : decodeOther(bytes, encoding);
}

async function* decodeOther(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  const decode = (piece: Uint8Array | null): string => {
    try {
      return piece === null ? decoder.decode() : decoder.decode(piece, { stream: true });
    } catch {
      throw notOfEncoding(encoding, line);
    }
  };
  for await (const piece of bytes) {
    const text = decode(piece);
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) line += 1;
    if (text !== '') yield text;
  }
  const rest = decode(null);
  if (rest !== '') yield rest;
}

function notOfEncoding(encoding: Encoding, line: number): Problem {
  const name = encoding === 'windows-1252' ? 'Windows-1252' : 'UTF-16';
  return new Problem('file-unreadable', {
    en: `The file is not in ${name}, or is cut short: after line ${line} there are bytes that are no characters of it`,
    it: `Il file non è in ${name}, o è troncato: dopo la linea ${line} ci sono byte che non ne sono caratteri`,
  });
}

function refuseBinary(bytes: Uint8Array): never {
  const offset = bytes.indexOf(0);
  throw new Problem('file-unreadable', {
    en: `The file is no text: byte ${offset + 1} is zero. If it is a spreadsheet or a map, save it as .xlsx, CSV or GeoJSON`,
    it: `Il file non è un testo: il byte ${offset + 1} è zero. Se è un foglio di calcolo o una mappa, salvarlo come .xlsx, CSV o GeoJSON`,
  });
}
