import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { words, whatIfWords } from '../words/words.ts';
import { leaveWhatIf } from './leave.ts';
import { KeyForm } from './key-form.tsx';
import {
  answered,
  asked,
  draft,
  hasKey,
  isChanged,
  phase,
  redoChange,
  saveWhatIf,
  session,
  undoChange,
} from './session.ts';
import { WhatIfAttributes } from './what-if-attributes.tsx';
import { WhatIfFigures } from './what-if-figures.tsx';
import { WhatIfTrouble } from './what-if-trouble.tsx';

/** What is being tried: its figures beside those as planned, and what can be done with it. */
export function WhatIfBar() {
  const say = whatIfWords.value;
  useEffect(() => listenToKeys(), []);
  if (phase.value === 'none') return null;
  const { feature } = session.value ?? {};
  return (
    <section class="what-if-bar" aria-label={say.label} data-asked={asked.value} data-answered={answered.value}>
      <h2>
        {say.label} <span class="what-if-mark">{say.notSaved}</span>
      </h2>
      {feature && <p class="what-if-name">{feature.properties.name ?? words.value.segments.unnamed}</p>}
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
  const asksKey = useSignal(false);
  const isOpen = phase.value === 'open';
  const history = session.value?.history;
  if (phase.value === 'saving' || phase.value === 'saved') {
    return <p role="status">{phase.value === 'saving' ? say.saving : say.saved}</p>;
  }
  if (asksKey.value) return <KeyForm take={(key) => void saveWhatIf(key)} close={() => (asksKey.value = false)} />;
  const save = () => {
    if (hasKey()) void saveWhatIf();
    else asksKey.value = true;
  };
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
      <button type="button" class="what-if-save" disabled={!isOpen || !isChanged.value} onClick={save}>
        {say.save}
      </button>
    </div>
  );
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
