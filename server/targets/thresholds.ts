import { z } from 'zod';
import { thresholdSet, type Target, type ThresholdSet } from './contract.ts';

const sourcedNumber = z.object({ value: z.int().min(0), source: z.string().min(1) });

/** data/thresholds.json: a named, dated set of thresholds, each with its source. */
const thresholdFile = z.object({
  name: thresholdSet.shape.name,
  date: thresholdSet.shape.date,
  targets: z
    .array(
      z.object({
        downMbps: z.int().min(1).max(100_000),
        technologies: z.enum(['any', 'wired']),
        name: z.object({ it: z.string(), en: z.string() }),
        source: z.string().min(1),
      }),
    )
    .min(1),
  premisesReachM: sourcedNumber,
  plansWithinYears: sourcedNumber,
  figures: thresholdSet.shape.figures,
});

export interface Thresholds {
  set: ThresholdSet;
  /** What a new database starts with. */
  targets: Target[];
}

/**
 * @param json  content of data/thresholds.json
 * @throws Error naming what is wrong in it
 */
export function parseThresholds(json: unknown): Thresholds {
  const result = thresholdFile.safeParse(json);
  if (!result.success) throw new Error(`data/thresholds.json cannot be used: ${z.prettifyError(result.error)}`);
  const { name, date, targets, premisesReachM, plansWithinYears, figures } = result.data;
  const inFigures = (key: string, { value, source }: z.infer<typeof sourcedNumber>) => ({
    key,
    value: String(value),
    source,
  });
  return {
    set: {
      name,
      date,
      premisesReachM: premisesReachM.value,
      plansWithinYears: plansWithinYears.value,
      figures: [
        inFigures('premisesReachM', premisesReachM),
        inFigures('plansWithinYears', plansWithinYears),
        ...figures,
      ],
    },
    targets: targets.map(({ name, ...target }) => ({ ...target, nameIt: name.it, nameEn: name.en })),
  };
}
