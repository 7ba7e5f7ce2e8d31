import { computed, effect } from '@preact/signals';
import type { FirmService } from '../../server/firms/contract.ts';
import type { SegmentStatus } from '../../server/segments/status.ts';
import { go, language, target } from '../address.ts';
import { formatSpeed } from '../format.ts';
import type { Entry } from '../map/legend-entries.ts';
import { type PlanLine, planLook } from '../map/plan-look.ts';
import { type GapClass, gapClassOf, SEGMENT_LINES } from '../map/styles.ts';
import { placeById } from './by-id.ts';
import { other } from './compare-state.ts';
import { appraised, chosenIds } from './plan-result.ts';
import { chooseScope, excluded, isInScope, pinned, problem } from './plan-state.ts';
import { planWords } from './plan-words.ts';

/** Orange is what is being tried, as in a what-if: here the plan. Nothing hangs on hue alone: lines differ in width and dashes. */
const LINES = {
  chosen: { colour: '#b35900', widthPx: 5, dashes: [], opacity: 1 },
  pinned: { colour: '#b35900', widthPx: 5, dashes: [], opacity: 1, casing: '#17324d' },
  free: { colour: '#8a7a68', widthPx: 2, dashes: [], opacity: 0.65 },
  excluded: { colour: '#55514b', widthPx: 2.5, dashes: [3, 5], opacity: 0.9 },
  onlyA: { colour: '#b35900', widthPx: 5, dashes: [], opacity: 1 },
  onlyB: { colour: '#00664d', widthPx: 5, dashes: [12, 4], opacity: 1 },
  both: { colour: '#17324d', widthPx: 5, dashes: [], opacity: 1 },
} satisfies Record<string, PlanLine>;
type Kind = keyof typeof LINES;

/** How each segment that plans are about is drawn. */
const kinds = computed(() => {
  const a = new Set(chosenIds.value);
  const b = other.value && new Set(other.value.chosen);
  const [byHand, out] = [pinned.value, excluded.value];
  const kindOf = (id: string): Kind => {
    if (b) {
      if (a.has(id)) return b.has(id) ? 'both' : 'onlyA';
      return b.has(id) ? 'onlyB' : 'free';
    }
    if (out.includes(id)) return 'excluded';
    if (!a.has(id)) return 'free';
    return byHand.includes(id) ? 'pinned' : 'chosen';
  };
  const ids = [...placeById.value.keys(), ...(b ?? [])];
  return new Map(ids.map((id) => [id, kindOf(id)]));
});

/** Firms that the plan decides about: newly served, or still not. */
const firms = computed(() => {
  const from = problem.value;
  if (from === null || chosenIds.value === null) return new Map<string, FirmService>();
  const built = new Set(chosenIds.value.map((id) => placeById.value.get(id)));
  return new Map(
    from.firms.map(({ id, reachedBy }): [string, FirmService] => [
      id,
      reachedBy.some((place) => built.has(place)) ? 'servedByHorizon' : 'notServed',
    ]),
  );
});

/** How much of each municipality's firms stays without service once the plan is built. */
const classes = computed(() => {
  const from = problem.value;
  const after = new Map(
    appraised.value?.municipalities.map(({ code, firmsNotServedAfter }) => [code, firmsNotServedAfter]),
  );
  return new Map(
    from?.municipalities.filter(isInScope).map((one): [string, GapClass] => {
      const placed = one.firmsServed + one.firmsNotServed;
      const left = after.get(one.code) ?? one.firmsNotServed;
      return [one.code, placed === 0 ? 'noPlacedFirm' : gapClassOf(left / placed)];
    }),
  );
});

/** Puts the plan on the map, and takes it away again. */
export function showPlanOnMap(): () => void {
  const stop = effect(() => {
    const [ofSegments, ofMunicipalities] = [kinds.value, classes.value];
    planLook.value = {
      lineOf: (id, status) => lineOf(ofSegments.get(id), status),
      classOf: (code) => ofMunicipalities.get(code),
      firms: firms.value,
      legend: { title: planWords.value.map.title(formatSpeed(target.value, language.value)), entries: entries() },
      openSegment,
      openMunicipality: (code) => chooseScope({ kind: 'municipalities', codes: [code] }),
    };
  });
  return () => {
    stop();
    planLook.value = null;
  };
}

/** What is no plan's to decide stays as it is, a little paler. */
function lineOf(kind: Kind | undefined, status: SegmentStatus): PlanLine {
  return kind === undefined ? { ...SEGMENT_LINES[status], opacity: 0.45 } : LINES[kind];
}

function entries(): Entry[] {
  const say = planWords.value.map;
  const shownKinds = new Set(kinds.value.values());
  return (Object.keys(LINES) as Kind[])
    .filter((kind) => shownKinds.has(kind))
    .map((kind) => ({ key: kind, text: say[kind], swatch: { kind: 'line', line: LINES[kind] } }));
}

/** Leads to the segment in the list beside the map. */
function openSegment(id: string): void {
  go({ pane: 'ranking' }, 'replace');
  requestAnimationFrame(() => {
    const item = document.getElementById(`segment-${id}`);
    item?.scrollIntoView({ block: 'center' });
    item?.focus({ preventScroll: true });
  });
}
