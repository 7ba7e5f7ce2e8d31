import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { type DatasetKind, importDataset, KINDS } from '../../server/datasets/contract.ts';
import { ENCODINGS } from '../../server/datasets/readers/format-reader.ts';
import { type Choices, choices } from '../../server/imports/contract.ts';
import type { Description } from '../../server/imports.ts';
import type { Bilingual, Language } from '../../server/problem.ts';

export interface Arguments {
  path: string;
  fileName: string;
  /** null: as the program recognises it */
  kind: DatasetKind | null;
  statement: Omit<Description, 'kind' | 'fileName'>;
  /** what is known better than the program would guess */
  chosen: Partial<Choices>;
  rows: 'all' | 'faultless';
  /** say what was understood, import nothing */
  isDryRun: boolean;
}

/** The command cannot be understood; the message says which part. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const USAGE: Bilingual = {
  en: `usage: npm run import -- [KIND] FILE [--name NAME] [--nature fact|generated] [--origin WHO] [--licence LICENCE]
         [--source-url URL] [--as-of YYYY-MM-DD] [--lang it|en]
         [--dry-run] [--rows all|faultless] [--layer LAYER] [--encoding ${ENCODINGS.join('|')}] [--epsg CODE]
         [--swap-axes] [--decimal point|comma] [--column NAME=FROM ...]
KIND:  ${KINDS.join(' | ')}; where absent, as the file is recognised
A file of the same KIND and NAME (the file's name if absent) replaces what the earlier one brought.`,
  it: `uso: npm run import -- [TIPO] FILE [--name NOME] [--nature fact|generated] [--origin CHI] [--licence LICENZA]
       [--source-url URL] [--as-of AAAA-MM-GG] [--lang it|en]
       [--dry-run] [--rows all|faultless] [--layer LIVELLO] [--encoding ${ENCODINGS.join('|')}] [--epsg CODICE]
       [--swap-axes] [--decimal point|comma] [--column NOME=NEL_FILE ...]
TIPO:  ${KINDS.join(' | ')}; se assente, come viene riconosciuto il file
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
  kind: { type: 'string' },
  layer: { type: 'string' },
  encoding: { type: 'string' },
  epsg: { type: 'string' },
  'swap-axes': { type: 'boolean' },
  decimal: { type: 'string' },
  column: { type: 'string', multiple: true },
  rows: { type: 'string' },
  'dry-run': { type: 'boolean' },
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
  const path = positionals.at(-1);
  if (path === undefined || positionals.length > 2) throw new UsageError('KIND FILE');
  const kind = positionals.length === 2 ? positionals[0] : values.kind;
  const fileName = basename(path).slice(-200);
  const stated = understood(
    statement.safeParse({
      name: values.name ?? nameAfter(fileName),
      nature: values.nature,
      origin: values.origin,
      licence: values.licence,
      sourceUrl: values['source-url'],
      asOf: values['as-of'],
    }),
  );
  const chosen = understood(
    choices.partial().safeParse({
      ...(kind !== undefined && { kind }),
      ...(values.layer !== undefined && { layer: values.layer }),
      ...(values.encoding !== undefined && { encoding: values.encoding }),
      ...(values.epsg !== undefined && { epsg: Number(values.epsg) }),
      ...(values['swap-axes'] !== undefined && { swapAxes: values['swap-axes'] }),
      ...(values.decimal !== undefined && { decimal: values.decimal }),
      ...(values.column !== undefined && { columns: Object.fromEntries(values.column.map(readColumn)) }),
    }),
  );
  const { rows = 'all', lang } = values;
  if (lang !== undefined && !['it', 'en'].includes(lang)) throw new UsageError('--lang it|en');
  if (rows !== 'all' && rows !== 'faultless') throw new UsageError('--rows all|faultless');
  return {
    path,
    fileName,
    kind: chosen.kind ?? null,
    statement: stated,
    chosen: chosen,
    rows,
    isDryRun: values['dry-run'] ?? false,
  };
}

const statement = importDataset.query.omit({ kind: true, fileName: true });

/** `name=from`; nothing after the sign: the file does not say it. */
function readColumn(text: string): [string, string | null] {
  const at = text.indexOf('=');
  if (at < 1) throw new UsageError('--column NAME=FROM');
  return [text.slice(0, at), text.slice(at + 1) || null];
}

function understood<T>(result: z.ZodSafeParseResult<T>): T {
  if (result.success) return result.data;
  throw new UsageError(result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
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
