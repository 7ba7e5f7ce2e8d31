import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  COLUMNS,
  defaultAddress,
  formatAddress,
  LAYERS,
  PAGES,
  PANES,
  WHENS,
  parseAddress,
} from '../../client/address.ts';
import type { Address } from '../../client/address.ts';

const usual = defaultAddress(['it-IT'], new Date(2026, 4, 20));

const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const anyAddress: fc.Arbitrary<Address> = fc.record({
  language: fc.constantFrom('it', 'en'),
  page: fc.constantFrom(...PAGES),
  pane: fc.constantFrom(...PANES),
  target: fc.integer({ min: 1, max: 100_000 }),
  horizon: day,
  proposed: fc.boolean(),
  municipality: fc.option(fc.stringMatching(/^\d{6}$/)),
  firm: fc.option(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' })),
  sort: fc.constantFrom(...COLUMNS),
  order: fc.constantFrom('asc', 'desc'),
  filter: fc.string({ maxLength: 40, unit: 'grapheme-ascii' }),
  layers: fc.subarray([...LAYERS]),
  when: fc.constantFrom(...WHENS),
  view: fc.option(
    fc.record({
      lat: fc.integer({ min: -9_000_000, max: 9_000_000 }).map((number) => number / 1e5),
      lng: fc.integer({ min: -18_000_000, max: 18_000_000 }).map((number) => number / 1e5),
      zoom: fc.integer({ min: 0, max: 2200 }).map((number) => number / 100),
    }),
  ),
  basemap: fc.boolean(),
  plan: fc.option(fc.string({ maxLength: 200, unit: 'grapheme' })),
  planId: fc.option(fc.uuid()),
  compare: fc.option(
    fc.oneof(
      fc.nat().map((euros) => `budget:${euros}`),
      fc.stringMatching(/^near:\d{6}$/),
      fc.uuid().map((id) => `plan:${id}`),
    ),
  ),
  upload: fc.option(fc.uuid()),
  run: fc.option(fc.uuid()),
});

describe('address of the page', () => {
  test('what is written is read again, whatever it says', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const read = parseAddress(formatAddress(address, usual), usual);
        // -0 and 0 are the same place.
        expect(JSON.stringify(read)).toBe(JSON.stringify(address));
      }),
      { seed: 42, numRuns: 1000 },
    );
  });

  test('any query string whatever gives an address, and one that stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.webQueryParameters(), (noise, query) => {
        for (const search of [noise, `?${query}`]) {
          const address = parseAddress(search, usual);
          expect(parseAddress(formatAddress(address, usual), usual)).toEqual(address);
        }
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  test('an empty address is the usual one: Italian, 1 Gbit/s, the end of the year two years ahead', () => {
    expect(parseAddress('', usual)).toEqual(usual);
    expect(usual).toMatchObject({ language: 'it', target: 1000, horizon: '2028-12-31', proposed: false });
  });

  test('a reader whose browser speaks English gets English, any other Italian', () => {
    const today = new Date(2026, 0, 1);
    expect(defaultAddress(['en-GB', 'it'], today).language).toBe('en');
    expect(defaultAddress(['de'], today).language).toBe('it');
    expect(defaultAddress([], today).language).toBe('it');
  });

  test('a link says language, target and horizon even where they are usual', () => {
    expect(formatAddress(usual, usual)).toBe('?lang=it&target=1000&horizon=2028-12-31');
  });

  test('commas stay readable', () => {
    const address = { ...usual, view: { lat: 45.3632, lng: 9.6861, zoom: 12 }, layers: ['gap', 'firms'] as const };
    expect(formatAddress({ ...address, layers: [...address.layers] }, usual)).toContain(
      'layers=gap,firms&view=45.3632,9.6861,12',
    );
  });

  test.each([
    ['lang=de', 'language'],
    ['page=admin', 'page'],
    ['target=fast', 'target'],
    ['target=0', 'target'],
    ['target=1e9', 'target'],
    ['horizon=2028-02-30', 'horizon'],
    ['horizon=tomorrow', 'horizon'],
    ['municipality=19035', 'municipality'],
    ['municipality=<script>', 'municipality'],
    ['firm=', 'firm'],
    ['sort=population;drop', 'sort'],
    ['order=up', 'order'],
    ['layers=lava', 'layers'],
    ['view=45,9', 'view'],
    ['view=91,9,12', 'view'],
    ['view=,,', 'view'],
    ['basemap=yes', 'basemap'],
    ['when=never', 'when'],
    ['planId=the-good-one', 'planId'],
    ['compare=heaven:1', 'compare'],
  ] as const)('%s is wrong and counts as absent', (query, name) => {
    expect(parseAddress(`?${query}`, usual)[name]).toEqual(usual[name]);
  });

  test('layers can all be off', () => {
    const none = { ...usual, layers: [] };
    expect(parseAddress(formatAddress(none, usual), usual).layers).toEqual([]);
  });

  test('the link of a firm opens its card, unless it says otherwise', () => {
    expect(parseAddress('?firm=f1', usual).pane).toBe('sheet');
    expect(parseAddress('?firm=f1&pane=map', usual).pane).toBe('map');
    expect(parseAddress('?municipality=019062', usual).pane).toBe('map');
  });
});
