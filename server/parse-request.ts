import { z } from 'zod';
import { Problem, type Language } from './problem.ts';

const LOCALES = { it: z.locales.it().localeError, en: z.locales.en().localeError };

/** Reasons that contracts word themselves (in English), in Italian. */
const ITALIAN: Record<string, string> = {
  'six digits, such as 019035': 'sei cifre, come 019035',
  'west,south,east,north in degrees, such as 9.5,45.2,9.9,45.5': 'ovest,sud,est,nord in gradi, come 9.5,45.2,9.9,45.5',
  'a day between 1900 and 2199': 'un giorno tra il 1900 e il 2199',
  'a whole number': 'un numero intero',
  'at most 10000 positions': 'al massimo 10000 posizioni',
  'kept for what is drawn by hand': 'riservato a ciò che è disegnato a mano',
  'shares that sum to 1': 'quote la cui somma è 1',
  'no id that is pinned too': 'nessun id che è anche tra quelli fissati',
  'a text without control characters': 'un testo senza caratteri di controllo',
  'letters, digits, space . ( ) _ -': 'lettere, cifre, spazio . ( ) _ -',
};

const PLACES = {
  path: { it: 'nel percorso', en: 'in the path' },
  query: { it: 'nella query', en: 'in the query' },
  body: { it: 'nel corpo', en: 'in the body' },
};

/**
 * What a client sent, checked and converted by its schema. Nothing unknown passes: an unknown name is refused,
 * because a misspelt filter that is ignored answers a question nobody asked.
 *
 * @throws Problem 'invalid-request' naming every faulty parameter, the reason in the reader's language
 */
export function parseRequest<S extends z.ZodType>(
  schema: S,
  sent: unknown,
  place: keyof typeof PLACES,
  language: Language,
): z.output<S> {
  refuseNul(sent, place);
  const strict = schema instanceof z.ZodObject ? schema.strict() : schema;
  const result = strict.safeParse(sent, { error: LOCALES[language] });
  if (result.success) return result.data as z.output<S>;

  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const parameters = result.error.issues.flatMap((issue) => reasons(issue, known, language));
  const names = [...new Set(parameters.map(({ name }) => name))].join(', ');
  throw new Problem(
    'invalid-request',
    {
      en: `Not valid ${PLACES[place].en}: ${names}`,
      it: `Non valido ${PLACES[place].it}: ${names}`,
    },
    { parameters },
  );
}

/** PostgreSQL stores no NUL in text: let in, it would come back as an error of the database. */
function refuseNul(sent: unknown, place: keyof typeof PLACES): void {
  if (typeof sent === 'string' && sent.includes('\0')) {
    throw new Problem('invalid-request', {
      en: `A NUL character is not accepted ${PLACES[place].en}`,
      it: `Il carattere NUL non è accettato ${PLACES[place].it}`,
    });
  }
  if (typeof sent === 'object' && sent !== null) for (const part of Object.values(sent)) refuseNul(part, place);
}

function reasons(issue: z.core.$ZodIssue, known: string[], language: Language): { name: string; reason: string }[] {
  const place = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') {
    const reason = language === 'it' ? (ITALIAN[issue.message] ?? issue.message) : issue.message;
    return [{ name: place === '' ? '(body)' : place, reason }];
  }
  const names = place === '' ? known : [];
  const existing = { it: `non esiste; esistono: ${names.join(', ')}`, en: `unknown; known are: ${names.join(', ')}` };
  const none = { it: 'non esiste', en: 'unknown' };
  const reason = (names.length === 0 ? none : existing)[language];
  return issue.keys.slice(0, 20).map((key) => ({ name: [...issue.path, key].join('.').slice(0, 100), reason }));
}

/** Query values as text; an empty one (`?q=`, as forms send it) counts as not given. `lang` belongs to no contract. */
export function givenParameters(query: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([name, value]) => name !== 'lang' && value !== ''));
}
