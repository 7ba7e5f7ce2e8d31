import { effect } from '@preact/signals';
import { whatIfWords } from '../words/words.ts';
import { endWhatIf, isChanged, phase, startWhatIf } from './session.ts';

/** Whether nothing would be lost, or whoever is asked agrees to it. */
function mayLeave(): boolean {
  const isAtRisk = isChanged.peek() && phase.peek() === 'open';
  return !isAtRisk || window.confirm(whatIfWords.peek().confirmDiscard);
}

/** Starts a what-if on a segment, unless another one is to be kept. */
export async function tryWhatIf(id: string): Promise<void> {
  if (mayLeave()) await startWhatIf(id);
}

/** Ends the what-if, unless it is to be kept. */
export function leaveWhatIf(): void {
  if (mayLeave()) endWhatIf();
}

const warn = (event: BeforeUnloadEvent) => event.preventDefault();

// Listening costs the browser its quick way back to the page, so that is for a change that would be lost alone.
effect(() => {
  if (typeof window === 'undefined') return;
  if (isChanged.value && phase.value !== 'saved') window.addEventListener('beforeunload', warn);
  else window.removeEventListener('beforeunload', warn);
});
