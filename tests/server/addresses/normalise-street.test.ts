import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isNumbered, normaliseNumber, normaliseStreet } from '../../../server/addresses/normalise-street.ts';

test('the kind of street is written out, however it was shortened', () => {
  const alike = [
    ['V.LE EUROPA', 'Viale Europa'],
    ['vle europa', 'Viale Europa'],
    ['P.ZZA S. LUCIA', 'Piazza Santa Lucia'],
    ['P.za Santa Lucia', 'Piazza Santa Lucia'],
    ['P.LE DELLA PACE', 'Piazzale della Pace'],
    ['C.SO GARIBALDI', 'Corso Garibaldi'],
    ['C.NA GRANDE', 'Cascina Grande'],
    ['CASC. GRANDE', 'Cascina Grande'],
    ['FRAZ. GATTOLINO', 'Frazione Gattolino'],
    ['LOC. BOSCHETTO', 'Località Boschetto'],
    ["Via dell'Artigianato", 'VIA DELL ARTIGIANATO'],
    ['Via Libertà', "VIA LIBERTA'"],
    ['Via S.Maria', 'Via Santa Maria'],
    ["Via Sant'Agata", 'V. S. AGATA'],
  ];
  for (const [one, other] of alike) expect(normaliseStreet(one!), one).toBe(normaliseStreet(other!));
});

test('streets that are not the same stay apart: other words, another order, another kind', () => {
  const names = [
    'Via Roma',
    'Viale Roma',
    'Roma Via',
    'Via Le Rose',
    'V.LE ROSE',
    'Via Sandro Pertini',
    'Via Fratelli Bandiera',
  ];
  expect(new Set(names.map(normaliseStreet)).size).toBe(names.length);
});

test('house numbers agree whatever parts them from their suffix; what is no number is snc', () => {
  for (const same of ['5/A', '5 a', '5-A', '5A', '05/a']) expect(normaliseNumber(same)).toBe('5/a');
  expect(normaliseNumber('5', 'A')).toBe('5/a');
  expect(normaliseNumber('12 bis')).toBe('12/bis');
  expect(normaliseNumber('12bis')).toBe('12/bis');
  expect(normaliseNumber('10')).toBe('10');
  for (const none of ['0/SNC', 'SNC', '0', 's.n.c.', '']) expect(isNumbered(normaliseNumber(none)), none).toBe(false);
  expect(isNumbered(normaliseNumber('5'))).toBe(true);
});

test('normalising twice is normalising once; capitals and accents do not matter', () => {
  const word = fc.constantFrom(
    'Via',
    'V.LE',
    'S.',
    "dell'",
    'Libertà',
    'P.zza',
    'Roma',
    '25',
    'Fr.',
    'San',
    '(',
    'LOC',
  );
  const street = fc.oneof(
    fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
    fc.string({ unit: 'grapheme' }),
  );
  fc.assert(
    fc.property(street, fc.string(), (text, number) => {
      const key = normaliseStreet(text);
      expect(normaliseStreet(key)).toBe(key);
      const numberKey = normaliseNumber(number);
      expect(normaliseNumber(numberKey)).toBe(numberKey);
    }),
    { seed: 14, numRuns: 2000 },
  );
});
