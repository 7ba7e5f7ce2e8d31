import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { Problem } from '../../problem.ts';

/** Longer than any text or tag of an honest file. */
const MAX_PIECE_CHARACTERS = 32 * 1024 * 1024;

/** What is told of an XML file while it streams by. */
export interface XmlEvents {
  open(tag: SaxesTagPlain, line: number): void;
  text(text: string): void;
  close(name: string): void;
}

/**
 * Parses XML piece by piece, in the encoding that it declares. A document type is refused, so that no entity is ever
 * expanded and no other file reached.
 *
 * @param pieces  bytes of the file
 * @param depth   levels of elements inside one another, at most
 * @returns nothing, after every piece: what the events have gathered may be handed on
 * @throws Problem 'file-unreadable' with line and column where it is no XML, has a document type, or is nested deeper
 */
export async function* parseXml(
  pieces: AsyncIterable<Uint8Array>,
  depth: number,
  events: XmlEvents,
): AsyncGenerator<void> {
  const parser = new SaxesParser();
  const waited = { characters: 0 };
  let level = 0;
  const told = () => (waited.characters = 0);
  parser.on('doctype', () => {
    throw hasDoctype(parser.line);
  });
  parser.on('error', (error) => {
    throw notXml(parser.line, parser.column, error.message);
  });
  parser.on('opentag', (tag) => {
    told();
    level += 1;
    if (level > depth) throw nestedTooDeep(parser.line, depth);
    events.open(tag, parser.line);
  });
  parser.on('closetag', ({ name }) => {
    told();
    level -= 1;
    events.close(name);
  });
  parser.on('text', (text) => {
    told();
    events.text(text);
  });
  parser.on('cdata', (text) => {
    told();
    events.text(text);
  });
  parser.on('comment', told);
  let decoder: TextDecoder | null = null;
  let start: string | null = '';
  for await (const piece of pieces) {
    decoder ??= decoderFor(piece);
    const text = decoder.decode(piece, { stream: true });
    // The document type is looked for in the raw text as well: saxes tells of it when it has ended.
    if (start !== null) start = watchStart(start + text);
    waited.characters += text.length;
    if (waited.characters > MAX_PIECE_CHARACTERS) throw tooLong(parser.line);
    parser.write(text);
    yield;
  }
  parser.write(decoder?.decode() ?? '');
  parser.close();
  yield;
}

const START_CHARACTERS = 64 * 1024;

/** @throws Problem where a document type begins before the first element; null once that is past */
function watchStart(start: string): string | null {
  if (/<!(DOCTYPE|ENTITY)/i.test(start.slice(0, START_CHARACTERS))) throw hasDoctype(1);
  return start.length > START_CHARACTERS ? null : start;
}

/** By the byte order mark, else by the declaration, else UTF-8. */
function decoderFor(piece: Uint8Array): TextDecoder {
  const [a, b] = piece;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return new TextDecoder('utf-16le');
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return new TextDecoder('utf-16be');
  const start = new TextDecoder('latin1').decode(piece.subarray(0, 200));
  const declared = /^[^<]*<\?xml[^>]*encoding=["']([\w.:-]+)["']/.exec(start)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(declared);
  } catch {
    return new TextDecoder('utf-8');
  }
}

const refused = (en: string, it: string) => new Problem('file-unreadable', { en, it });

function hasDoctype(line: number): Problem {
  return refused(
    `Line ${line}: the file declares a document type or entities, by which other files could be reached. Export it again without them`,
    `Linea ${line}: il file dichiara un tipo di documento o entità, con cui si potrebbero raggiungere altri file. Esportarlo di nuovo senza`,
  );
}

function notXml(line: number, column: number, said: string): Problem {
  const reason = said.replace(/^\d+:\d+: /, '').slice(0, 200);
  return refused(
    `The file is not valid XML: line ${line}, column ${column} (${reason}). Export it again`,
    `Il file non è XML valido: linea ${line}, colonna ${column} (${reason}). Esportarlo di nuovo`,
  );
}

function nestedTooDeep(line: number, depth: number): Problem {
  return refused(
    `Line ${line}: the file is nested deeper than ${depth} levels`,
    `Linea ${line}: il file ha più di ${depth} livelli uno dentro l'altro`,
  );
}

function tooLong(line: number): Problem {
  return refused(
    `What begins before line ${line} is longer than 32 MB in one piece: simplify or split the geometry`,
    `Quanto inizia prima della linea ${line} supera 32 MB in un solo pezzo: semplificare o dividere la geometria`,
  );
}
