import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { isDrawn } from '../../server/segments/drawn.ts';
import { words, whatIfWords } from '../words/words.ts';
import { leaveWhatIf } from './leave.ts';
import { KeyForm } from './key-form.tsx';
import { hasKey, removeWhatIf, saveWhatIf, splitWhatIf } from './save.ts';
import {
  answered,
  asked,
  draft,
  isChanged,
  phase,
  redoChange,
  session,
  splitPlace,
  undoChange,
  type WhatIfSession,
} from './session.ts';
import { WhatIfAttributes } from './what-if-attributes.tsx';
import { WhatIfFigures } from './what-if-figures.tsx';
import { WhatIfTrouble } from './what-if-trouble.tsx';

/** What is being tried: its figures beside those as planned, and what can be done with it. */
export function WhatIfBar() {
  const say = whatIfWords.value;
  useEffect(() => listenToKeys(), []);
  if (phase.value === 'none') return null;
  return (
    <section class="what-if-bar" aria-label={say.label} data-asked={asked.value} data-answered={answered.value}>
      <h2>
        {say.label} <span class="what-if-mark">{say.notSaved}</span>
      </h2>
      {session.value && <p class="what-if-name">{nameOf(session.value)}</p>}
      {phase.value === 'opening' && <p role="status">{say.opening}</p>}
      <WhatIfTrouble />
      {draft.value && (
        <>
          <WhatIfFigures />
          <WhatIfAttributes draft={draft.value} />
          <p class="what-if-how">{say.how}</p>
        </>
      )}
      <Actions />
    </section>
  );
}

function Actions() {
  const say = whatIfWords.value;
  /** What is to be sent once the key is given. */
  const waiting = useSignal<Sending | null>(null);
  const isOpen = phase.value === 'open';
  const history = session.value?.history;
  if (phase.value === 'saving' || phase.value === 'saved') {
    return <p role="status">{phase.value === 'saving' ? say.saving : say.saved}</p>;
  }
  if (waiting.value) {
    return <KeyForm take={(key) => void waiting.peek()!(key)} close={() => (waiting.value = null)} />;
  }
  const send = (sending: Sending) => {
    if (hasKey()) void sending();
    else waiting.value = sending;
  };
  const remove = () => {
    if (window.confirm(say.confirmRemove)) send(removeWhatIf);
  };
  const stored = session.value?.stored ?? null;
  return (
    <div class="what-if-actions">
      <button type="button" disabled={!history?.past.length} onClick={undoChange}>
        {say.undo}
      </button>
      <button type="button" disabled={!history?.future.length} onClick={redoChange}>
        {say.redo}
      </button>
      <button type="button" onClick={leaveWhatIf}>
        {say.discard}
      </button>
      {stored !== null && (
        <button
          type="button"
          title={say.splitHint}
          disabled={!isOpen || splitPlace.value === null}
          onClick={() => send(splitWhatIf)}
        >
          {say.split}
        </button>
      )}
      {stored !== null && isDrawn(stored.id) && (
        <button type="button" disabled={!isOpen} onClick={remove}>
          {say.remove}
        </button>
      )}
      <button
        type="button"
        class="what-if-save"
        disabled={!isOpen || !isChanged.value}
        onClick={() => send(saveWhatIf)}
      >
        {say.save}
      </button>
    </div>
  );
}

type Sending = (key?: string) => Promise<void>;

function nameOf({ stored, history: { present } }: WhatIfSession): string {
  const unnamed = stored === null ? whatIfWords.value.drawn : words.value.segments.unnamed;
  return present.name ?? unnamed;
}

/** Undo and redo as everywhere, and Escape; text that is being typed keeps these keys for itself. */
function listenToKeys(): () => void {
  const press = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof HTMLElement && event.target.matches('input, select, textarea');
    if (phase.peek() !== 'open' || isTyping || event.defaultPrevented) return;
    const key = event.key.toLowerCase();
    if (key === 'escape') leaveWhatIf();
    else if ((event.ctrlKey || event.metaKey) && key === 'z' && !event.shiftKey) undoChange();
    else if ((event.ctrlKey || event.metaKey) && (key === 'y' || key === 'z')) redoChange();
    else return;
    event.preventDefault();
  };
  document.addEventListener('keydown', press);
  return () => document.removeEventListener('keydown', press);
}
