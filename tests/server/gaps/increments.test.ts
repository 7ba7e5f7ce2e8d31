import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GapInput } from '../../../server/gaps/gap-input.ts';
import type { GapResult } from '../../../server/gaps/gap-result.ts';
import type { Previous } from '../../../server/gaps/kept.ts';
import { municipalityGap } from '../../../server/gaps/municipality-gap.ts';
import { type Box, boxOf, boxWithin } from '../../../server/geo/box.ts';
import { input } from './random-input.ts';
import { GIGABIT } from './shapes.ts';

const CASES = { numRuns: 1000, seed: 20171201 };
const TARGETS = [{ downMbps: 100, technologies: 'any' }, GIGABIT] as const;
const KINDS = ['zones', 'firms', 'areas', 'segments'] as const;

/** A feature that is removed, or takes the place of another one, or is new. */
const edit = fc.record({
  kind: fc.constantFrom(...KINDS),
  how: fc.constantFrom('remove', 'replace', 'add'),
  index: fc.nat(9),
});

/** The input after some edits, whose features come from another one, and the box round all that they touch. */
function edited(
  before: GapInput,
  donor: GapInput,
  edits: { kind: (typeof KINDS)[number]; how: string; index: number }[],
) {
  const after = { ...before };
  const touched: Box[] = [];
  for (const { kind, how, index } of edits) {
    const list = [...after[kind]] as { id: string }[];
    const gone = how === 'add' ? undefined : list[index % Math.max(1, list.length)];
    const source = donor[kind][index % Math.max(1, donor[kind].length)];
    const come = how === 'remove' || !source ? undefined : { ...source, id: gone?.id ?? `${source.id}-new` };
    for (const one of [gone, come]) if (one) touched.push(placeOf(kind, one));
    const others = list.filter(({ id }) => id !== gone?.id && id !== come?.id);
    const same = list.find(({ id }) => id === come?.id);
    if (same && same !== gone) touched.push(placeOf(kind, same));
    const next = come ? [...others, come] : others;
    Object.assign(after, { [kind]: next.sort((a, b) => (a.id < b.id ? -1 : 1)) });
  }
  const corners = touched.flatMap(([west, south, east, north]) => [
    [west, south],
    [east, north],
  ]);
  return { after, changedWithin: corners.length > 0 ? boxOf(corners) : null };
}

function placeOf(kind: (typeof KINDS)[number], feature: { id: string }): Box {
  if (kind === 'firms') return boxOf((feature as GapInput['firms'][number]).position!);
  if (kind === 'zones') return boxOf((feature as GapInput['zones'][number]).geometry);
  if (kind === 'areas') return (feature as GapInput['areas'][number]).box;
  const { box, reachM } = feature as GapInput['segments'][number];
  return boxWithin(box, reachM ?? 0);
}

function asStored(result: GapResult, changedWithin: Box): Previous {
  const questions = result.municipality
    .filter(({ fromOn }) => fromOn === '-infinity')
    .map(({ targetMbps, includesProposed }) => ({ targetMbps, includesProposed }));
  const zones = result.zones.map(({ gap: _gap, ...step }) => step);
  return { changedWithin, questions, zones, firms: result.firms, failed: false };
}

/** The steps of everything: those that were computed, and of what was kept those from before. */
function together(increment: GapResult, before: GapResult): Omit<GapResult, 'keptZones' | 'keptFirms'> {
  const { keptZones, keptFirms, ...rest } = increment;
  const inOrder = <S extends { targetMbps: number; fromOn: string }>(steps: S[], id: (step: S) => string) =>
    steps.toSorted((a, b) => a.targetMbps - b.targetMbps || (id(a) < id(b) ? -1 : id(a) > id(b) ? 1 : 0));
  const zones = [...increment.zones, ...before.zones.filter(({ zoneId }) => keptZones.includes(zoneId))];
  const firms = [...increment.firms, ...before.firms.filter(({ firmId }) => keptFirms.includes(firmId))];
  return { ...rest, zones: inOrder(zones, ({ zoneId }) => zoneId), firms: inOrder(firms, ({ firmId }) => firmId) };
}

test('what a change touches, with what is kept, is what computing everything gives, to the digit', () => {
  let kept = 0;
  fc.assert(
    fc.property(input, input, fc.array(edit, { minLength: 1, maxLength: 3 }), (before, donor, edits) => {
      const first = municipalityGap(before, TARGETS);
      const { after, changedWithin } = edited(before, donor, edits);
      if (!changedWithin) return;
      const increment = municipalityGap(after, TARGETS, asStored(first, changedWithin));
      kept += increment.keptZones.length + increment.keptFirms.length;
      const everything = municipalityGap(after, TARGETS);
      expect(together(increment, first)).toEqual(together(everything, first));
    }),
    CASES,
  );
  // Or nothing would have been tested.
  expect(kept).toBeGreaterThan(1000);
});
