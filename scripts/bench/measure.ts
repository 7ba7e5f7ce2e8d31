import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** What a benchmark found: figures with their units in their names. */
export type Figures = Record<string, number | string | boolean>;

/** One benchmark; `short` is the form that runs with every change, fewer rounds and smaller data. */
export type Bench = (options: { short: boolean; say: (line: string) => void }) => Promise<Figures>;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The least of the values that so many in a hundred do not exceed. */
export function percentile(values: readonly number[], hundredths: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(Math.ceil((sorted.length * hundredths) / 100) - 1, 0)]!;
}

/** Keeps the figures with the machine they were taken on; the README quotes this file. */
export async function keepResults(name: string, figures: Figures): Promise<string> {
  const path = join(import.meta.dirname, 'results', `${name}.json`);
  const machine = `${availableParallelism()} cores ${cpus()[0]?.model ?? ''}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const results = {
    command: `npm run bench -- ${name}`,
    takenOn: new Date().toISOString().slice(0, 10),
    machine,
    ...figures,
  };
  await writeFile(path, `${JSON.stringify(results, null, 2)}\n`);
  return path;
}
