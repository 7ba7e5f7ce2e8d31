import { parseArgs } from 'node:util';
import { benchEmbedded } from './bench/embedded.ts';
import { benchGaps } from './bench/gaps.ts';
import { benchImport } from './bench/import.ts';
import { benchIncrement } from './bench/increment.ts';
import { benchMap } from './bench/map.ts';
import { type Bench, keepResults } from './bench/measure.ts';
import { benchPage } from './bench/page.ts';
import { benchPlan } from './bench/plan.ts';
import { benchStart } from './bench/start.ts';
import { benchTiles } from './bench/tiles.ts';
import { benchWhatIf } from './bench/what-if.ts';
import { benchWorkers } from './bench/workers.ts';

const BENCHES: Record<string, Bench> = {
  start: benchStart,
  page: benchPage,
  gaps: benchGaps,
  increment: benchIncrement,
  tiles: benchTiles,
  map: benchMap,
  'what-if': benchWhatIf,
  workers: benchWorkers,
  embedded: benchEmbedded,
  plan: benchPlan,
  import: benchImport,
};

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean', default: false } },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

const [name] = positionals;
const bench = BENCHES[name ?? ''];
if (name === undefined || !bench) {
  say(`usage: npm run bench -- ${Object.keys(BENCHES).join(' | ')} [--short]; the short form writes no file`);
  process.exitCode = 2;
} else {
  const figures = await bench({ short: values.short, say });
  say(JSON.stringify(figures, null, 2));
  if (!values.short) say(`written to ${await keepResults(name, figures)}`);
}
