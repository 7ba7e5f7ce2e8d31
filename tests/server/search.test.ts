import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { search } from '../../server/search/contract.ts';
import { normaliseName } from '../../server/search/normalise-name.ts';
import { type LittleRegionServer, HOSTILE_TEXTS, serveLittleRegion } from '../helpers/little-region-server.ts';

type Answer = z.infer<typeof search.answer>;

let server: LittleRegionServer;
beforeAll(async () => {
  server = await serveLittleRegion();
  const names = ['Offanengo', 'Pizzighettone', 'Crema', 'Cremona', 'Casale Cremasco', 'Forlì', 'Ofena'];
  for (const [index, name] of names.entries()) {
    await server.dataSource.query(
      `INSERT INTO municipality (code, name, search_name, province_code, centre, area_m2, geometry, dataset_id)
       SELECT $1, $2, $3, 'CR', centre, 1, geometry, dataset_id FROM municipality WHERE code = '098003'`,
      [`1000${10 + index}`, name, normaliseName(name)],
    );
  }
  const firms = ['Crema Cosmetici', 'Ancorotti Cosmetics', 'La Crema del Nord', 'Pack & Print'];
  for (const name of firms) {
    await server.dataSource.query(
      `INSERT INTO firm (id, name, search_name, dataset_id) SELECT $1, $1, $2, id FROM dataset LIMIT 1`,
      [name, normaliseName(name)],
    );
  }
});
afterAll(() => server.close());

const find = async (typed: string, limit = 10) =>
  (await server.read<Answer>(`/search?q=${encodeURIComponent(typed)}&limit=${limit}`)).items;
const names = async (typed: string, limit?: number) => (await find(typed, limit)).map(({ name }) => name);

describe('search', () => {
  test('puts what begins so first, then what contains it; municipalities before firms', async () => {
    expect(await names('crema', 6)).toEqual([
      'Crema',
      'Crema Alta',
      'Crema Cosmetici',
      'Casale Cremasco',
      'La Crema del Nord',
      'Cremona',
    ]);
  });

  test.each([
    ['ofanengo', 'Offanengo'],
    ['chromvais', 'Chromavis S.p.A.'],
    ['pizzighetone', 'Pizzighettone'],
    ['crèma', 'Crema'],
    ['CREMA', 'Crema'],
    ['forli', 'Forlì'],
    ['FORLÌ', 'Forlì'],
    ["sant'agata", "Sant'Àgata"],
    ['santagata', "Sant'Àgata"],
    ['acorotti', 'Ancorotti Cosmetics'],
    ['pack and print', 'Pack & Print'],
    ['cosmetics ancorotti', 'Ancorotti Cosmetics'],
    ['100%', "Cosmetica 100% d'Oro"],
    ['cre', 'Crema'],
    ['o', 'Ofena'],
  ])('forgives: %s finds %s first', async (typed, found) => {
    expect((await names(typed))[0]).toBe(found);
  });

  test('says where what it found lies, and where it comes from', async () => {
    expect(await find('chromavis', 1)).toEqual([
      {
        what: 'firm',
        id: 'f1',
        name: 'Chromavis S.p.A.',
        within: "Sant'Àgata",
        municipalityCode: '019001',
        position: [9.603, 45.305],
        generated: false,
      },
    ]);
    expect((await find('bagnolo'))[0]).toEqual({
      what: 'municipality',
      id: '019002',
      name: 'Bagnolo',
      within: 'Cremona',
      municipalityCode: '019002',
      position: [9.615, 45.305],
      generated: false,
    });
    expect((await find('senza luogo'))[0]).toMatchObject({ within: null, municipalityCode: null, position: null });
  });

  test('gives no more than asked', async () => {
    expect(await find('c', 2)).toHaveLength(2);
    expect(await find('xyzxyz')).toEqual([]);
  });

  test('leaves its threshold to no other statement', async () => {
    await find('ofanengo');
    const [{ threshold }] = await server.dataSource.query<[{ threshold: string }]>(
      `SELECT current_setting('pg_trgm.word_similarity_threshold') AS threshold`,
    );
    expect(threshold).toBe('0.6');
  });

  test.each(HOSTILE_TEXTS.filter((text) => !/\w/.test(text)))('finds nothing for %j, and no fault', async (text) => {
    expect(await names(text)).toEqual([]);
  });

  test('takes names that no keyboard types by mistake', async () => {
    for (const text of ["'; DROP TABLE firm; --", '𝒳'.repeat(40), 'a'.repeat(100), '\\crema\\', 'cre%ma']) {
      expect(await find(text), text).toBeInstanceOf(Array);
    }
    expect(await names('%crema%', 1)).toEqual(['Crema']);
  });
});

describe('a normalised name', () => {
  test.each([
    ["Sant'Agata, S.r.l.", 'sant agata s r l'],
    ['  ÀÈÌ  òù ', 'aei ou'],
    ['100% Made_in\\Italy', '100 made in italy'],
    ['Ö\0Ä', 'o a'],
    ['—', ''],
    ['e\u0301\u0301', 'e'],
  ])('of %j is %j', (name, normalised) => {
    expect(normaliseName(name)).toBe(normalised);
    expect(normaliseName(normalised)).toBe(normalised);
  });
});
