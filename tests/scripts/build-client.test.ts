import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
let house: string;

const write = (path: string, content: string) => {
  mkdirSync(join(house, path, '..'), { recursive: true });
  writeFileSync(join(house, path), content);
};
const buildClient = () =>
  execFileSync(process.execPath, ['scripts/build-client.ts'], { cwd: house, encoding: 'utf8' }).trim();

beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'ultimo-miglio-build-'));
  symlinkSync(join(ROOT, 'node_modules'), join(house, 'node_modules'));
  cpSync(join(ROOT, 'scripts/build-client.ts'), join(house, 'scripts/build-client.ts'));
  write('package.json', '{ "type": "module" }');
  write('vite.config.ts', "export default { root: 'client', build: { outDir: '../dist', emptyOutDir: true } };\n");
  write('client/index.html', '<script type="module" src="./main.ts"></script>\n');
  write('client/main.ts', "import { name } from '../server/zones/name.ts';\nconsole.log(name);\n");
  write('server/zones/name.ts', "export const name = 'one';\n");
  write('server/zones/store.ts', 'export const store = 1;\n');
});
afterAll(() => rmSync(house, { recursive: true, force: true }));

test('the client is built when it is missing, and not again while nothing changed', () => {
  expect(buildClient()).toMatch(/Client: built/);
  expect(existsSync(join(house, 'dist/index.html'))).toBe(true);
  expect(buildClient()).toMatch(/^Client: up to date/);
});

test('a change of a file that only the server uses builds nothing', () => {
  write('server/zones/store.ts', 'export const store = 2;\n');
  expect(buildClient()).toMatch(/^Client: up to date/);
});

test.each([
  ['the client', 'client/main.ts', 'console.log(2);\n'],
  ['a pure file of the server', 'server/zones/name.ts', "export const name = 'two';\n"],
  ['the dependencies', 'package-lock.json', '{}\n'],
])('a change of %s builds anew', (_what, path, content) => {
  write(path, content);
  expect(buildClient()).toMatch(/Client: built/);
  expect(buildClient()).toMatch(/^Client: up to date/);
});

test('a build that was cut off is done again', () => {
  rmSync(join(house, 'dist/.sources-sha256'));
  expect(buildClient()).toMatch(/Client: built/);
});
