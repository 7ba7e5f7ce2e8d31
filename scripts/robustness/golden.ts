import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OracleAnswer } from './oracle.ts';

const COLUMNS = ['zonesM2', 'todayM2', 'laterM2', 'reachBorderM'] as const satisfies (keyof OracleAnswer)[];

/** Keeps what PostGIS answered for a family: a line a case, to a tenth of a square metre. */
export async function writeGolden(family: string, answers: readonly OracleAnswer[]): Promise<void> {
  const lines = answers.map((answer) => COLUMNS.map((column) => Math.round(answer[column] * 10) / 10).join(','));
  await writeFile(pathOf(family), `${[COLUMNS.join(','), ...lines].join('\n')}\n`);
}

export async function readGolden(family: string): Promise<OracleAnswer[]> {
  const [, ...lines] = (await readFile(pathOf(family), 'utf8')).trimEnd().split('\n');
  return lines.map((line) => {
    const [zonesM2, todayM2, laterM2, reachBorderM] = line.split(',').map(Number) as [number, number, number, number];
    return { zonesM2, todayM2, laterM2, reachBorderM };
  });
}

function pathOf(family: string): string {
  return join(import.meta.dirname, '../../tests/golden/robustness', `${family}.csv`);
}
