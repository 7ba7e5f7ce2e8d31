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

const QUERY = 0x51;
const SYNC = 0x53;
const FUNCTION_CALL = 0x46;
const TERMINATE = 0x58;
const READY_FOR_QUERY = 0x5a;

/** Reads a client's bytes, in whatever pieces they arrive; a piece that is no whole message is kept for the next call. */
export function createClientReader(): (chunks: Uint8Array[]) => ClientPart[] {
  let rest: Uint8Array = new Uint8Array(0);
  let started = false;
  return (chunks) => {
    // A copy of our own in any case: the engine's thread gets the bytes by transfer, which empties the original.
    const bytes = join([rest, ...chunks]);
    const view = new DataView(bytes.buffer);
    const parts: ClientPart[] = [];
    let at = 0;
    if (!started && bytes.length >= 4 && bytes.length >= view.getInt32(0)) {
      at = view.getInt32(0);
      started = true;
      parts.push({ kind: 'startup' });
    }
    const from = at;
    let last = 0;
    let terminates = false;
    while (started && bytes.length - at >= 5 && bytes.length - at > view.getInt32(at + 1)) {
      terminates = bytes[at] === TERMINATE;
      if (terminates) break;
      last = bytes[at]!;
      at += 1 + view.getInt32(at + 1);
    }
    rest = bytes.slice(at);
    if (at > from) {
      const whole = from === 0 && at === bytes.length ? bytes : bytes.slice(from, at);
      parts.push({ kind: 'messages', bytes: whole, expectsReady: [QUERY, SYNC, FUNCTION_CALL].includes(last) });
    }
    if (terminates) parts.push({ kind: 'terminate' });
    return parts;
  };
}

/**
 * The status in the ReadyForQuery at the very end of a server's answer; null where it does not end in one.
 *
 * @param tail  at least the last six bytes of the answer
 */
export function readyStatus(tail: Uint8Array): TransactionStatus | null {
  const [type, ...rest] = tail.slice(-6);
  if (type !== READY_FOR_QUERY || rest[0] !== 0 || rest[1] !== 0 || rest[2] !== 0 || rest[3] !== 5) return null;
  const status = String.fromCharCode(rest[4]!);
  return status === 'I' || status === 'T' || status === 'E' ? status : null;
}

/** AuthenticationOk, the parameters, BackendKeyData, ReadyForQuery: what a server answers to a welcome client. */
export function startupReply(parameters: Record<string, string>): Uint8Array {
  return join([
    message('R', int32(0)),
    ...Object.entries(parameters).map(([name, value]) => message('S', text(`${name}\0${value}\0`))),
    message('K', join([int32(process.pid), int32(0)])),
    message('Z', text('I')),
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
