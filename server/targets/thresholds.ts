import { z } from 'zod';
import { day } from '../contract.ts';
import type { Target, ThresholdSet } from './contract.ts';

const sourced = { source: z.string().min(1) };
const figure = z.object({ value: z.union([z.number(), z.string()]), ...sourced });

/** data/thresholds.json: a named, dated set of thresholds, each with its source; figures without a name of ours follow. */
const thresholdFile = z
  .object({
    name: z.string(),
    date: day,
    targets: z
      .array(
        z.object({
          downMbps: z.int().min(1).max(100_000),
          technologies: z.enum(['any', 'wired']),
          name: z.object({ it: z.string(), en: z.string() }),
          ...sourced,
        }),
      )
      .min(1),
    premisesReachM: z.object({ value: z.int().min(0), ...sourced }),
    plansWithinYears: z.object({ value: z.int().min(0), ...sourced }),
  })
  .catchall(z.unknown());

export interface Thresholds {
  set: ThresholdSet;
  /** What a new database starts with. */
  targets: Target[];
}

/**
 * @param json  content of data/thresholds.json
 * @throws Error naming what is wrong in the file
 */
export function parseThresholds(json: unknown): Thresholds {
  const result = thresholdFile.safeParse(json);
  if (!result.success) throw new Error(`The thresholds cannot be used: ${z.prettifyError(result.error)}`);
  const { name, date, targets, ...rest } = result.data;
  const figures = Object.entries(rest).flatMap(([key, content]) => listFigures(key, content));
  return {
    set: {
      name,
      date,
      premisesReachM: rest.premisesReachM.value,
      plansWithinYears: rest.plansWithinYears.value,
      figures,
    },
    targets: targets.map(({ name, ...target }) => ({ ...target, nameIt: name.it, nameEn: name.en })),
  };
}

/** A figure, or a group of figures (`ultrafast.downMbps`), as lines of one list. */
function listFigures(key: string, content: unknown): ThresholdSet['figures'] {
  const one = figure.safeParse(content);
  if (one.success) return [{ key, value: String(one.data.value), source: one.data.source }];
  if (typeof content !== 'object' || content === null) return [];
  return Object.entries(content).flatMap(([part, inner]) => listFigures(`${key}.${part}`, inner));
}
