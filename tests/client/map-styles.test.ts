import { describe, expect, test } from 'vitest';
import type { Figures } from '../../client/api.ts';
import { LAYERS } from '../../client/address.ts';
import { legendEntries } from '../../client/map/legend-entries.ts';
import {
  COVERAGE_COLOURS,
  DELIVERY_POINT_MARK,
  FIRM_MARKS,
  FIRM_SERVICES,
  GAP_AREAS,
  GAP_CLASSES,
  GAP_FILLS,
  SEGMENT_LINES,
  gapClass,
  gapShare,
  meetsTarget,
} from '../../client/map/styles.ts';
import { en } from '../../client/words/en.ts';
import { enMap } from '../../client/words/en-map.ts';
import { it as italian } from '../../client/words/it.ts';
import { itMap } from '../../client/words/it-map.ts';
import { STATUSES } from '../../server/segments/status.ts';
import { TECHNOLOGIES } from '../../server/targets/technology.ts';

const nobody = { firmsStating: 0, firmsNotStating: 0, total: 0, notServed: 0, share: null };

function figures(firmsServed: number, firmsNotServed: number, firmsPositionUnknown = 0): Figures {
  return {
    zoneAreaM2: 0,
    zoneGapM2: 0,
    zoneGapShare: null,
    zonesWithGap: 0,
    firmsServed,
    firmsNotServed,
    firmsPositionUnknown,
    employees: nobody,
    exportShare: nobody,
    aidClasses: { white: 0, grey: 0, black: 0 },
  };
}

function gap(before: Figures | null, after: Figures | null = before) {
  const state = before === null ? ('notComputed' as const) : ('current' as const);
  return { state, methodVersion: null, computedAt: null, before, after, firmsNewlyServed: null, failures: [] };
}

describe('the class of a municipality', () => {
  test.each([
    [10, 0, 'none'],
    [999, 1, 'upTo25'],
    [3, 1, 'upTo25'],
    [299, 101, 'upTo50'],
    [1, 1, 'upTo50'],
    [1, 3, 'upTo75'],
    [99, 301, 'over75'],
    [0, 4, 'over75'],
  ])('%i served and %i not served is %s', (served, notServed, expected) => {
    expect(gapClass(gap(figures(served, notServed)), 'after')).toBe(expected);
  });

  test('without a firm of known position it is unknown, not none', () => {
    const unknown = gap(figures(0, 0, 7));
    expect(gapShare(unknown, 'before')).toBeNull();
    expect(gapClass(unknown, 'before')).toBe('noPlacedFirm');
  });

  test('without figures it is not computed', () => {
    expect(gapShare(gap(null), 'after')).toBeNull();
    expect(gapClass(gap(null), 'after')).toBe('notComputed');
  });

  test('today and the horizon are told apart', () => {
    const closing = gap(figures(0, 4), figures(4, 0));
    expect(gapClass(closing, 'before')).toBe('over75');
    expect(gapClass(closing, 'after')).toBe('none');
  });
});

describe('what meets a target', () => {
  const gigabit = { downMbps: 1000, technologies: 'wired' } as const;

  test('speed on the bound meets it', () => {
    expect(meetsTarget({ technology: 'FTTH', downMbps: 1000 }, gigabit)).toBe(true);
    expect(meetsTarget({ technology: 'FTTH', downMbps: 999 }, gigabit)).toBe(false);
  });

  test('fixed wireless does not answer a wired target, however fast', () => {
    expect(meetsTarget({ technology: 'FWA', downMbps: 2000 }, gigabit)).toBe(false);
    expect(meetsTarget({ technology: 'FWA', downMbps: 100 }, { downMbps: 30, technologies: 'any' })).toBe(true);
  });
});

describe('signs that must not be mistaken for one another', () => {
  const distinct = (signs: readonly unknown[]) => new Set(signs.map((sign) => JSON.stringify(sign))).size;

  test('every gap class has a fill of its own', () => {
    expect(distinct(Object.values(GAP_FILLS))).toBe(GAP_CLASSES.length);
  });
  test('every technology has a colour of its own', () => {
    expect(Object.keys(COVERAGE_COLOURS).toSorted()).toEqual([...TECHNOLOGIES].toSorted());
    expect(distinct(Object.values(COVERAGE_COLOURS))).toBe(TECHNOLOGIES.length);
  });
  test('every status has a line of its own, grey where it serves nobody', () => {
    expect(Object.keys(SEGMENT_LINES).toSorted()).toEqual([...STATUSES].toSorted());
    expect(distinct(Object.values(SEGMENT_LINES))).toBe(STATUSES.length);
    expect(SEGMENT_LINES.operational.dashes).toEqual([]);
    expect(SEGMENT_LINES.planned.dashes).not.toEqual([]);
    expect(SEGMENT_LINES.proposed.dashes).not.toEqual([]);
  });
  test('firms and delivery points differ in shape, not in colour alone', () => {
    const marks = [...Object.values(FIRM_MARKS), DELIVERY_POINT_MARK];
    expect(distinct(marks.map(({ shape }) => shape))).toBe(FIRM_SERVICES.length + 1);
  });
  test('what the works close is hatched, what they leave is not', () => {
    expect(GAP_AREAS.closes.hatch).toBeDefined();
    expect(GAP_AREAS.remains.hatch).toBeUndefined();
  });
});

describe('the legend', () => {
  const shown = {
    horizon: '31 dic 2028',
    gapAreas: true,
    gapClasses: new Set(GAP_CLASSES),
    services: new Set(FIRM_SERVICES),
    technologies: new Set(TECHNOLOGIES),
    statuses: new Set(STATUSES),
  };
  const entriesOf = (layer: (typeof LAYERS)[number]) => legendEntries(layer, italian, itMap, shown);

  test('shows every sign of the map in the very style of the map', () => {
    expect(entriesOf('gap').map(({ swatch }) => swatch.kind === 'fill' && swatch.fill)).toEqual(
      GAP_CLASSES.map((key) => GAP_FILLS[key]),
    );
    expect(entriesOf('segments').map(({ swatch }) => swatch.kind === 'line' && swatch.line)).toEqual(
      STATUSES.map((status) => SEGMENT_LINES[status]),
    );
    expect(entriesOf('coverage').map(({ swatch }) => swatch.kind === 'fill' && swatch.fill.colour)).toEqual(
      TECHNOLOGIES.map((technology) => COVERAGE_COLOURS[technology]),
    );
    const marks = entriesOf('firms').flatMap(({ swatch }) => (swatch.kind === 'mark' ? [swatch.mark] : []));
    expect(marks).toEqual(FIRM_SERVICES.toReversed().map((service) => FIRM_MARKS[service]));
    expect(entriesOf('deliveryPoints').map(({ swatch }) => swatch)).toEqual([
      { kind: 'mark', mark: DELIVERY_POINT_MARK },
    ]);
  });

  test('explains only what is on the map', () => {
    const few = {
      ...shown,
      gapClasses: new Set(['none'] as const),
      services: new Set(['served'] as const),
      gapAreas: false,
      technologies: new Set(['FTTH'] as const),
      statuses: new Set([]),
    };
    expect(legendEntries('coverage', en, enMap, few).map(({ key }) => key)).toEqual(['FTTH']);
    expect(legendEntries('segments', en, enMap, few)).toEqual([]);
    const gapKeys = legendEntries('gap', en, enMap, few).map(({ key }) => key);
    expect(gapKeys).toEqual(['none', 'upTo25', 'upTo50', 'upTo75', 'over75']);
    expect(legendEntries('firms', en, enMap, few).map(({ key }) => key)).not.toContain('unknown');
    expect(legendEntries('zones', en, enMap, few).map(({ key }) => key)).toEqual(['zone']);
  });

  test('has a text for every entry in both languages', () => {
    for (const layer of LAYERS) {
      const english = legendEntries(layer, en, enMap, shown);
      expect(english.map(({ key }) => key)).toEqual(entriesOf(layer).map(({ key }) => key));
      for (const { text } of [...english, ...entriesOf(layer)]) expect(text).not.toBe('');
    }
  });
});
