import { administratorKey, forgetAdministratorKey, keepAdministratorKey } from '../administrator-key.ts';
import { chosenMunicipality, language, question } from '../address.ts';
import * as api from '../api.ts';
import { reload, storedMunicipality } from '../state.ts';
import { changeOf, newSegmentOf } from './draft.ts';
import {
  chooseTouched,
  endWhatIf,
  phase,
  session,
  splitPlace,
  startWhatIf,
  told,
  type Trouble,
  trouble,
} from './session.ts';

export const hasKey = (): boolean => administratorKey() !== null;

const POLL_MS = 700;

/** Saves what was changed, or drawn; `key` where none has been given yet, or another one is. */
export async function saveWhatIf(key?: string): Promise<void> {
  const open = session.peek();
  if (open === null) return;
  const { stored, history } = open;
  const saved = await send('saving', key, (held, caller) =>
    stored === null
      ? api.drawSegment(newSegmentOf(history.present), held, caller)
      : api.changeSegment(stored.id, changeOf(stored, history.present), held, caller),
  );
  if (saved === null) return;
  phase.value = 'saved';
  if (stored === null) chooseTouched(saved);
  void handOver();
}

/** Splits the stored segment at the chosen grip; then the second part is tried. */
export async function splitWhatIf(key?: string): Promise<void> {
  const [stored, at] = [session.peek()?.stored, splitPlace.peek()];
  if (!stored || at === null) return;
  const { id, properties } = stored;
  const parts = await send('splitting', key, (held, caller) =>
    api.splitSegment(id, properties.version, [at[0]!, at[1]!], held, caller),
  );
  if (parts === null) return;
  reload();
  await startWhatIf(parts.added.id);
}

/** Deletes the stored segment, which somebody has drawn. */
export async function removeWhatIf(key?: string): Promise<void> {
  const stored = session.peek()?.stored;
  if (!stored) return;
  const removed = await send('removing', key, (held, caller) =>
    api.removeSegment(stored.id, stored.properties.version, held, caller),
  );
  if (removed === null) return;
  endWhatIf();
  reload();
}

/** Sends something with the key; null where it was not accepted, and why is told. */
async function send<T>(
  what: Trouble['what'],
  key: string | undefined,
  request: (key: string, caller: api.Caller) => Promise<T>,
): Promise<T | null> {
  if (key !== undefined) keepAdministratorKey(key);
  const held = administratorKey();
  if (held === null || phase.peek() !== 'open') return null;
  phase.value = 'saving';
  trouble.value = null;
  try {
    return await request(held, { language: language.peek() });
  } catch (error) {
    phase.value = 'open';
    trouble.value = { what, ...told(error) };
    if (trouble.peek()?.kind?.startsWith('credential')) forgetAdministratorKey();
    return null;
  }
}

/** Waits until the server has computed what was saved; then its figures take over from those of the what-if. */
async function handOver(): Promise<void> {
  const code = chosenMunicipality.peek();
  const isComputed = async () => {
    const caller = { language: language.peek() };
    const found = code && (await api.getMunicipality(code, question.peek(), caller).catch(() => undefined));
    return found === null || (found && found.gap.state === 'current');
  };
  while (phase.peek() === 'saved' && !(await isComputed())) await pause(POLL_MS);
  reload();
  while (phase.peek() === 'saved' && storedMunicipality.peek().loading) await pause(POLL_MS / 10);
  if (phase.peek() === 'saved') endWhatIf();
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
