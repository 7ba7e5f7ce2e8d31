import type { Dataset, DatasetKind } from '../../server/datasets/contract.ts';
import type { Choices, Preview, Run, Upload } from '../../server/imports/contract.ts';
import type { ImportOutcome, ImportProgress } from '../../server/imports.ts';
import type { Language } from '../../server/problem.ts';
import type { Arguments } from './arguments.ts';
import { Refused } from './send.ts';

/** The conversation of imports, held with the program itself or with a server. */
export interface Partner {
  receive(path: string, fileName: string): Promise<Upload>;
  proposal(id: string, asked: { kind: DatasetKind | null; layer: string | null }): Promise<Choices>;
  preview(id: string, choices: Choices): Promise<Preview>;
  check(id: string, asked: { choices: Choices; dataset: object }): Promise<Run>;
  run(id: string): Promise<Run>;
  importRun(id: string, rows: 'all' | 'faultless'): Promise<Run>;
  /** Throws the uploaded file away. */
  forget(id: string): Promise<void>;
}

/** What a file was taken for, and how it begins. */
export interface Understood {
  upload: Upload;
  choices: Choices;
  preview: Preview;
}

const POLL_MS = 100;

/** Has a file understood as the arguments ask, without importing it. */
export async function understand(partner: Partner, args: Arguments): Promise<Understood> {
  const { upload, choices } = await propose(partner, args);
  try {
    return { upload, choices, preview: await partner.preview(upload.id, choices) };
  } finally {
    await partner.forget(upload.id);
  }
}

/**
 * Has a file imported as the arguments ask.
 *
 * @param onDoubts  what should be looked at
 * @throws what the partner throws; Refused where reading fails
 */
export async function converse(
  partner: Partner,
  args: Arguments,
  language: Language,
  onDoubts: (doubts: Upload['doubts']) => void,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportOutcome> {
  const { upload, choices } = await propose(partner, args);
  try {
    onDoubts(args.kind === null ? upload.doubts : []);
    const { name, nature = null, origin = null, sourceUrl = null, licence = null, asOf = null } = args.statement;
    const dataset = { name, nature, origin, sourceUrl, licence, asOf };
    const checked = await settled(await partner.check(upload.id, { choices, dataset }));
    if (checked.state === 'unchanged') return { outcome: 'unchanged', dataset: checked.dataset! };
    const imported = await settled(await partner.importRun(checked.id, args.rows));
    return { outcome: imported.state as ImportOutcome['outcome'], dataset: imported.dataset as Dataset };
  } finally {
    await partner.forget(upload.id);
  }

  async function settled(begun: Run): Promise<Run> {
    let run = begun;
    while (run.state === 'checking' || run.state === 'importing') {
      onProgress(run.progress);
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      run = await partner.run(run.id);
    }
    if (run.problem === null) return run;
    const { type, title, detail } = run.problem;
    throw new Refused({ type, title: title[language], detail: detail[language], status: 422 });
  }
}

async function propose(partner: Partner, args: Arguments): Promise<{ upload: Upload; choices: Choices }> {
  const upload = await partner.receive(args.path, args.fileName);
  const { kind, layer, columns, ...chosen } = args.chosen;
  const isAsked = kind !== undefined || layer !== undefined;
  const proposed = isAsked
    ? await partner.proposal(upload.id, { kind: kind ?? null, layer: layer ?? null })
    : upload.proposed;
  return { upload, choices: { ...proposed, ...chosen, columns: { ...proposed.columns, ...columns } } };
}
