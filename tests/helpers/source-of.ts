import type { Source } from '../../server/datasets/readers/source.ts';
import type { FormatReader } from '../../server/datasets/readers/format-reader.ts';
import type { SourceRecord } from '../../server/datasets/readers/source-record.ts';
import type { RowError } from '../../server/problem.ts';

/** A file that is in memory alone, told in pieces of any size. */
export function sourceOf(content: string | Uint8Array, name = 'file', pieceBytes = 64 * 1024): Source {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const source: Source = {
    name,
    bytes: bytes.length,
    async *read(from = 0) {
      for (let at = from; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    },
    path: () => Promise.reject(new Error('it is in memory alone')),
    siblings: [],
  };
  source.siblings = [source];
  return source;
}

/** Files that lie together in an archive. */
export function sourcesOf(files: Record<string, string>): Source[] {
  const sources = Object.entries(files).map(([name, text]) => sourceOf(text, name));
  for (const source of sources) source.siblings = sources;
  return sources;
}

/** All that a reader tells of a layer. */
export async function readAll(
  reader: FormatReader,
  source: Source,
  layer: string | null = null,
): Promise<{ records: SourceRecord[]; faults: RowError[] }> {
  const records: SourceRecord[] = [];
  const faults: RowError[] = [];
  for await (const event of reader.read(source, { layer })) {
    if (event.type === 'record') records.push(event.record);
    else if (event.type === 'fault') faults.push(event.error);
  }
  return { records, faults };
}
