import type { ImportProgress } from '../../server/imports.ts';
import type { Language } from '../../server/problem.ts';

const EVERY_MS = 1000;
const WORDS = { en: { rows: 'rows', of: 'of' }, it: { rows: 'righe', of: 'di' } };

/** Where progress is shown: one line that is overwritten on a terminal, plain lines elsewhere. */
type Screen = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

/** Shows how far an import is, once a second at most. */
export function showProgress(screen: Screen, language: Language) {
  let shownAt = performance.now();
  let open = false;
  return {
    update({ rows, bytesRead, bytesTotal }: ImportProgress): void {
      if (performance.now() - shownAt < EVERY_MS) return;
      shownAt = performance.now();
      const words = WORDS[language];
      const share = Math.floor((100 * bytesRead) / Math.max(1, bytesTotal));
      const line = `${rows.toLocaleString(language)} ${words.rows}, ${inMb(bytesRead)} ${words.of} ${inMb(bytesTotal)} MB (${share} %)`;
      screen.write(screen.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
      open = screen.isTTY;
    },
    /** Leaves the line, so that what follows begins on its own. */
    close(): void {
      if (open) screen.write('\n');
      open = false;
    },
  };
}

function inMb(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
