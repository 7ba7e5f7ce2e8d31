import { expect, test } from 'vitest';
import { en } from '../../client/words/en.ts';
import { enDrawing } from '../../client/words/en-drawing.ts';
import { enMap } from '../../client/words/en-map.ts';
import { enMethod } from '../../client/words/en-method.ts';
import { enPlan } from '../../client/words/en-plan.ts';
import { enWhatIf } from '../../client/words/en-what-if.ts';
import { it } from '../../client/words/it.ts';
import { itDrawing } from '../../client/words/it-drawing.ts';
import { itMap } from '../../client/words/it-map.ts';
import { itMethod } from '../../client/words/it-method.ts';
import { itPlan } from '../../client/words/it-plan.ts';
import { itWhatIf } from '../../client/words/it-what-if.ts';
import { KINDS } from '../../server/datasets/contract.ts';
import { STATUSES } from '../../server/segments/status.ts';
import { WORKS_TYPES } from '../../server/segments/works.ts';

/** Paths of all texts with what each says; a text with gaps is filled with recognisable stand-ins. */
function texts(words: unknown, path = ''): [string, string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') {
    const stands = Array.from({ length: words.length }, (_, index) => index + 5);
    return [[path, String((words as (...gaps: number[]) => unknown)(...stands))]];
  }
  return Object.entries(words as object).flatMap(([key, value]) => texts(value, path === '' ? key : `${path}.${key}`));
}

const pairs: [string, object, object][] = [
  ['words', it, en],
  ['words of the method', itMethod, enMethod],
  ['words of the map', itMap, enMap],
  ['words of the what-if', itWhatIf, enWhatIf],
  ['words of drawing', itDrawing, enDrawing],
  ['words of plans', itPlan, enPlan],
];

test.each(pairs)('%s: both languages say the same things', (_name, italian, english) => {
  expect(texts(english).map(([path]) => path)).toEqual(texts(italian).map(([path]) => path));
});

test.each(pairs)('%s: nothing is empty, undefined or left unclosed', (_name, italian, english) => {
  for (const [path, text] of [...texts(italian), ...texts(english)]) {
    expect(text.trim(), path).not.toBe('');
    expect(text, path).not.toMatch(/\bundefined\b|\bnull\b|NaN|\[object/);
    expect(text.split('**').length % 2, path).toBe(1);
  }
});

test.each(pairs)('%s: what a text is given, it says in both languages', (_name, italian, english) => {
  const digits = (words: object) => texts(words).map(([path, text]) => [path, text.match(/\b[5-9]\b/g)?.toSorted()]);
  const functions = (words: object) => digits(words).filter(([, found]) => found !== undefined);
  expect(functions(english).map(([path]) => path)).toEqual(functions(italian).map(([path]) => path));
});

test('every status, works type and kind of data set has its word', () => {
  expect(Object.keys(it.segments.status)).toEqual([...STATUSES]);
  expect(Object.keys(it.segments.worksType)).toEqual([...WORKS_TYPES]);
  expect(Object.keys(it.datasets.kinds)).toEqual([...KINDS]);
});
