import type { GapInput, GapTarget } from './gap-input.ts';
import type { FirmStep } from './gap-result.ts';
import type { Previous } from './kept.ts';
import { municipalityGap } from './municipality-gap.ts';
import type { InputBatch } from './recompute-inputs.ts';
import { type PackedPrevious, unpackPrevious } from './recompute-previous.ts';
import type { ComputedGap } from './recompute-results.ts';
import { unpackBatch } from './recompute-unpack.ts';

/** What became of one municipality. */
export type Outcome = { gap: ComputedGap } | { code: string; error: unknown };

export interface BatchToCompute {
  batch: InputBatch;
  targets: readonly GapTarget[];
  /** Of those municipalities of which not everything is to be computed. */
  previous: readonly PackedPrevious[];
}

/** Nothing to do but be there, with all code read. */
export function start(): void {}

/** Runs in a worker thread: bytes in, JSON text out, so that the serving thread parses nothing. */
export function computeBatch({ batch, targets, previous }: BatchToCompute): Outcome[] {
  const packed = new Map(previous.map((one) => [one.code, one]));
  return unpackBatch(batch).map((input) => {
    // One that nobody foresaw must not take the others of its batch with it.
    try {
      const before = packed.get(input.code);
      return { gap: computeGap(input, targets, before ? unpackPrevious(before) : null) };
    } catch (error) {
      return { code: input.code, error };
    }
  });
}

function computeGap(input: GapInput, targets: readonly GapTarget[], previous: Previous | null): ComputedGap {
  const startedAt = performance.now();
  const { municipality, zones, firms, ...reach } = municipalityGap(input, targets, previous);
  return {
    ...reach,
    computeMs: performance.now() - startedAt,
    municipality: JSON.stringify(municipality),
    zones: JSON.stringify(
      zones.map(({ gap, ...step }) => ({
        ...step,
        gap: gap.length === 0 ? null : { type: 'MultiPolygon', coordinates: gap },
      })),
    ),
    firms: JSON.stringify(firms.map(withoutDefaults)),
  };
}

/**
 * JSON leaves out what is undefined, and `saveGaps` takes what is left out as no, none or nothing: for most firms that is most of a
 * step, and most steps are of firms.
 */
function withoutDefaults(step: FirmStep) {
  return {
    firmId: step.firmId,
    targetMbps: step.targetMbps,
    includesProposed: step.includesProposed || undefined,
    fromOn: step.fromOn,
    served: step.served || undefined,
    networks: step.networks.length > 0 ? step.networks : undefined,
    segmentIds: step.segmentIds.length > 0 ? step.segmentIds : undefined,
    nearestServedM: step.nearestServedM ?? undefined,
    nearestSegmentM: step.nearestSegmentM ?? undefined,
    nearestSegmentId: step.nearestSegmentId ?? undefined,
  };
}
