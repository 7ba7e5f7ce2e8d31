/**
 * Frames of the PostgreSQL wire protocol 3.0, as far as somebody who stands between a client and a server must
 * know them. Source: PostgreSQL documentation, chapter "Frontend/Backend Protocol", Message Formats.
 */

/** What a client sent: its start-up packet, whole messages, or its goodbye. */
export type ClientPart =
  | { kind: 'startup' }
  /** `expectsReady`: the server ends its answer to these messages with ReadyForQuery */
  | { kind: 'messages'; bytes: Uint8Array<ArrayBuffer>; expectsReady: boolean }
  | { kind: 'terminate' };

/** ReadyForQuery's status: idle, in a transaction, in a failed transaction. */
export type TransactionStatus = 'I' | 'T' | 'E';

/** Query, Sync and FunctionCall */
const PROMISES_READY = new Set([0x51, 0x53, 0x46]);
const TERMINATE = 0x58;
const READY_FOR_QUERY = 0x5a;

/**
 * Reads a client's bytes, in whatever pieces they arrive; a piece that is no whole message is kept for the next call.
 * Each part of messages ends at the first that promises ReadyForQuery, so that an answer has at most one of these.
 */
export function createClientReader(): (chunks: Uint8Array[]) => ClientPart[] {
  let rest: Uint8Array = new Uint8Array(0);
  let started = false;
  return (chunks) => {
    const bytes = join([rest, ...chunks]);
    const view = new DataView(bytes.buffer);
    const parts: ClientPart[] = [];
    let at = 0;
    if (!started && bytes.length >= 4 && bytes.length >= view.getInt32(0)) {
      at = view.getInt32(0);
      started = true;
      parts.push({ kind: 'startup' });
    }
    let from = at;
    const cut = (expectsReady: boolean) => {
      // A copy of its own: the engine's thread gets the bytes by transfer, which takes the buffer away here.
      if (at > from) parts.push({ kind: 'messages', bytes: bytes.slice(from, at), expectsReady });
      from = at;
    };
    while (started && bytes.length - at >= 5 && bytes.length - at > view.getInt32(at + 1)) {
      const type = bytes[at]!;
      if (type === TERMINATE) cut(false);
      at += 1 + view.getInt32(at + 1);
      if (type === TERMINATE) {
        parts.push({ kind: 'terminate' });
        from = at;
      } else if (PROMISES_READY.has(type)) cut(true);
    }
    cut(false);
    rest = bytes.slice(at);
    return parts;
  };
}

/** Takes the ReadyForQuery out of a server's answer to one part of messages. */
export interface AnswerReader {
  /** The next piece of the answer; a message may be spread over several. */
  read(piece: Uint8Array): void;
  /** The status in the last ReadyForQuery; null where there was none. */
  status(): TransactionStatus | null;
}

/** @param take  gets all but the ReadyForQuery, in order, as views of the pieces */
export function createAnswerReader(take: (bytes: Uint8Array) => void): AnswerReader {
  const headerLength = 5;
  let headerSeen = 0;
  let bodyLeft = 0;
  let isReady = false;
  let status: number | null = null;
  return {
    read(piece) {
      let from = 0;
      let at = 0;
      while (at < piece.length) {
        if (headerSeen === 0) {
          isReady = piece[at] === READY_FOR_QUERY;
          if (isReady && at > from) take(piece.subarray(from, at));
        }
        if (headerSeen < headerLength) {
          // The length, which counts itself, follows the type byte.
          bodyLeft = headerSeen === 0 ? 0 : bodyLeft * 256 + piece[at]!;
          headerSeen += 1;
          at += 1;
          if (headerSeen === headerLength) bodyLeft -= 4;
        } else {
          if (isReady) status = piece[at]!;
          const step = Math.min(bodyLeft, piece.length - at);
          bodyLeft -= step;
          at += step;
        }
        if (headerSeen === headerLength && bodyLeft === 0) {
          headerSeen = 0;
          if (isReady) from = at;
          isReady = false;
        }
      }
      if (!isReady && at > from) take(piece.subarray(from, at));
    },
    status: () => (status === null ? null : (String.fromCharCode(status) as TransactionStatus)),
  };
}

export function readyForQuery(status: TransactionStatus): Uint8Array {
  return message('Z', text(status));
}

/** AuthenticationOk, the parameters, BackendKeyData, ReadyForQuery: what a server answers to a welcome client. */
export function startupReply(parameters: Record<string, string>): Uint8Array {
  return join([
    message('R', int32(0)),
    ...Object.entries(parameters).map(([name, value]) => message('S', text(`${name}\0${value}\0`))),
    message('K', join([int32(process.pid), int32(0)])),
    readyForQuery('I'),
  ]);
}

export function syncMessage(): Uint8Array<ArrayBuffer> {
  return message('S', new Uint8Array(0));
}

export function queryMessage(sql: string): Uint8Array<ArrayBuffer> {
  return message('Q', text(`${sql}\0`));
}

/** One new array with the bytes of all. */
export function join(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function message(type: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  return join([text(type), int32(body.length + 4), body]);
}

function int32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value);
  return bytes;
}

const text = (value: string) => new TextEncoder().encode(value);
