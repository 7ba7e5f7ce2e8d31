import { ENCODINGS, type Encoding } from './format-reader.ts';
import type { Source } from './source.ts';

export type TextDecoding = (bytes: Uint8Array) => string;

/** How the text of a .dbf is encoded. */
export interface DbfEncoding {
  /** null: the code page of DOS, which is none that one may choose */
  encoding: Encoding | null;
  decode: TextDecoding;
}

const SAMPLE_BYTES = 4 * 1024 * 1024;
/** Code page 850, from 0x80 on; the letters of Italian are where 437 has them too. */
const DOS =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
/** Language drivers of dBase and FoxPro. */
const DRIVERS: Record<number, 'dos' | Encoding> = {
  0x01: 'dos',
  0x02: 'dos',
  0x03: 'windows-1252',
  0x57: 'windows-1252',
  0x58: 'windows-1252',
  0x59: 'windows-1252',
  0x0b: 'dos',
  0x0e: 'dos',
  0x37: 'dos',
};

/**
 * How the text of a .dbf is encoded: as asked for, else as its .cpg says, else as its language driver, else as its
 * bytes look. Bytes that are no UTF-8 are not taken for it, whatever the .cpg says.
 */
export async function findDbfEncoding(
  dbf: Source,
  cpg: Source | null,
  languageDriver: number,
  asked: Encoding | null,
): Promise<DbfEncoding> {
  if (asked !== null) return decodingOf(asked);
  const named = cpg === null ? null : encodingOfCpg(new TextDecoder('latin1').decode(await start(cpg, 100)));
  const stated = named ?? DRIVERS[languageDriver] ?? null;
  if (stated !== null && stated !== 'utf-8') return decodingOf(stated);
  return decodingOf(looksLikeUtf8(await start(dbf, SAMPLE_BYTES)) ? 'utf-8' : 'windows-1252');
}

function decodingOf(encoding: Encoding | 'dos'): DbfEncoding {
  if (encoding === 'dos') return { encoding: null, decode: decodeDos };
  const decoder = new TextDecoder(encoding);
  return { encoding, decode: (bytes) => decoder.decode(bytes) };
}

function encodingOfCpg(text: string): Encoding | 'dos' | null {
  const plain = text.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (/^(utf8|65001)/.test(plain)) return 'utf-8';
  if (/^(ansi|windows|cp|ibm|oem|ldid)?(1252|88591|885915|3|87)$|^(iso)?8859(1|15)$|^latin1$/.test(plain)) {
    return 'windows-1252';
  }
  if (/^(cp|ibm|oem)?(850|437|858)$/.test(plain)) return 'dos';
  return ENCODINGS.find((encoding) => encoding.replace('-', '') === plain) ?? null;
}

function decodeDos(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : DOS[byte - 0x80]!;
  return text;
}

/** A cell may cut a character, so that a few bytes that are no UTF-8 prove nothing; most of them do. */
function looksLikeUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8').decode(bytes);
  const wrong = text.match(/\ufffd/g)?.length ?? 0;
  const right = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
  return wrong * 5 <= right;
}

async function start(source: Source, bytes: number): Promise<Uint8Array> {
  const head = new Uint8Array(Math.min(bytes, source.bytes));
  let length = 0;
  for await (const piece of source.read()) {
    const part = piece.subarray(0, head.length - length);
    head.set(part, length);
    length += part.length;
    if (length === head.length) break;
  }
  return head.subarray(0, length);
}
