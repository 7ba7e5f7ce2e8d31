import { expect, test } from 'vitest';
import { worksInWords } from '../../client/parts/works-in-words.ts';
import { en } from '../../client/words/en.ts';
import { it } from '../../client/words/it.ts';
import { plainText } from '../helpers/figures.ts';

const italian = (stated: Parameters<typeof worksInWords>[0]) => {
  const words = worksInWords(stated, it.segments.worksType, 'it');
  return words && plainText(words);
};

test('works read with the largest share first, and without those that have none', () => {
  const works = { trench: 0.4, aerial: 0, existingDuct: 0.6 };
  expect(italian({ works, worksType: 'trench' })).toBe('cavidotto esistente 60%, scavo tradizionale 40%');
  expect(worksInWords({ works }, en.segments.worksType, 'en')).toBe('existing duct 60%, open trench 40%');
});

test('where all is of one type no share is said, and where nobody knows nothing is', () => {
  expect(italian({ works: { aerial: 1, trench: 0 }, worksType: null })).toBe('linea aerea');
  expect(italian({ works: null, worksType: 'microTrench' })).toBe('micro-trincea');
  expect(italian({ works: null, worksType: null })).toBeNull();
});
