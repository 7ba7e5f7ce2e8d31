import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { deflateRawSync, constants } from 'node:zlib';
import { expect, test } from 'vitest';
import { keepFile, openFile } from '../../../../server/datasets/files/open-file.ts';
import { makeOwnFolder, sweepFolders } from '../../../../server/datasets/files/own-folder.ts';
import { FILE_LIMITS } from '../../../../server/datasets/limits.ts';
import type { Source } from '../../../../server/datasets/readers/source.ts';
import { onDisk, ownFolder, uploaded } from '../../../helpers/sources.ts';
import { writeZip, type ZipEntry } from '../../../helpers/write-zip.ts';

const MB = 1024 * 1024;

async function textOf(source: Source, from?: number): Promise<string> {
  let text = '';
  for await (const piece of source.read(from)) text += Buffer.from(piece).toString();
  return text;
}

const membersOf = async (entries: ZipEntry[], limits = FILE_LIMITS) =>
  (await (
    await uploaded('sent.zip', writeZip(entries), limits)
  ).source.unpack!())!;

test('an uploaded file is read again and again, from any byte on, and lies where only this user may enter', async () => {
  const { source, sha256, bytes } = await uploaded('comuni/zone.csv', 'id;nome\n1;Crema\n');
  expect([source.name, bytes, await textOf(source), await textOf(source, 8)]).toEqual([
    'zone.csv',
    16,
    'id;nome\n1;Crema\n',
    '1;Crema\n',
  ]);
  expect(sha256).toBe('71f143f3aea00d0fd0460bade2a9fd6ddb089b99e26d70fc97f0442ec3e1157c');
  expect(statSync(dirname(await source.path())).mode & 0o777).toBe(0o700);
  expect(await source.unpack!()).toBeNull();
});

test('closing a file leaves nothing of it, nor of what was unpacked; a file that lay there already stays', async () => {
  const folder = ownFolder();
  const zip = writeZip([{ name: 'a.csv', content: 'a\n1\n' }]);
  const kept = await keepFile(Readable.from([zip]), 'a.zip', { folder });
  const [member] = (await kept.source.unpack!())!;
  expect(existsSync(await member!.path())).toBe(true);
  await kept.close();
  expect(readdirSync(folder)).toEqual([]);
  const path = onDisk('b.zip', zip);
  const opened = await openFile(path, { folder, hashed: true });
  expect(opened.sha256).toBe(kept.sha256);
  await (await opened.source.unpack!())![0]!.path();
  await opened.close();
  expect([existsSync(path), readdirSync(folder)]).toEqual([true, []]);
});

test('folders that killed processes left are swept, those of living ones are not', async () => {
  const parent = ownFolder();
  mkdirSync(join(parent, 'ultimo-miglio-file-999999999-abc'));
  writeFileSync(join(parent, 'ultimo-miglio-file-999999999-abc', 'file'), 'left');
  mkdirSync(join(parent, `ultimo-miglio-file-${process.ppid}-abc`));
  mkdirSync(join(parent, 'something-else'));
  await makeOwnFolder(parent);
  await sweepFolders(parent);
  expect(readdirSync(parent).toSorted()).toEqual(['something-else', `ultimo-miglio-file-${process.ppid}-abc`]);
});

test('a file beyond the limit is refused while it comes', async () => {
  const limits = { ...FILE_LIMITS, fileBytes: MB };
  let sent = 0;
  const endless = async function* () {
    for (;;) {
      sent += 65_536;
      yield Buffer.alloc(65_536);
    }
  };
  const folder = ownFolder();
  await expect(keepFile(endless(), 'big.csv', { limits, folder })).rejects.toMatchObject({ kind: 'file-too-large' });
  expect(sent).toBeLessThan(2 * MB);
  expect(readdirSync(folder)).toEqual([]);
});

test('members of an archive are siblings; what systems add for themselves is not seen', async () => {
  const members = await membersOf([
    { name: 'dati/' },
    { name: 'dati/zone.shp', content: 'shape' },
    { name: 'dati/zone.dbf', content: 'table' },
    { name: '__MACOSX/dati/._zone.shp', content: 'x' },
    { name: 'dati/.DS_Store', content: 'x' },
  ]);
  expect(members.map(({ folder, name, bytes }) => [folder, name, bytes])).toEqual([
    ['dati', 'zone.shp', 5],
    ['dati', 'zone.dbf', 5],
  ]);
  expect(await textOf(members[0]!.siblings[1]!)).toBe('table');
  expect(await textOf(members[0]!, 2)).toBe('ape');
  await members[0]!.path();
  expect(await textOf(members[0]!, 2)).toBe('ape');
});

test.each<[string, ZipEntry]>([
  ['would lead out of its folder', { name: '../../etc/passwd', content: 'x' }],
  ['would lead out of its folder', { name: 'dati/../../x.csv', content: 'x' }],
  ['would lead out of its folder', { name: '/etc/passwd', content: 'x' }],
  ['would lead out of its folder', { name: 'C:\\windows\\x.csv', content: 'x' }],
  ['would lead out of its folder', { name: 'C:x.csv', content: 'x' }],
  ['would lead out of its folder', { name: '..\\x.csv', content: 'x' }],
  ['would lead out of its folder', { name: 'a\0.csv', content: 'x' }],
  ['symbolic link', { name: 'link.csv', content: '/etc/passwd', symbolicLink: true }],
  ['protected by a password', { name: 'secret.csv', content: 'x', encrypted: true }],
  ['method 12', { name: 'bzip2.csv', content: 'x', method: 12 }],
])('an archive is refused whole: %s (%o)', async (reason, entry) => {
  const refused = membersOf([{ name: 'good.csv', content: 'a\n1\n' }, entry]);
  await expect(refused).rejects.toMatchObject({ kind: 'file-unreadable', message: expect.stringContaining(reason) });
});

test('an archive with more members than the limit is refused', async () => {
  const entries = Array.from({ length: 11 }, (_, index) => ({ name: `${index}.csv`, content: 'x' }));
  const limits = { ...FILE_LIMITS, archiveMembers: 10 };
  await expect(membersOf(entries, limits)).rejects.toThrow('holds 11 files');
});

/** Deflated zeros, as many megabytes as asked for, each in a block that ends on a whole byte. */
function packedZeros(megabytes: number): Buffer {
  const block = deflateRawSync(Buffer.alloc(MB), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  return Buffer.concat([...Array.from({ length: megabytes }, () => block), Buffer.of(0x03, 0x00)]);
}

test('a bomb of 10 GB in 10 MB is refused: by what it says of itself, and where it lies, while it unpacks', async () => {
  const packed = packedZeros(10_240);
  expect(packed.length).toBeLessThan(12 * MB);
  const honest = membersOf([{ name: 'bomb.csv', packed, declaredBytes: 0xffff_fffe }]);
  await expect(honest.then((members) => textLength(members[0]!))).rejects.toMatchObject({ kind: 'file-unreadable' });
  const [lying] = await membersOf([{ name: 'bomb.csv', packed, declaredBytes: 3_000_000_000 }]);
  const before = process.memoryUsage().rss;
  await expect(textLength(lying!)).rejects.toThrow('unpacks to more than 200 times its packed size');
  await expect(lying!.path()).rejects.toThrow('unpacks to more than 200 times its packed size');
  const [smaller] = await membersOf([{ name: 'bomb.csv', packed, declaredBytes: 1000 }]);
  await expect(textLength(smaller!)).rejects.toMatchObject({ kind: 'file-unreadable' });
  expect(process.memoryUsage().rss - before).toBeLessThan(500 * MB);
});

test('what all members unpack to together is bounded, and reading one twice does not count twice', async () => {
  const content = Buffer.alloc(600_000, 'abcdefghij\n');
  const limits = { ...FILE_LIMITS, unpackedBytes: MB };
  const entries = [
    { name: 'a.csv', content },
    { name: 'b.csv', content },
  ];
  await expect(membersOf(entries, limits)).rejects.toThrow('unpacks to more than 1 MB');
  const [one] = await membersOf(entries.slice(0, 1), limits);
  expect([await textLength(one!), await textLength(one!)]).toEqual([600_000, 600_000]);
});

test('an archive inside an archive is looked into, one inside that is not', async () => {
  const inner = writeZip([{ name: 'a.csv', content: 'a\n1\n' }]);
  const middle = writeZip([{ name: 'inner.zip', content: inner }]);
  const [once] = await membersOf([{ name: 'inner.zip', content: inner }]);
  const [member] = (await once!.unpack!())!;
  expect([member!.folder, await textOf(member!)]).toEqual(['inner.zip', 'a\n1\n']);
  const [twice] = await membersOf([{ name: 'middle.zip', content: middle }]);
  const [tooDeep] = (await twice!.unpack!())!;
  await expect(tooDeep!.unpack!()).rejects.toThrow('an archive inside an archive inside an archive');
});

test('an archive that is cut short or damaged says so', async () => {
  const whole = writeZip([{ name: 'a.csv', content: 'a\n1\n' }]);
  const cut = await uploaded('cut.zip', whole.subarray(0, whole.length - 30));
  await expect(cut.source.unpack!()).rejects.toThrow('damaged or cut short');
  const [wrong] = await membersOf([{ name: 'a.csv', packed: Buffer.from('no deflate at all'), declaredBytes: 4 }]);
  await expect(textOf(wrong!)).rejects.toMatchObject({ kind: 'file-unreadable' });
});

async function textLength(source: Source): Promise<number> {
  let length = 0;
  for await (const piece of source.read()) length += piece.length;
  return length;
}
