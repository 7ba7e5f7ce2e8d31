import type { Request } from 'express';
import type { Language } from './problem.ts';

const LANGUAGES: readonly Language[] = ['it', 'en'];

/** Reader's language: `?lang=` if given, else Accept-Language; Italian where that names none of ours. */
export function languageOf(request: Request): Language {
  const asked = request.query['lang'] ?? request.acceptsLanguages([...LANGUAGES]);
  return LANGUAGES.find((language) => language === asked) ?? 'it';
}
