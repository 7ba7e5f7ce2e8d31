import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal. */
export function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Rows of the table in SOURCES.md: `| \`path\` | ... | sha256 |`. */
const CHECKSUM_ROW = /^(\| `([^`]+)` \|.*\| )([0-9a-f]{64}|-)( \|)$/gm;

/** The checksums a SOURCES.md states, by path below data/. */
export function readChecksums(sources: string): Map<string, string> {
  return new Map([...sources.matchAll(CHECKSUM_ROW)].map(([, , file = '', checksum = '']) => [file, checksum]));
}

/** Restates the checksum of every row from what the files hold now. */
export function refreshChecksums(sources: string, checksumOf: (file: string) => string): string {
  return sources.replaceAll(
    CHECKSUM_ROW,
    (_row, head: string, file: string, _stale: string, tail: string) => `${head}${checksumOf(file)}${tail}`,
  );
}
