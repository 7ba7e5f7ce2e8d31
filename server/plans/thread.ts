import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { MessagePort } from 'node:worker_threads';
import loadHighs, { type Highs } from 'highs';
import { type CurvePoint, searchCurve } from './curve.ts';
import { type Effort, searchPlan } from './search.ts';
import type { Choice, Impossible, SearchProgress, Selection } from './selection.ts';

// All of these run in a worker thread.

/** Compiled once for a thread; each search has memory of its own, which ends with it. */
let compiled: Promise<WebAssembly.Module> | undefined;

async function loadFresh(): Promise<Highs> {
  compiled ??= readFile(fileURLToPath(import.meta.resolve('highs/runtime'))).then((bytes) =>
    WebAssembly.compile(bytes),
  );
  // Its types are those of its CommonJS form, which has the function under `default`; its module has it by itself.
  const load = loadHighs as unknown as typeof loadHighs.default;
  return load({ wasmModule: await compiled });
}

/** @param port  is told how far the search has come */
export async function plan({
  selection,
  effort,
  port,
}: {
  selection: Selection;
  effort: Effort;
  port: MessagePort;
}): Promise<Choice | Impossible> {
  return searchPlan(await loadFresh(), selection, effort, (progress: SearchProgress) => port.postMessage(progress));
}

/** @param port  is told each point as it comes, with its place among the budgets */
export async function curve({
  selection,
  budgetsEur,
  effort,
  port,
}: {
  selection: Selection;
  budgetsEur: readonly number[];
  effort: Effort;
  port: MessagePort;
}): Promise<CurvePoint[]> {
  return searchCurve(await loadFresh(), selection, budgetsEur, effort, (at, point) => port.postMessage({ at, point }));
}
