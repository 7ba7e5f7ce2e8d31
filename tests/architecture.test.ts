import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closureOf } from './helpers/import-graph.ts';
import { PLANTS } from './helpers/planted.ts';
import { runTool } from './helpers/run-tool.ts';

const ROOT = join(import.meta.dirname, '..');
const FOLDERS = ['server', 'client', 'data', 'scripts', 'tests'];
/** Made on the machine, never committed; see .gitignore. */
const MADE = ['node_modules', 'dist', 'coverage-report'];
const FILES = [
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'DECISIONS.md',
  'LICENSE',
  'README.md',
  'knip.json',
  'oxlint.config.ts',
  'package-lock.json',
  'package.json',
  'publiccode.yml',
  'tsconfig.json',
  'vite.config.ts',
  'vitest.config.ts',
];
/** Folders of server/ that are no domain. */
const PLUMBING = ['database', 'geo', 'accounts'];

const listSources = (pattern: string) =>
  globSync(pattern, { cwd: ROOT, exclude: ['**/node_modules/**', 'dist/**'] }).toSorted();
const SOURCES = listSources('{server,client,scripts,tests}/**/*.{ts,tsx}');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const checks = () => (JSON.parse(read('package.json')) as { scripts: { check: string } }).scripts.check.split(' && ');

describe('the house', () => {
  test('has the top-level folders and files that CONTRIBUTING names, and no others', () => {
    const entries = readdirSync(ROOT, { withFileTypes: true }).filter(
      ({ name }) => !name.startsWith('.') && !MADE.includes(name) && !name.endsWith('.log'),
    );
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    expect(folders.toSorted()).toEqual(FOLDERS.toSorted());
    expect(files.toSorted()).toEqual(FILES.toSorted());
  });

  test("is one package; only the stand-in for turf's clipping kernel has a package.json of its own", () => {
    expect(
      listSources('{*,{server,client,data,scripts,tests}/**}/package.json').concat('package.json').toSorted(),
    ).toEqual(['package.json', 'server/geo/polyclip/package.json']);
  });

  test('gives every domain folder the same cast', () => {
    const domains = readdirSync(join(ROOT, 'server'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !PLUMBING.includes(entry.name))
      .map(({ name }) => name);
    expect(domains).toContain('municipalities');
    const incomplete = domains.flatMap((domain) =>
      ['contract.ts', 'store.ts', 'http.ts']
        .map((role) => `server/${domain}/${role}`)
        .filter((path) => !existsSync(join(ROOT, path))),
    );
    expect(incomplete).toEqual([]);
  });

  test('mounts every router in app.ts', () => {
    const app = read('server/app.ts');
    const routers = listSources('server/*/http.ts').map((path) => path.replace('server/', './'));
    expect(routers.filter((router) => !app.includes(`'${router}'`))).toEqual([]);
  });

  test('has no file that is named after nothing, and no barrel', () => {
    const refused =
      /(^|\/)(utils?|helpers?|managers?|misc|common|routes?|controllers?|services?|models?)(\.|\/)|(util|helper|manager)s?\.tsx?$/;
    const named = SOURCES.filter((path) => refused.test(path.replace('tests/helpers/', 'tests/')));
    const barrels = SOURCES.filter((path) => /^index\.tsx?$/.test(basename(path)));
    expect(named).toEqual([]);
    expect(barrels).toEqual(['server/database/migrations/index.ts', 'server/geo/polyclip/index.ts']);
  });

  test('switches no check and no test off', () => {
    const off =
      /(?:test|it|describe)\.(?:skip|only|todo|fails)\b|@ts-(?:ignore|nocheck|expect-error)|(?:oxlint|eslint)-disable(?!-next-line \S+ -- )/;
    expect(SOURCES.filter((path) => path !== 'tests/architecture.test.ts' && off.test(read(path)))).toEqual([]);
  });

  test.each(['client/main.tsx', 'client/worker/what-if-worker.ts'])(
    'lets nothing of the server reach the browser but pure files: %s',
    (entry) => {
      const { files, packages } = closureOf(ROOT, entry);
      expect(files).toContain('client/api.ts');
      const fromServer = [...files].filter((path) => path.startsWith('server/'));
      const impure =
        /\/(table|store[^/]*|save|http|contract|recompute[^/]*|threads?)\.ts$|^server\/(database|accounts)\//;
      expect(fromServer.filter((path) => impure.test(path))).toEqual([]);
      const foreign = /^(node:|express|helmet|pg$|pino|typeorm|zod|piscina|csv-parse|compression|@electric-sql)/;
      expect([...packages].filter((name) => foreign.test(name))).toEqual([]);
    },
  );
});

describe('the documents', () => {
  test('name only files and folders that exist', () => {
    const named = ['README.md', 'CONTRIBUTING.md', 'DECISIONS.md'].flatMap((document) => {
      const text = read(document);
      const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map((match) => match[1]!);
      const paths = [...text.matchAll(/`((?:server|client|scripts|data|tests|\.ci)\/[\w./-]*)`/g)].map(
        (match) => match[1]!,
      );
      return [...links, ...paths].map((path) => ({ document, path }));
    });
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('give each decision at most ten lines and the check that holds it', () => {
    const decisions = read('DECISIONS.md').split(/^## /m).slice(1);
    expect(decisions.map((decision) => Number.parseInt(decision, 10))).toEqual(decisions.map((_, index) => index + 1));
    const lines = (decision: string) =>
      decision
        .split('\n')
        .slice(1)
        .filter((line) => line !== '');
    expect(decisions.filter((decision) => lines(decision).length > 10)).toEqual([]);
    expect(decisions.filter((decision) => !decision.includes('Held by: '))).toEqual([]);
  });

  test('name in README every setting that the program reads', () => {
    const settings = [...read('server/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): z\b/gm)].map((match) => match[1]!);
    expect(settings).toContain('DATABASE_URL');
    expect(settings.filter((name) => !read('README.md').includes(`\`${name}\``))).toEqual([]);
  });
});

describe('the lint', () => {
  interface Diagnostic {
    code?: string;
    message: string;
    help?: string;
    filename: string;
  }
  const lint = (folder: string) =>
    JSON.parse(runTool('oxlint --format json', folder).output) as {
      diagnostics: Diagnostic[];
      number_of_files: number;
    };

  test('reads every source file and finds nothing to say', () => {
    const { diagnostics, number_of_files } = lint(ROOT);
    expect(diagnostics.map(({ code, filename, message }) => `${filename}: ${code} ${message}`)).toEqual([]);
    expect(number_of_files).toBeGreaterThanOrEqual(SOURCES.length);
  });

  describe('in a copy with planted faults', () => {
    let copy: string;
    let diagnostics: Diagnostic[];
    beforeAll(() => {
      copy = copyHouse();
      for (const { path, source } of PLANTS) plant(copy, path, source);
      ({ diagnostics } = lint(copy));
    });
    afterAll(() => rmSync(copy, { recursive: true, force: true }));

    test.each(PLANTS.map((one) => [one.rule, one] as const))('names %s', (_rule, { path, code, says }) => {
      const found = diagnostics.filter((one) => one.filename === path && one.code === code);
      expect(found.map(({ help }) => help ?? '').join('\n')).toContain(says ?? '');
      expect(found).not.toEqual([]);
    });
  });
});

describe('each tool of npm run check', () => {
  const FAULTS: Record<string, { path: string; source: string }> = {
    oxfmt: { path: 'server/planted-format.ts', source: 'export const   planted = {a:1}\n' },
    oxlint: { path: 'scripts/planted-debugger.ts', source: 'export function planted() {\n  debugger;\n}\n' },
    tsc: { path: 'client/planted-type.ts', source: "export const planted: number = 'one';\n" },
    knip: { path: 'server/planted-unused.ts', source: 'export const planted = 1;\n' },
  };
  let copy: string;
  beforeAll(() => {
    copy = copyHouse();
    for (const { path, source } of Object.values(FAULTS)) plant(copy, path, source);
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test('is known here', () => {
    expect(checks().map((command) => command.split(' ')[0])).toEqual(Object.keys(FAULTS));
  });

  test.each(checks())('%s finds the fault planted for it', (command) => {
    const { status, output } = runTool(command, copy);
    const { path } = FAULTS[command.split(' ')[0]!]!;
    expect(output).toContain(path);
    expect(status).not.toBe(0);
  });
});

/** The project without its data and what is made on the machine, sharing the installed packages. */
function copyHouse(): string {
  const copy = mkdtempSync(join(tmpdir(), 'ultimo-miglio-house-'));
  for (const name of [...FILES, '.gitignore', '.oxfmtrc.json', 'server', 'client', 'scripts', 'tests']) {
    if (existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

function plant(folder: string, path: string, source: string): void {
  const target = join(folder, path);
  if (existsSync(target)) throw new Error(`${path} exists: plant the fault under another name`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, source);
}
