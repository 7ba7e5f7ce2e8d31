import { Problem } from '../../problem.ts';

const LINE_FEED = 0x0a;
/** How many bytes a first piece must have to be judged by its signature. */
const SIGNATURE_BYTES = 4;

/**
 * Decodes UTF-8, with or without byte order mark, piece by piece. Never guesses: a file in another encoding would
 * give wrong names without a word.
 *
 * @throws Problem 'file-unreadable' naming the line, the column (in characters) and the byte that is not UTF-8, and
 *   how to save the file right
 */
export async function* decodeUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const place = { line: 1, column: 1 };
  let rest: Uint8Array = new Uint8Array(0);
  let started = false;
  for await (const piece of bytes) {
    let joined = rest.length === 0 ? piece : concatenate(rest, piece);
    rest = new Uint8Array(0);
    if (!started) {
      if (joined.length < SIGNATURE_BYTES) {
        rest = joined;
        continue;
      }
      joined = checkStart(joined);
      started = true;
    }
    const end = joined.length - unfinishedBytes(joined);
    rest = joined.slice(end);
    const text = decode(decoder, joined.subarray(0, end), place);
    if (text !== '') yield text;
  }
  const text = decode(decoder, started ? rest : checkStart(rest), place);
  if (text !== '') yield text;
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** Refuses what is plainly something else, and takes the byte order mark off. */
function checkStart(bytes: Uint8Array): Uint8Array {
  const [a, b, c] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || (a !== 0 && b === 0) || (a === 0 && b !== 0)) {
    throw new Problem('file-unreadable', {
      en: `The file is in UTF-16, not UTF-8. ${SAVE_RIGHT.en}`,
      it: `Il file è in UTF-16, non in UTF-8. ${SAVE_RIGHT.it}`,
    });
  }
  if (isZip(bytes)) throw zipFound();
  return a === 0xef && b === 0xbb && c === 0xbf ? bytes.subarray(3) : bytes;
}

/** Whether a file begins as ZIP archives do. */
export function isZip([a, b, c, d]: Uint8Array): boolean {
  return a === 0x50 && b === 0x4b && c === 0x03 && d === 0x04;
}

/** What is thrown where a text is expected and an archive is found. */
export function zipFound(): Problem {
  return new Problem('file-unreadable', {
    en: 'The file is a ZIP archive (perhaps an Excel workbook, or a zipped shapefile). Unpack it, or save it as CSV or GeoJSON.',
    it: 'Il file è un archivio ZIP (forse una cartella Excel o uno shapefile compresso). Estrarlo, oppure salvarlo come CSV o GeoJSON.',
  });
}

/** How many bytes at the end begin a character that is not complete. */
function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return lengthOf(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** Bytes of the character that this one begins. */
function lengthOf(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
}

function decode(decoder: TextDecoder, bytes: Uint8Array, place: { line: number; column: number }): string {
  try {
    const text = decoder.decode(bytes);
    advance(place, bytes);
    return text;
  } catch {
    const wrong = firstWrongByte(bytes);
    advance(place, bytes.subarray(0, wrong));
    throw notUtf8(place, bytes[wrong]!);
  }
}

function advance(place: { line: number; column: number }, bytes: Uint8Array): void {
  let start = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) {
    place.line += 1;
    place.column = 1;
    start = at + 1;
  }
  for (let at = start; at < bytes.length; at += 1) if ((bytes[at]! & 0xc0) !== 0x80) place.column += 1;
}

function firstWrongByte(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  for (let at = 0; at < bytes.length;) {
    const length = lengthOf(bytes[at]!);
    try {
      decoder.decode(bytes.subarray(at, at + length));
    } catch {
      return at;
    }
    at += length;
  }
  return bytes.length - 1;
}

const SAVE_RIGHT = {
  en:
    'Save it again as UTF-8: in Excel "Save as", type "CSV UTF-8"; in LibreOffice "Save as", "Edit filter settings", ' +
    'character set "Unicode (UTF-8)"; in QGIS encoding "UTF-8".',
  it:
    'Salvarlo di nuovo in UTF-8: in Excel "Salva con nome", tipo "CSV UTF-8"; in LibreOffice "Salva con nome", ' +
    '"Modifica impostazioni filtro", set di caratteri "Unicode (UTF-8)"; in QGIS codifica "UTF-8".',
};

function notUtf8({ line, column }: { line: number; column: number }, byte: number): Problem {
  const hex = `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  const character = new TextDecoder('windows-1252').decode(Uint8Array.of(byte));
  return new Problem('file-unreadable', {
    en: `The file is not in UTF-8: line ${line}, column ${column} holds the byte ${hex}, which is "${character}" in Windows-1252. ${SAVE_RIGHT.en}`,
    it: `Il file non è in UTF-8: linea ${line}, colonna ${column} contiene il byte ${hex}, che in Windows-1252 è "${character}". ${SAVE_RIGHT.it}`,
  });
}
