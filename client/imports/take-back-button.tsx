import { useSignal } from '@preact/signals';
import { announce } from '../parts/announce.tsx';
import { reload } from '../state.ts';
import { KeyNotGiven } from './ask-for-key.ts';
import { takeBack } from './import-api.ts';
import { importWords } from './import-words.ts';
import { TroubleNote } from './trouble-note.tsx';

/** Takes the newest version back, once it is sure that this is meant. */
export function TakeBackButton({
  dataset: { id, name },
  version,
  done,
}: {
  dataset: { id: number; name: string };
  version: number;
  done?: () => void;
}) {
  const say = importWords.value.takeBack;
  const state = useSignal<'rests' | 'asks' | 'works'>('rests');
  const error = useSignal<Error | null>(null);
  const doIt = async () => {
    state.value = 'works';
    error.value = null;
    try {
      await takeBack(id, version);
      announce(say.done(name));
      done?.();
      reload();
    } catch (trouble) {
      if (!(trouble instanceof KeyNotGiven)) error.value = trouble as Error;
    }
    state.value = 'rests';
  };
  return (
    <div class="take-back">
      <TroubleNote error={error.value} />
      {state.value === 'asks' ? (
        <div class="note note-warning" role="alert">
          <p>{say.really}</p>
          <p class="import-actions">
            <button type="button" class="import-button import-primary" onClick={() => void doIt()}>
              {say.yes}
            </button>
            <button type="button" class="import-button" onClick={() => (state.value = 'rests')}>
              {say.no}
            </button>
          </p>
        </div>
      ) : (
        <button
          type="button"
          class="import-button"
          disabled={state.value === 'works'}
          onClick={() => (state.value = 'asks')}
        >
          {say.button}
        </button>
      )}
    </div>
  );
}
