import { useEffect, useRef } from 'preact/hooks';
import { whatIfWords } from '../words/words.ts';

/** Asks once for the key that whatever changes something needs. */
export function KeyForm({
  take,
  close,
  action,
}: {
  take: (key: string) => void;
  close: () => void;
  /** what is done with it; absent: something is saved */
  action?: string;
}) {
  const say = whatIfWords.value;
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = (event: Event) => {
    event.preventDefault();
    take(field.current!.value.trim());
    close();
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
          {action ?? say.saveWithKey}
        </button>
      </div>
    </form>
  );
}
