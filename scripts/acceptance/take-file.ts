import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import type { Choices, Run } from '../../server/imports/contract.ts';
import type { Imports } from '../../server/imports/conversation.ts';
import { Problem } from '../../server/problem.ts';

/** A file of the field, and what its user says beside what the program understands. */
interface Taken {
  file: string;
  chosen?: Partial<Choices>;
}

/** Takes a file of the field through the conversation, and imports it where no row of it is faulty. */
export type FileTaker = (what: Taken) => ReturnType<typeof takeFileOf>;

const POLL_MS = 50;
const UNTOLD = { nature: null, origin: null, sourceUrl: null, licence: null, asOf: null };

/** The data set that a file of the field, or a layer of it, has become. */
export function datasetNameOf(file: string, layer: string | null = null): string {
  return [basename(file), ...(layer ? [layer] : [])]
    .join(' ')
    .replace(/[^\w .()-]/g, '_')
    .slice(0, 100);
}

export async function takeFileOf(imports: Imports, folder: string, { file, chosen = {} }: Taken) {
  const upload = await imports.receive(createReadStream(join(folder, file)), basename(file));
  try {
    const { kind = null, layer = null } = chosen;
    const proposed =
      kind === null && layer === null ? upload.proposed : await imports.proposal(upload.id, { kind, layer });
    const choices: Choices = { ...proposed, ...chosen };
    const dataset = { name: datasetNameOf(file, layer), ...UNTOLD };
    const run = await settled(imports, imports.check(upload.id, { choices, dataset }));
    if (run.report && run.report.faultCount === 0) {
      await settled(imports, imports.importRun(run.id, 'all'));
    } else if (run.state === 'checked') await imports.cancel(run.id);
    return { upload, choices, run };
  } finally {
    await imports.removeUpload(upload.id);
  }
}

async function settled(imports: Imports, begun: Run): Promise<Run> {
  let run = begun;
  while (run.state === 'checking' || run.state === 'importing') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    run = imports.run(run.id);
  }
  if (run.problem !== null) throw new Problem('file-unreadable', run.problem.detail);
  return run;
}
