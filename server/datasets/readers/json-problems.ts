import { Problem } from '../../problem.ts';

/** Where in a file, counted from 1; the column in characters. */
export interface Place {
  line: number;
  column: number;
}

/** A text that is no JSON from this place on. */
export function notJson({ line, column }: Place, expected: string | null, found: string): Problem {
  return unreadable(
    `The file is not valid JSON: line ${line}, column ${column} holds ${found}` +
      (expected ? ` instead of ${expected}` : ''),
    `Il file non è JSON valido: alla linea ${line}, colonna ${column} c'è ${found}` +
      (expected ? ` invece di ${expected}` : ''),
  );
}

/** A file whose first character already tells that it is something else. */
export function noObject({ line, column }: Place, found: string): Problem {
  return unreadable(
    `The file is not GeoJSON: that begins with {, and line ${line}, column ${column} holds ${found}`,
    `Il file non è GeoJSON: questo inizia con {, e alla linea ${line}, colonna ${column} c'è ${found}`,
  );
}

/** Text after the end of the object. */
export function afterEnd({ line, column }: Place, found: string): Problem {
  return unreadable(
    `The collection has ended, but line ${line}, column ${column} goes on with ${found}: two files in one?`,
    `La raccolta è finita, ma alla linea ${line}, colonna ${column} segue ${found}: due file in uno?`,
  );
}

/** What a reader throws. */
export function unreadable(en: string, it: string): Problem {
  return new Problem('file-unreadable', { en, it });
}
