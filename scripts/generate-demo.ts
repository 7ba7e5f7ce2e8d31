/** Writes data/demo/ anew and restates the checksums in data/SOURCES.md: `npm run demo:generate`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { buildDemoFiles } from './demo/build-files.ts';
import { refreshChecksums, sha256Of } from './demo/checksums.ts';
import { readFacts } from './demo/read-facts.ts';

const DATA = path.join(import.meta.dirname, '..', 'data');

mkdirSync(path.join(DATA, 'demo'), { recursive: true });
for (const [file, text] of buildDemoFiles(readFacts(path.join(DATA, 'facts')))) {
  writeFileSync(path.join(DATA, 'demo', file), text);
  console.log(`demo/${file}: ${Math.round(Buffer.byteLength(text) / 1000)} kB`);
}

const sources = path.join(DATA, 'SOURCES.md');
const stated = readFileSync(sources, 'utf8');
writeFileSync(
  sources,
  refreshChecksums(stated, (file) => sha256Of(readFileSync(path.join(DATA, file)))),
);
