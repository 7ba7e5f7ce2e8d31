import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookAtFile, readFile } from '../../../server/imports/reading.ts';
import { Uploads } from '../../../server/imports/uploads.ts';
import { keepFile, type KeptFile } from '../../../server/imports/keep-file.ts';

const helper = (name: string) => new URL(`../../helpers/${name}`, import.meta.url);
const text = (content: string) => Readable.from([Buffer.from(content)]);

let file: KeptFile;
beforeAll(async () => {
  file = await keepFile(text('name\nAlfa\n'), 'firms.csv');
});
afterAll(() => file.close());

test('a reader that hangs ends its thread and nothing else', async () => {
  await expect(lookAtFile(file, 10, { program: helper('hanging-reader.ts'), silenceMs: 200 })).rejects.toMatchObject({
    kind: 'file-unreadable',
    detail: { en: expect.stringContaining('came no further for 0.2 s'), it: expect.stringContaining('non è avanzata') },
  });
});

test('a reader that runs out of memory ends its thread and nothing else', async () => {
  await expect(lookAtFile(file, 10, { program: helper('greedy-reader.ts'), memoryMb: 40 })).rejects.toMatchObject({
    kind: 'file-unreadable',
    detail: {
      en: expect.stringContaining('more than 40 MB of memory'),
      it: expect.stringContaining('40 MB di memoria'),
    },
  });
});

test('who takes in slowly is not told more than two batches ahead, and may leave in the middle', async () => {
  const rows = Array.from({ length: 20_000 }, (_, at) => `firm ${at}`).join('\n');
  const long = await keepFile(text(`name\n${rows}\n`), 'long.csv');
  let records = 0;
  for await (const { events } of readFile(long, {})) {
    records += events.filter(({ type }) => type === 'record').length;
    if (records >= 3000) break;
  }
  expect(records).toBe(3000);
  await long.close();
});

test('files are kept up to a number and for a time; the oldest that nobody reads goes first', async () => {
  const uploads = new Uploads({ count: 2, keptMs: 60_000 });
  const send = () => uploads.receive(text('name\nAlfa\n'), 'firms.csv');
  const [first, second] = [await send(), await send()];
  first.users = 1;
  const third = await send();
  expect(uploads.find(first.id)).toBe(first);
  expect(() => uploads.find(second.id)).toThrow(/Send the file again/);
  third.users = 1;
  await expect(send()).rejects.toMatchObject({
    kind: 'too-many-requests',
    detail: { it: expect.stringMatching(/attendere/) },
  });
  third.expiresAt = 0;
  expect(() => uploads.find(third.id)).toThrow(/Send the file again/);
  await uploads.close();
});
