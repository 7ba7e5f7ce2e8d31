import { expect, test } from 'vitest';
import {
  createAnswerReader,
  createClientReader,
  join,
  queryMessage,
  readyForQuery,
  syncMessage,
} from '../../../server/database/wire-messages.ts';

const STARTUP = Uint8Array.from([0, 0, 0, 9, 0, 3, 0, 0, 0]);
const FLUSH = Uint8Array.from([0x48, 0, 0, 0, 4]);
const TERMINATE = Uint8Array.from([0x58, 0, 0, 0, 4]);

test('the start-up packet, messages and the goodbye are told apart in one piece', () => {
  const read = createClientReader();
  const query = queryMessage('SELECT 1');
  expect(read([join([STARTUP, query, TERMINATE])])).toEqual([
    { kind: 'startup' },
    { kind: 'messages', bytes: query, expectsReady: true },
    { kind: 'terminate' },
  ]);
});

test('messages are cut after each that promises ReadyForQuery', () => {
  const read = createClientReader();
  read([STARTUP]);
  const query = queryMessage('SELECT 1');
  expect(read([join([FLUSH, syncMessage(), query, FLUSH])])).toEqual([
    { kind: 'messages', bytes: join([FLUSH, syncMessage()]), expectsReady: true },
    { kind: 'messages', bytes: query, expectsReady: true },
    { kind: 'messages', bytes: FLUSH, expectsReady: false },
  ]);
});

test('bytes that arrive one by one give the same messages', () => {
  const read = createClientReader();
  const query = queryMessage('SELECT 1');
  const parts = [...join([STARTUP, query, TERMINATE])].flatMap((byte) => read([Uint8Array.of(byte)]));
  expect(parts).toEqual([
    { kind: 'startup' },
    { kind: 'messages', bytes: query, expectsReady: true },
    { kind: 'terminate' },
  ]);
});

test('an unfinished message waits, also when the bytes handed out before it are taken away', () => {
  const read = createClientReader();
  read([STARTUP]);
  const query = queryMessage('SELECT 2');
  const [first] = read([join([query, query.subarray(0, 7)])]);
  if (first?.kind !== 'messages') throw new Error('no messages');
  structuredClone(first.bytes, { transfer: [first.bytes.buffer] });
  expect(read([query.subarray(7)])).toEqual([{ kind: 'messages', bytes: query, expectsReady: true }]);
});

// A row whose bytes contain what looks like ReadyForQuery: a text ending in Z, and one of five letters beginning with I.
const ROW = Uint8Array.from([0x44, 0, 0, 0, 18, 0, 2, 0, 0, 0, 1, 0x5a, 0, 0, 0, 5, 0x49, 0x74, 0x61, 0x6c, 0x79]);
ROW[4] = ROW.length - 1;

test.each([1, 2, 3, 5, 7, 1000])('ReadyForQuery is taken out of an answer that arrives by %i bytes', (size) => {
  const taken: Uint8Array[] = [];
  const reader = createAnswerReader((bytes) => taken.push(bytes.slice()));
  const answer = join([ROW, readyForQuery('E'), ROW, ROW, readyForQuery('T')]);
  for (let at = 0; at < answer.length; at += size) reader.read(answer.subarray(at, at + size));
  expect(join(taken)).toEqual(join([ROW, ROW, ROW]));
  expect(reader.status()).toBe('T');
});

test('an answer without ReadyForQuery has no status', () => {
  const reader = createAnswerReader(() => {});
  reader.read(ROW);
  expect(reader.status()).toBeNull();
});
