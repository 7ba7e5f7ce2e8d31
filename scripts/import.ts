import { access } from 'node:fs/promises';
import { readConfig, type Config } from '../server/config.ts';
import { openDatabase, type Database } from '../server/database/data-source.ts';
import { FolderInUse } from '../server/database/pid-lock.ts';
import { importFile, type ImportOutcome } from '../server/imports.ts';
import { Problem, problemDetails, type Language } from '../server/problem.ts';
import { languageOf, readArguments, USAGE, UsageError, type Arguments } from './import/arguments.ts';
import { showProgress } from './import/progress.ts';
import { describeOutcome, describeProblem } from './import/report.ts';
import { addressOf, KEY_NEEDED, NOBODY_ANSWERS, Refused, SENDING, sendFile } from './import/send.ts';

// Program: imports a file into the database of the environment, or has the server do it that has the database open.
// Exit code 1: not imported; 2: the command is wrong.

const tell = (line: string) => void process.stderr.write(`${line}\n`);

async function run(args: Arguments, language: Language): Promise<ImportOutcome> {
  await access(args.path);
  const config = readConfig(process.env);
  const database = await openOrNull(config);
  if (database === null) return send(config, args, language);
  const progress = showProgress(process.stderr, language);
  try {
    return await importFile(database.dataSource, args.path, args.description, (state) => progress.update(state));
  } finally {
    progress.close();
    await database.close();
  }
}

/** Null where another process has the embedded database open, and we have the key to ask it. */
async function openOrNull(config: Config): Promise<Database | null> {
  try {
    return await openDatabase(config, { log: tell });
  } catch (error) {
    if (error instanceof FolderInUse) return null;
    throw error;
  }
}

async function send(config: Config, { path, description }: Arguments, language: Language): Promise<ImportOutcome> {
  if (config.adminKey === undefined) throw new Error(KEY_NEEDED[language]);
  const address = addressOf(config);
  tell(SENDING(address)[language]);
  try {
    return await sendFile(address, config.adminKey, path, description, language);
  } catch (error) {
    throw error instanceof TypeError ? new Error(NOBODY_ANSWERS(address)[language], { cause: error }) : error;
  }
}

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
  const outcome = await run(readArguments(process.argv.slice(2)), language);
  for (const line of describeOutcome(outcome, language)) process.stdout.write(`${line}\n`);
} catch (error) {
  for (const line of explain(error, language)) tell(line);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
