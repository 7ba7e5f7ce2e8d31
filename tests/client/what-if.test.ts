import { expect, test } from 'vitest';
import type { SegmentFeature } from '../../client/api.ts';
import {
  canSplitAt,
  changeOf,
  draftOf,
  gripsOf,
  moveGrip,
  newDraft,
  newSegmentOf,
  placeOf,
  removeCorner,
  segmentOf,
} from '../../client/what-if/draft.ts';
import { newSegment } from '../../server/segments/contract.ts';
import { redo, startHistory, step, undo } from '../../client/what-if/history.ts';

const FEATURE = {
  type: 'Feature',
  id: 's1',
  geometry: {
    type: 'MultiLineString',
    coordinates: [
      [
        [9.6, 45.3],
        [9.61, 45.3],
        [9.61, 45.31],
      ],
      [
        [9.62, 45.3],
        [9.63, 45.3],
      ],
    ],
  },
  properties: {
    network: 'Rete A',
    technology: 'FTTH',
    status: 'planned',
    downMbps: 1000,
    reachM: 200,
    readyOn: '2027-06-30',
    version: 'abc',
  },
} as unknown as SegmentFeature;
const DRAFT = draftOf(FEATURE);

test('a whole segment moves with all its lines, on the grid', () => {
  const { lines } = moveGrip(DRAFT, { kind: 'whole' }, [0.1, -0.000_000_04]);
  expect(lines).toEqual([
    [
      [9.7, 45.3],
      [9.71, 45.3],
      [9.71, 45.31],
    ],
    [
      [9.72, 45.3],
      [9.73, 45.3],
    ],
  ]);
});

test('the middle of an edge becomes a corner, which can be taken away again', () => {
  const moved = moveGrip(DRAFT, { kind: 'middle', line: 0, corner: 1 }, [0, 0.001]);
  expect(moved.lines[0]).toEqual([
    [9.6, 45.3],
    [9.605, 45.301],
    [9.61, 45.3],
    [9.61, 45.31],
  ]);
  expect(removeCorner(moved, 0, 1)).toEqual(DRAFT);
  expect(removeCorner(DRAFT, 1, 0)).toEqual(DRAFT);
});

test('there is a grip for the whole, for each corner, and for each edge', () => {
  expect(gripsOf(DRAFT).map(({ kind }) => kind)).toEqual([
    'whole',
    // of the first line, then of the second
    'corner',
    'middle',
    'corner',
    'middle',
    'corner',
    'corner',
    'middle',
    'corner',
  ]);
  expect(placeOf(DRAFT, { kind: 'middle', line: 1, corner: 1 })).toEqual([9.625, 45.3]);
});

test('only what is other than the segment is sent, with the version that it starts from', () => {
  expect(changeOf(FEATURE, DRAFT)).toEqual({ version: 'abc' });
  expect(changeOf(FEATURE, { ...DRAFT, reachM: null })).toEqual({ version: 'abc', reachM: null });
  const moved = moveGrip(DRAFT, { kind: 'corner', line: 1, corner: 1 }, [0.01, 0]);
  expect(changeOf(FEATURE, moved)).toEqual({
    version: 'abc',
    geometry: { type: 'MultiLineString', coordinates: moved.lines },
  });
});

test('the engine gets the segment with its box', () => {
  expect(segmentOf('s1', DRAFT)).toMatchObject({
    id: 's1',
    box: [9.6, 45.3, 9.63, 45.31],
    lines: [
      [9.6, 45.3, 9.61, 45.3, 9.61, 45.31],
      [9.62, 45.3, 9.63, 45.3],
    ],
  });
});

test('a segment that has just been drawn counts at the horizon, and all of it is sent', () => {
  const drawn = newDraft([FEATURE.geometry.coordinates[1]!], '2028-12-31');
  expect(segmentOf('drawn:new', drawn)).toMatchObject({
    id: 'drawn:new',
    status: 'planned',
    readyOn: '2028-12-31',
    lines: [[9.62, 45.3, 9.63, 45.3]],
  });
  const sent = newSegmentOf({ ...drawn, name: 'Via Milano', costEur: 12_000 });
  expect(newSegment.parse(sent)).toEqual(sent);
  expect(sent).toMatchObject({
    name: 'Via Milano',
    costEur: 12_000,
    reachM: drawn.reachM,
    geometry: { type: 'MultiLineString', coordinates: [FEATURE.geometry.coordinates[1]] },
  });
});

test('a segment can be split at every grip but those in which it begins and ends, and the one of all of it', () => {
  const cannot = gripsOf(DRAFT).filter((grip) => !canSplitAt(DRAFT, grip));
  expect(cannot).toEqual([
    { kind: 'whole' },
    { kind: 'corner', line: 0, corner: 0 },
    { kind: 'corner', line: 1, corner: 1 },
  ]);
  expect(canSplitAt(DRAFT, { kind: 'corner', line: 0, corner: 9 })).toBe(false);
  expect(canSplitAt(DRAFT, { kind: 'middle', line: 2, corner: 1 })).toBe(false);
});

test('steps are undone one by one and taken up again, those that do the same together', () => {
  let history = startHistory(0);
  history = step(history, 1, null);
  history = step(history, 2, 'arrows');
  history = step(history, 3, 'arrows');
  history = undo(history);
  expect(history.present).toBe(1);
  expect(undo(undo(history)).present).toBe(0);
  expect(redo(history).present).toBe(3);
  expect(redo(step(history, 7, null)).present).toBe(7);
  expect(step(undo(step(history, 5, 'arrows')), 6, 'arrows').past).toEqual([0, 1]);
});
