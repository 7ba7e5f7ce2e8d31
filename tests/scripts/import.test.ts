import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile } from '../../server/imports.ts';
import { prepareTestPlace, type TestPlace } from '../helpers/database.ts';
import { startProgram } from '../helpers/program.ts';
import { startTestServer } from '../helpers/server.ts';
import { temporaryFolder } from '../helpers/template-database.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'scripts', 'import.ts');
const FAULTY = join(import.meta.dirname, '..', 'fixtures', 'imports', 'faulty-firms.csv');
const firms = `${temporaryFolder()}.csv`;

let place: TestPlace;
beforeAll(async () => {
  place = await prepareTestPlace();
  await writeFile(firms, 'name,employees\nAlfa,12\nBeta,\n');
});
afterAll(async () => {
  await place.remove();
  await rm(firms);
});

interface Ended {
  code: number;
  output: string;
  errors: string;
}

function runImport(args: string[], env: Record<string, string> = {}, config = place.config): Promise<Ended> {
  const { dataDir, databaseUrl = '' } = config;
  const environment = { PATH: process.env['PATH'], DATA_DIR: dataDir, DATABASE_URL: databaseUrl, LANG: 'C', ...env };
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, ...args], { env: environment }, (error, output, errors) =>
      resolve({ code: error === null ? 0 : Number(error.code), output, errors }),
    );
  });
}

test('imports, and says so in a summary; the second time nothing is written', async () => {
  const first = await runImport(['firms', firms, '--name', 'mine', '--origin', 'the union of firms']);
  expect([first.code, first.output.replace(/ +/g, ' ').split('\n')]).toEqual([
    0,
    [
      'outcome imported',
      expect.stringMatching(/^data set firms "mine" \(ultimo-miglio-test-.*\.csv\)$/),
      'nature fact',
      'as of -',
      'rows read 2',
      'rows stored 2',
      'without place 2',
      expect.stringMatching(/^sha256 [0-9a-f]{64}$/),
      '',
    ],
  ]);
  const second = await runImport(['firms', firms, '--name', 'mine', '--lang', 'it']);
  expect([second.code, second.output]).toEqual([0, expect.stringMatching(/^esito +invariato: /)]);
});

test('names each faulty row on a line, in the language of the environment, and ends with 1', async () => {
  const english = await runImport(['firms', FAULTY]);
  expect([english.code, english.output]).toEqual([1, '']);
  expect(english.errors).toContain('line 5, row 4, column employees, value "1.5": a whole number is expected\n');
  const italian = await runImport(['firms', FAULTY], { LANG: 'it_IT.UTF-8' });
  expect(italian.errors).toContain('linea 5, riga 4, colonna employees, valore "1.5": è atteso un numero intero\n');
  expect(italian.errors).toMatch(/non è stato importato nulla/);
});

test.each([
  [[], /KIND FILE\nusage: npm run import/],
  [['firm', firms], /kind: .*\nusage/],
  [['firms', firms, 'more'], /usage/],
  [['firms', firms, '--nmae', 'x'], /--nmae.*\nusage/s],
  [['firms', firms, '--as-of', '1.1.2025'], /asOf: .*\nusage/],
  [['firms', firms, '--name', 'a/b'], /name: .*\nusage/],
])('a wrong command ends with 2 and shows the right one: %j', async (args, message) => {
  const { code, errors } = await runImport(args);
  expect([code, errors]).toEqual([2, expect.stringMatching(message)]);
});

test('a file that is not there ends with 1', async () => {
  expect(await runImport(['firms', '/nowhere/firms.csv'])).toMatchObject({
    code: 1,
    errors: 'There is no such file: /nowhere/firms.csv\n',
  });
});

test('where a server has the embedded database open, the server imports the file', async () => {
  const locked = await prepareTestPlace({ kind: 'embedded' });
  const holder = startProgram('hold-database-open.ts', [locked.config.dataDir]);
  const server = await startTestServer({
    services: (dataSource) => ({ importFile: (content, description) => importFile(dataSource, content, description) }),
  });
  try {
    expect(await holder.nextLine()).toBe('open');
    const { hostname, port } = new URL(server.address);
    const key = server.administrator.authorization.replace('Bearer ', '');
    const env = { HOST: hostname, PORT: port, ADMIN_KEY: key };

    const sent = await runImport(['firms', firms, '--name', 'sent'], env, locked.config);
    expect([sent.code, sent.output]).toEqual([0, expect.stringMatching(/^outcome +imported\n/)]);
    expect(await server.dataSource.query('SELECT name FROM dataset')).toEqual([{ name: 'sent' }]);

    const refused = await runImport(['firms', FAULTY, '--lang', 'it'], env, locked.config);
    expect([refused.code, refused.errors]).toEqual([
      1,
      expect.stringContaining('colonna employees, valore "1.5": è atteso'),
    ]);

    const { ADMIN_KEY: _, ...keyless } = env;
    const unasked = await runImport(['firms', firms], keyless, locked.config);
    expect([unasked.code, unasked.errors]).toEqual([1, expect.stringMatching(/Set ADMIN_KEY/)]);

    const wrong = await runImport(['firms', firms], { ...env, ADMIN_KEY: 'not-the-key-of-this-server' }, locked.config);
    expect([wrong.code, wrong.errors]).toEqual([1, expect.stringMatching(/key/)]);

    await server.close();
    const alone = await runImport(['firms', firms], env, locked.config);
    expect([alone.code, alone.errors]).toEqual([1, expect.stringMatching(/no server answers at http/)]);
  } finally {
    holder.stop();
    await holder.ended;
    await locked.remove();
  }
});
