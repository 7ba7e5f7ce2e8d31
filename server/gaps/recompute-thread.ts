import type { GapInput, GapTarget } from './gap-input.ts';
import { municipalityGap } from './municipality-gap.ts';
import type { InputBatch } from './recompute-inputs.ts';
import type { ComputedGap } from './recompute-results.ts';
import { unpackBatch } from './recompute-unpack.ts';

/** What became of one municipality. */
export type Outcome = { gap: ComputedGap } | { code: string; error: unknown };

/** Runs in a worker thread: bytes in, JSON text out, so that the serving thread parses nothing. */
export function computeBatch({ batch, targets }: { batch: InputBatch; targets: readonly GapTarget[] }): Outcome[] {
  return unpackBatch(batch).map((input) => {
    // One that nobody foresaw must not take the others of its batch with it.
    try {
      return { gap: computeGap(input, targets) };
    } catch (error) {
      return { code: input.code, error };
    }
  });
}

function computeGap(input: GapInput, targets: readonly GapTarget[]): ComputedGap {
  const { municipality, zones, firms, ...reach } = municipalityGap(input, targets);
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
