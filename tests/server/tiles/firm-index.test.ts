import { expect, test } from 'vitest';
import { clusterFirms } from '../../../server/tiles/firm-clusters.ts';
import { FirmIndex, type FirmSource } from '../../../server/tiles/firm-index.ts';
import { startsOf } from '../../../server/tiles/shared-numbers.ts';

/** Firms of two municipalities, and a protocol of what was read of them. */
function fakeSource() {
  const firms = new Map([
    ['019001', [1, 2]],
    ['019002', [3]],
  ]);
  const parts = new Map([
    ['', 1],
    ['019001', 2],
    ['019002', 3],
  ]);
  const read: string[] = [];
  const source: FirmSource = {
    readParts: async () => [...parts].map(([part, version]) => ({ part, version: String(version) })),
    async readPlaces() {
      read.push('places');
      const ids = [...firms.values()].flat().map(String);
      return {
        zooms: clusterFirms(ids.map((_, firm) => [9 + firm / 10, 45])),
        ids,
        codes: [...firms.keys()],
        starts: startsOf([...firms.values()].map((own) => own.length)),
      };
    },
    async readDays(target, codes) {
      read.push(`${target}: ${codes?.join(' ') ?? 'all'}`);
      return (codes ?? [...firms.keys()]).map((code) => {
        const bytes = Buffer.alloc(8 * firms.get(code)!.length);
        for (const [at, firm] of firms.get(code)!.entries()) {
          bytes.writeInt32BE(firm * target, 8 * at);
          bytes.writeInt32BE(firm * target + 1, 8 * at + 4);
        }
        return { code, days: bytes };
      });
    },
  };
  const version = () => String([...parts.values()].reduce((sum, part) => sum + part, 0));
  const change = (part: string) => parts.set(part, Math.max(...parts.values()) + 1);
  return { source, firms, read, version, change };
}

test('what was read is held for the version, and a target is read when it is first asked for', async () => {
  const { source, read, version } = fakeSource();
  const index = new FirmIndex(source);
  const [{ days }] = await Promise.all([index.at(version(), 100), index.at(version(), 100)]);
  expect([...days]).toEqual([100, 101, 200, 201, 300, 301]);
  await index.at(version(), 1000);
  await index.at(version(), 100);
  expect(read).toEqual(['places', '100: all', '1000: all']);
});

test('of what serves firms only the municipalities that have changed are read again', async () => {
  const { source, read, version, change } = fakeSource();
  const index = new FirmIndex(source);
  await index.at(version(), 100);
  change('019002');
  await index.at(version(), 100);
  expect(read).toEqual(['places', '100: all', '100: 019002']);
});

test('other firms are read as a whole, also where they came without a new version yet', async () => {
  const { source, firms, read, version, change } = fakeSource();
  const index = new FirmIndex(source);
  await index.at(version(), 100);
  change('');
  firms.set('019001', [1, 2, 4]);
  expect((await index.at(version(), 100)).places.ids).toEqual(['1', '2', '4', '3']);
  firms.set('019002', []);
  change('019002');
  expect((await index.at(version(), 100)).places.ids).toEqual(['1', '2', '4']);
  expect(read.filter((each) => each === 'places')).toHaveLength(3);
});

test('a failure is told, and the next one asks again', async () => {
  const { source, version } = fakeSource();
  let fails = true;
  const index = new FirmIndex({
    ...source,
    readPlaces: () => (fails ? Promise.reject(new Error('no database')) : source.readPlaces()),
  });
  await expect(index.at(version(), 100)).rejects.toThrow('no database');
  fails = false;
  expect((await index.at(version(), 100)).days).toHaveLength(6);
});
