import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { readConfig, type Config } from '../server/config.ts';
import { openDatabase, type Database } from '../server/database/data-source.ts';
import { FolderInUse } from '../server/database/pid-lock.ts';
import { openImports } from '../server/import-conversation.ts';
import { checkUpload } from '../server/imports/contract.ts';
import type { Imports } from '../server/imports/conversation.ts';
import { type Bilingual, Problem, problemDetails, type Language } from '../server/problem.ts';
import { converse, type Partner, understand } from './import/converse.ts';
import { languageOf, readArguments, USAGE, UsageError, type Arguments } from './import/arguments.ts';
import { showProgress } from './import/progress.ts';
import { describeOutcome, describeProblem, describeUnderstood } from './import/report.ts';
import { addressOf, KEY_NEEDED, NOBODY_ANSWERS, partnerAt, Refused, SENDING } from './import/send.ts';

// Program: imports a file into the database of the environment, or has the server do it that has the database open.
// Exit code 1: not imported; 2: the command is wrong.

const tell = (line: string) => void process.stderr.write(`${line}\n`);

async function run(args: Arguments, language: Language): Promise<string[]> {
  await access(args.path);
  const config = readConfig(process.env);
  const database = await openOrNull(config);
  if (database === null) return talk(await partnerElsewhere(config, language), args, language);
  const imports = await openImports(database.dataSource, { soleProcess: database.kind === 'embedded' });
  try {
    return await talk(partnerHere(imports), args, language);
  } finally {
    await imports.close();
    await database.close();
  }
}

async function talk(partner: Partner, args: Arguments, language: Language): Promise<string[]> {
  if (args.isDryRun) return describeUnderstood(await understand(partner, args), language);
  const progress = showProgress(process.stderr, language);
  const doubt = (doubts: Bilingual[]) => doubts.forEach((each) => tell(each[language]));
  try {
    const outcome = await converse(partner, args, language, doubt, (state) => progress.update(state));
    return describeOutcome(outcome, language);
  } catch (error) {
    throw error instanceof TypeError && 'cause' in error ? new Error(nobody(language), { cause: error }) : error;
  } finally {
    progress.close();
  }
}

const partnerHere = (imports: Imports): Partner => ({
  receive: (path, fileName) => imports.receive(createReadStream(path), fileName),
  proposal: (id, asked) => imports.proposal(id, asked),
  preview: (id, choices) => imports.preview(id, choices),
  check: async (id, asked) => imports.check(id, checkUpload.body!.parse(asked)),
  run: async (id) => imports.run(id),
  importRun: async (id, rows) => imports.importRun(id, rows),
  forget: (id) => imports.removeUpload(id),
});

/** Null where another process has the embedded database open, and we have the key to ask it. */
async function openOrNull(config: Config): Promise<Database | null> {
  try {
    return await openDatabase(config, { log: tell });
  } catch (error) {
    if (error instanceof FolderInUse) return null;
    throw error;
  }
}

async function partnerElsewhere(config: Config, language: Language): Promise<Partner> {
  if (config.adminKey === undefined) throw new Error(KEY_NEEDED[language]);
  tell(SENDING(addressOf(config))[language]);
  return partnerAt(addressOf(config), config.adminKey, language);
}

const nobody = (language: Language): string => NOBODY_ANSWERS(addressOf(readConfig(process.env)))[language];

function explain(error: unknown, language: Language): string[] {
  if (error instanceof UsageError) return [error.message, USAGE[language]];
  if (error instanceof Problem) return describeProblem(problemDetails(error, language), language);
  if (error instanceof Refused) return describeProblem(error.problem, language);
  const { code, message } = error as NodeJS.ErrnoException;
  return [code === 'ENOENT' ? FILE_ABSENT[language] + message.replace(/^.*?'(.*)'$/, '$1') : message];
}

const FILE_ABSENT = { en: 'There is no such file: ', it: 'Il file non esiste: ' };
const language = languageOf(process.argv.slice(2), process.env);
try {
  const lines = await run(readArguments(process.argv.slice(2)), language);
  for (const line of lines) process.stdout.write(`${line}\n`);
} catch (error) {
  for (const line of explain(error, language)) tell(line);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
