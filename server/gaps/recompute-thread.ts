import type { GapInput, GapTarget } from './gap-input.ts';
import { municipalityGap } from './municipality-gap.ts';
import type { ComputedGap } from './recompute-results.ts';

/** Runs in a worker thread: JSON text in, JSON text out, so that the serving thread parses nothing. */
export function computeGap({ input, targets }: { input: string; targets: GapTarget[] }): ComputedGap {
  const { municipality, zones, firms, ...reach } = municipalityGap(JSON.parse(input) as GapInput, targets);
  return {
    ...reach,
    municipality: JSON.stringify(municipality),
    zones: JSON.stringify(
      zones.map(({ gap, ...step }) => ({
        ...step,
        gap: gap.length === 0 ? null : { type: 'MultiPolygon', coordinates: gap },
      })),
    ),
    firms: JSON.stringify(firms),
  };
}
