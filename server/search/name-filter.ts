import { normaliseName } from './normalise-name.ts';

/**
 * What a name must contain, for `nameFilter`.
 *
 * @returns null where nothing is asked for; an empty text, which no name answers, where only signs were typed
 */
export function wantedName(typed: string | undefined): string | null {
  return typed === undefined || typed.trim() === '' ? null : normaliseName(typed);
}

/** SQL: the stored name contains the wanted one. A normalised name has no sign that LIKE would take for a wildcard. */
export const nameFilter = (column: string, wanted: string): string =>
  `(${wanted}::text IS NULL OR (${wanted} <> '' AND ${column} LIKE '%' || ${wanted} || '%'))`;
