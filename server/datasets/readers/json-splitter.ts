import type { Problem } from '../../problem.ts';
import { afterEnd, noObject, notJson, unreadable } from './json-problems.ts';
import { offsetOfJsonError } from './json-syntax.ts';

/** A piece of a big JSON object, parsed. */
export type Part =
  | { type: 'member'; name: string; value: unknown }
  /** the list begins */
  | { type: 'list' }
  | { type: 'element'; value: unknown; line: number; size: number };

const MAX_ELEMENT_CHARACTERS = 32 * 1024 * 1024;
const MAX_MEMBER_CHARACTERS = 1024 * 1024;
/** Longer than any number or word of JSON. */
const MAX_PLAIN_CHARACTERS = 100;
const MAX_DEPTH = 64;
/** In a longer element the place of an error is told as the place where the element begins. */
const MAX_SEARCHED_CHARACTERS = 1024 * 1024;

type State =
  | 'start'
  | 'keyOrEnd'
  | 'key'
  | 'colon'
  | 'value'
  | 'commaOrEnd'
  | 'elementOrEnd'
  | 'element'
  | 'listCommaOrEnd'
  | 'end';
const EXPECTED: Record<State, string> = {
  start: '{',
  keyOrEnd: '" / }',
  key: '"',
  colon: ':',
  value: '[ / { / " / 0-9',
  commaOrEnd: ', / }',
  elementOrEnd: '{ / ]',
  element: '{',
  listCommaOrEnd: ', / ]',
  end: 'EOF',
};

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const COMMA = 0x2c;
const isBlank = (code: number) => code === 0x20 || code === LINE_FEED || code === 0x0d || code === 0x09;
const opens = (code: number) => code === 0x7b || code === 0x5b;
const closes = (code: number) => code === 0x7d || code === 0x5d;

/** A value whose text is being gathered until it is complete. */
interface Capture {
  purpose: 'key' | 'member' | 'element';
  form: 'nested' | 'text' | 'plain';
  pieces: string[];
  size: number;
  depth: number;
  inText: boolean;
  escaped: boolean;
  complete: boolean;
  line: number;
  column: number;
}

/**
 * Takes a JSON object apart while it streams by: its members one by one, and of one of them, a list, each element.
 * Memory is bounded by the largest element, whatever the length of a line.
 *
 * @throws Problem 'file-unreadable' with line and column: no JSON object, cut short, text after its end, an element
 *   beyond 32 MB or nested deeper than 64, another member beyond 1 MB
 */
export class JsonSplitter {
  readonly #listName: string;
  readonly #maxMemberCharacters: number;
  #state: State = 'start';
  #capture: Capture | null = null;
  #name = '';
  #elements = 0;
  #line = 1;
  /** characters before the piece at hand, and before the line at hand */
  #offset = 0;
  #lineStart = 0;

  /**
   * @param listName             the member that is told element by element
   * @param maxMemberCharacters  the longest of the other members that is still held
   */
  constructor(listName: string, maxMemberCharacters = MAX_MEMBER_CHARACTERS) {
    this.#listName = listName;
    this.#maxMemberCharacters = maxMemberCharacters;
  }

  *feed(text: string): Generator<Part> {
    let at = 0;
    while (at < text.length) {
      const capture = this.#capture;
      if (capture !== null) {
        at = this.#gather(capture, text, at);
        const part = capture.complete ? this.#finish(capture) : null;
        if (part) yield part;
        continue;
      }
      const code = text.charCodeAt(at);
      if (isBlank(code)) {
        if (code === LINE_FEED) this.#newLine(at);
        at += 1;
        continue;
      }
      if (this.#beginsCapture(code)) {
        this.#begin(code, at);
        continue;
      }
      const part = this.#step(code, text, at);
      if (part) yield part;
      at += 1;
    }
    this.#offset += text.length;
  }

  /** @throws Problem where the object has not come to its end */
  end(): void {
    if (this.#state === 'end') return;
    if (this.#state === 'start') throw unreadable('The file is empty', 'Il file è vuoto');
    const inside = this.#capture?.purpose === 'element';
    const begun = inside ? this.#capture!.line : this.#line;
    throw unreadable(
      `The file is cut short: it ends at line ${this.#line}, column ${this.#column(0)}` +
        (inside ? `, inside feature ${this.#elements + 1}, which begins at line ${begun}` : ''),
      `Il file è troncato: finisce alla linea ${this.#line}, colonna ${this.#column(0)}` +
        (inside ? `, dentro l'elemento ${this.#elements + 1}, che inizia alla linea ${begun}` : ''),
    );
  }

  #newLine(at: number): void {
    this.#line += 1;
    this.#lineStart = this.#offset + at + 1;
  }

  #column(at: number): number {
    return this.#offset + at - this.#lineStart + 1;
  }

  #beginsCapture(code: number): boolean {
    if (this.#state === 'key' || this.#state === 'keyOrEnd') return code === QUOTE;
    if (this.#state === 'value') {
      return !(this.#name === this.#listName && code === 0x5b) && !closes(code) && code !== COMMA && code !== 0x3a;
    }
    return (this.#state === 'element' || this.#state === 'elementOrEnd') && !closes(code) && code !== COMMA;
  }

  #begin(code: number, at: number): void {
    const purpose = this.#state === 'value' ? 'member' : this.#state.startsWith('key') ? 'key' : 'element';
    const form = opens(code) ? 'nested' : code === QUOTE ? 'text' : 'plain';
    this.#capture = {
      purpose,
      form,
      pieces: [],
      size: 0,
      depth: 0,
      inText: false,
      escaped: false,
      complete: false,
      line: this.#line,
      column: this.#column(at),
    };
  }

  /** One character of punctuation between the values. */
  #step(code: number, text: string, at: number): Part | null {
    const character = String.fromCharCode(code);
    const next = this.#after(character);
    if (next === null) {
      const found = String.fromCodePoint(text.codePointAt(at)!);
      const where = { line: this.#line, column: this.#column(at) };
      if (this.#state === 'end') throw afterEnd(where, found);
      throw this.#state === 'start' ? noObject(where, found) : notJson(where, EXPECTED[this.#state], found);
    }
    const begins = this.#state === 'value' && next === 'elementOrEnd';
    this.#state = next;
    return begins ? { type: 'list' } : null;
  }

  #after(character: string): State | null {
    switch (this.#state) {
      case 'start':
        return character === '{' ? 'keyOrEnd' : null;
      case 'keyOrEnd':
        return character === '}' ? 'end' : null;
      case 'colon':
        return character === ':' ? 'value' : null;
      case 'value':
        return character === '[' ? 'elementOrEnd' : null;
      case 'commaOrEnd':
        return character === ',' ? 'key' : character === '}' ? 'end' : null;
      case 'elementOrEnd':
        return character === ']' ? 'commaOrEnd' : null;
      case 'listCommaOrEnd':
        return character === ',' ? 'element' : character === ']' ? 'commaOrEnd' : null;
      case 'key':
      case 'element':
      case 'end':
        return null;
    }
  }

  /** Adds to a capture what of the text belongs to it; gives the place after. */
  #gather(capture: Capture, text: string, from: number): number {
    const plain = capture.form === 'plain';
    let { depth, inText, escaped, complete } = capture;
    let at = from;
    for (; at < text.length && !complete; at += 1) {
      const code = text.charCodeAt(at);
      if (code === LINE_FEED && !plain) this.#newLine(at);
      if (plain) {
        // A number or a word ends only where something else begins.
        complete = isBlank(code) || closes(code) || code === COMMA || capture.size + at - from > MAX_PLAIN_CHARACTERS;
        if (complete) break;
        continue;
      }
      if (inText) {
        if (escaped) escaped = false;
        else if (code === BACKSLASH) escaped = true;
        else if (code === QUOTE) inText = false;
      } else if (code === QUOTE) inText = true;
      else if (opens(code)) {
        depth += 1;
        if (depth > MAX_DEPTH) throw this.#tooDeep(capture);
      } else if (closes(code)) depth -= 1;
      complete = depth === 0 && !inText;
    }
    capture.pieces.push(text.slice(from, at));
    capture.size += at - from;
    Object.assign(capture, { depth, inText, escaped, complete });
    if (capture.size > (capture.purpose === 'element' ? MAX_ELEMENT_CHARACTERS : this.#maxMemberCharacters)) {
      throw this.#tooLong(capture);
    }
    return at;
  }

  #finish(capture: Capture): Part | null {
    this.#capture = null;
    const value = parseAt(capture.pieces.join(''), capture);
    if (capture.purpose === 'key') {
      this.#name = String(value);
      this.#state = 'colon';
      return null;
    }
    if (capture.purpose === 'member') {
      this.#state = 'commaOrEnd';
      return { type: 'member', name: this.#name, value };
    }
    this.#elements += 1;
    this.#state = 'listCommaOrEnd';
    return { type: 'element', value, line: capture.line, size: capture.size };
  }

  #tooLong({ purpose, line }: Capture): Problem {
    return purpose === 'element'
      ? unreadable(
          `Feature ${this.#elements + 1}, which begins at line ${line}, is longer than 32 MB: simplify or split it`,
          `L'elemento ${this.#elements + 1}, che inizia alla linea ${line}, supera 32 MB: semplificarlo o dividerlo`,
        )
      : unreadable(
          `What begins at line ${line} ("${this.#name.slice(0, 50)}") is too long: this is no GeoJSON FeatureCollection`,
          `Quanto inizia alla linea ${line} ("${this.#name.slice(0, 50)}") è troppo lungo: non è una FeatureCollection GeoJSON`,
        );
  }

  #tooDeep({ line }: Capture): Problem {
    return unreadable(
      `What begins at line ${line} is nested deeper than ${MAX_DEPTH} levels`,
      `Quanto inizia alla linea ${line} ha più di ${MAX_DEPTH} livelli`,
    );
  }
}

function parseAt(text: string, { line, column }: Capture): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const offset = text.length > MAX_SEARCHED_CHARACTERS ? 0 : offsetOfJsonError(text);
    const before = text.slice(0, offset).split('\n');
    const where = {
      line: line + before.length - 1,
      column: before.length === 1 ? column + offset : before.at(-1)!.length + 1,
    };
    throw notJson(where, null, text.slice(offset, offset + 1) || 'EOF');
  }
}
