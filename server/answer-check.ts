import type { z } from 'zod';

/**
 * Where an answer, as it goes over the wire, departs from its schema: a wrong value, or a property that the
 * schema does not name.
 *
 * @returns null where they agree
 */
export function answerMismatch(schema: z.ZodType, text: string): string | null {
  const sent: unknown = JSON.parse(text);
  const result = schema.safeParse(sent);
  if (!result.success) {
    return result.error.issues
      .slice(0, 5)
      .map((issue) => `${issue.path.join('.')}: ${issue.message}`)
      .join('; ');
  }
  const extra = firstExtra(sent, result.data, '');
  return extra === null ? null : `${extra}: not in the contract`;
}

/** Path of the first property that parsing dropped. */
function firstExtra(sent: unknown, kept: unknown, path: string): string | null {
  if (typeof sent !== 'object' || sent === null || typeof kept !== 'object' || kept === null) return null;
  for (const [key, value] of Object.entries(sent)) {
    const place = path === '' ? key : `${path}.${key}`;
    if (!Object.hasOwn(kept, key)) return place;
    const extra = firstExtra(value, (kept as Record<string, unknown>)[key], place);
    if (extra !== null) return extra;
  }
  return null;
}
