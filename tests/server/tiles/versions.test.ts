import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRecompute } from '../../../server/gaps/recompute.ts';
import { importFile } from '../../../server/imports.ts';
import { TILE_LAYERS, type TileLayer } from '../../../server/tiles/zooms.ts';
import { type LittleRegionServer, serveLittleRegion } from '../../helpers/little-region-server.ts';
import { readTile } from '../../helpers/read-tile.ts';
import { rawGet } from '../../helpers/raw-request.ts';

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
});
afterAll(() => server.close());

const PLACE = '11/1078/734';

async function etags(query = ''): Promise<Record<TileLayer, string>> {
  const entries = TILE_LAYERS.map(async (layer) => {
    const takesQuestion = layer === 'gaps' || layer === 'firms';
    const response = await server.fetch(`/api/v1/tiles/${layer}/${PLACE}${takesQuestion ? query : ''}`);
    expect([layer, response.status]).toEqual([layer, 200]);
    await response.arrayBuffer();
    return [layer, response.headers.get('etag')!] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<TileLayer, string>;
}

/** The layers whose version is another one after a change than before. */
async function changedBy(change: string | (() => Promise<unknown>)): Promise<TileLayer[]> {
  const before = await etags();
  await (typeof change === 'string' ? server.dataSource.query(change) : change());
  const after = await etags();
  return TILE_LAYERS.filter((layer) => before[layer] !== after[layer]);
}

test('a question has versions of its own', async () => {
  const questions = ['?horizon=2027-06-30', '?horizon=2028-01-01', '?horizon=2028-01-01&proposed=true', '?target=100'];
  const all = await Promise.all(questions.map(etags));
  for (const layer of ['gaps', 'firms'] as const) expect(new Set(all.map((each) => each[layer])).size).toBe(4);
});

test('who has a version is told that it holds, and nothing of its features is read', async () => {
  const known = await etags();
  for (const layer of TILE_LAYERS) {
    const asked = { 'if-none-match': known[layer] };
    const answer = await rawGet(server.address, `/api/v1/tiles/${layer}/${PLACE}`, asked);
    expect([layer, answer.status, answer.text]).toEqual([layer, 304, '']);
    // A tile that was never drawn is not drawn for that either.
    const never = await rawGet(server.address, `/api/v1/tiles/${layer}/14/1/1`, asked);
    expect([layer, never.status]).toEqual([layer, 304]);
  }
});

test('what has changed shows in the next tile', async () => {
  const clusters = async () => {
    const response = await server.fetch('/api/v1/tiles/firms/9/269/183?horizon=2027-06-30');
    const [cluster] = readTile(new Uint8Array(await response.arrayBuffer()), 'firms');
    return cluster!.properties;
  };
  expect(await clusters()).toMatchObject({ count: 4, served: 2, servedByHorizon: 1, notServed: 1, unknown: 0 });
  await server.dataSource.query(`DELETE FROM firm_service WHERE firm_id = 'f1'`);
  expect(await clusters()).toMatchObject({ count: 4, served: 1, servedByHorizon: 1, notServed: 1, unknown: 1 });
  await server.dataSource.query(`DELETE FROM firm WHERE id = 'f2'`);
  expect(await clusters()).toMatchObject({ count: 3, served: 1, servedByHorizon: 0, notServed: 1, unknown: 1 });
});

test('each change gives those layers another version that show it, and no other', async () => {
  expect(await changedBy('SELECT 1')).toEqual([]);
  expect(await changedBy(`UPDATE zone SET name = 'Altro' WHERE id = 'z1'`)).toEqual(['zones']);
  expect(await changedBy(`UPDATE municipality SET name = 'Altro' WHERE code = '019001'`)).toEqual([
    'municipalities',
    'zones',
  ]);
  expect(await changedBy(`DELETE FROM coverage_area WHERE id = 'c1'`)).toEqual(['coverage']);
  expect(await changedBy(`DELETE FROM covered_premises WHERE id = 'p1'`)).toEqual(['coverage']);
  expect(await changedBy(`DELETE FROM segment_announcement WHERE segment_id = 's1'`)).toEqual(['segments']);
  expect(await changedBy(`UPDATE segment SET ready_on = '2029-01-01' WHERE id = 's1'`)).toEqual(['segments']);
  expect(await changedBy(`UPDATE delivery_point SET name = 'Altro' WHERE id = 'd1'`)).toEqual(['deliveryPoints']);
  expect(await changedBy(`DELETE FROM delivery_point WHERE id = 'd2'`)).toEqual(['deliveryPoints']);
  expect(await changedBy(`UPDATE firm SET name = 'Altra' WHERE id = 'f1'`)).toEqual(['firms']);
  expect(await changedBy(`DELETE FROM firm_service WHERE firm_id = 'f2'`)).toEqual(['firms']);
  expect(await changedBy(`DELETE FROM zone_gap WHERE zone_id = 'z1'`)).toEqual(['gaps']);
  expect(await changedBy(`DELETE FROM zone WHERE id = 'nobody'`)).toEqual([]);
  expect(await changedBy(`UPDATE dataset SET nature = 'generated' WHERE name = 'fact'`)).toEqual([
    'municipalities',
    'coverage',
    'zones',
    'segments',
    'deliveryPoints',
    'firms',
  ]);
});

test('an import gives the layer of its kind another version, and recomputing those of the results', async () => {
  const firms = 'id,name,com_istat_code,lng,lat,position_precision\nn1,Nuova,019001,9.604,45.304,exact\n';
  const description = { kind: 'firms', name: 'new', fileName: 'new.csv' } as const;
  const bring = () => importFile(server.dataSource, Readable.from([firms]), description);
  expect(await changedBy(bring)).toEqual(['firms']);
  expect(await changedBy(bring)).toEqual([]);
  const recompute = startRecompute({ dataSource: server.dataSource, premisesReachM: 50, soleProcess: true });
  expect(await changedBy(() => recompute.idle())).toEqual(['gaps', 'firms']);
  await recompute.stop();
});
