import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { importDataset, KINDS } from '../../server/datasets/contract.ts';
import type { Description } from '../../server/imports.ts';
import type { Bilingual, Language } from '../../server/problem.ts';

export interface Arguments {
  path: string;
  description: Description;
}

/** The command cannot be understood; the message says which part. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const USAGE: Bilingual = {
  en: `usage: npm run import -- KIND FILE [--name NAME] [--nature fact|generated] [--origin WHO] [--licence LICENCE]
         [--source-url URL] [--as-of YYYY-MM-DD] [--lang it|en]
KIND:  ${KINDS.join(' | ')}
A file of the same KIND and NAME (the file's name if absent) replaces what the earlier one brought.`,
  it: `uso: npm run import -- TIPO FILE [--name NOME] [--nature fact|generated] [--origin CHI] [--licence LICENZA]
       [--source-url URL] [--as-of AAAA-MM-GG] [--lang it|en]
TIPO:  ${KINDS.join(' | ')}
Un file con lo stesso TIPO e NOME (se assente, il nome del file) sostituisce quanto portato dal precedente.`,
};

const OPTIONS = {
  name: { type: 'string' },
  nature: { type: 'string' },
  origin: { type: 'string' },
  licence: { type: 'string' },
  'source-url': { type: 'string' },
  'as-of': { type: 'string' },
  lang: { type: 'string' },
} as const;

/** Language of what is printed: `--lang`, else the environment's; English where neither says Italian. */
export function languageOf(args: readonly string[], env: NodeJS.ProcessEnv): Language {
  const at = args.indexOf('--lang');
  const asked = at === -1 ? args.find((each) => each.startsWith('--lang='))?.slice('--lang='.length) : args[at + 1];
  const locale = asked ?? (env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '');
  return locale.startsWith('it') ? 'it' : 'en';
}

/** @throws UsageError */
export function readArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const [kind, path] = positionals;
  if (kind === undefined || path === undefined || positionals.length > 2) throw new UsageError('KIND FILE');
  const fileName = basename(path);
  const result = importDataset.query.safeParse({
    kind,
    fileName: fileName.slice(-200),
    name: values.name ?? nameAfter(fileName),
    nature: values.nature,
    origin: values.origin,
    licence: values.licence,
    sourceUrl: values['source-url'],
    asOf: values['as-of'],
  });
  if (!result.success) {
    throw new UsageError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  }
  if (values.lang !== undefined && !['it', 'en'].includes(values.lang)) throw new UsageError('--lang it|en');
  return { path, description: result.data };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** The file's name without its ending, in the characters that a data set's name may have. */
function nameAfter(fileName: string): string {
  const name = fileName
    .replace(/\.[^.]*$/, '')
    .normalize('NFD')
    .replace(/[^\w .()-]/g, '')
    .slice(0, 100);
  return name === '' ? 'file' : name;
}
