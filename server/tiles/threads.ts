import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import type * as thread from './thread.ts';

type Work = typeof thread;

/** Opens the worker threads that draw; all but one end when they are idle. */
export function openThreads() {
  const pool = new Piscina({
    filename: new URL('thread.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: availableParallelism(),
    idleTimeout: 60_000,
    resourceLimits: { maxYoungGenerationSizeMb: 32 },
  });
  const inThread =
    <Name extends keyof Work>(name: Name) =>
    (task: Parameters<Work[Name]>[0]): Promise<ReturnType<Work[Name]>> =>
      pool.run(task, { name }) as Promise<ReturnType<Work[Name]>>;
  return {
    draw: inThread('draw'),
    drawMunicipalities: inThread('drawMunicipalities'),
    prepareBoundaries: inThread('prepareBoundaries'),
    placeFirms: inThread('placeFirms'),
  };
}
