import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Builds the client into dist/ unless dist/ already holds what today's sources give. `npm start` runs it first,
 * so that a fresh machine needs no build step of its own; where nothing changed it reads the sources and stops.
 */
const ROOT = join(import.meta.dirname, '..');
const STAMP = join(ROOT, 'dist', '.sources-sha256');

/** Whatever can end up in the bundle: the client, the pure files of the server, the exact dependencies, the recipe. */
const SOURCES = ['client/**/*.*', 'server/*/*.ts', 'package-lock.json', 'vite.config.ts', 'tsconfig.json'];
const NEVER_BUNDLED = /^server\/(database\/|[^/]+\/(table|store[^/]*|save|http|recompute[^/]*)\.ts$)/;

function listSources(): string[] {
  return globSync(SOURCES, { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((path) => !NEVER_BUNDLED.test(path))
    .toSorted();
}

function hashSources(paths: string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    const content = readFileSync(join(ROOT, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function readStamp(): string | null {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return null;
  }
}

const startedAt = performance.now();
const sources = listSources();
const hash = hashSources(sources);
const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
if (readStamp() === hash) {
  console.log(`Client: up to date (${sources.length} files compared in ${seconds()})`);
} else {
  console.log('Client: building');
  // Loaded only when needed: it takes longer than the comparison.
  const { build } = await import('vite');
  await build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' });
  // Last, so that a build that was interrupted is not taken for a finished one.
  writeFileSync(STAMP, hash);
  console.log(`Client: built in ${seconds()}`);
}
