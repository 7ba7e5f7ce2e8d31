import { useEffect, useRef } from 'preact/hooks';
import { whatIfWords } from '../words/words.ts';
import { saveWhatIf } from './session.ts';

/** Asks once for the key that saving needs. */
export function KeyForm({ close }: { close: () => void }) {
  const say = whatIfWords.value;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = (event: Event) => {
    event.preventDefault();
    close();
    void saveWhatIf(field.current!.value.trim());
  };
  return (
    <form class="what-if-key" onSubmit={send}>
      <label for="what-if-key">{say.key}</label>
      <input
        id="what-if-key"
        ref={field}
        type="password"
        required
        pattern="\s*[\x21-\x7e]+\s*"
        autocomplete="off"
        aria-describedby="what-if-key-hint"
      />
      <p id="what-if-key-hint">{say.keyHint}</p>
      <div class="what-if-actions">
        <button type="button" onClick={close}>
          {say.cancel}
        </button>
        <button type="submit" class="what-if-save">
          {say.saveWithKey}
        </button>
      </div>
    </form>
  );
}
