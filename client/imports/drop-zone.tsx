import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { address } from '../address.ts';
import * as conversation from './conversation.ts';
import { importWords } from './import-words.ts';
import { TroubleNote } from './trouble-note.tsx';

/** Where files come in: dropped, or chosen with the keyboard or on a phone. */
export function DropZone() {
  const say = importWords.value.drop;
  const isOver = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  const successor = conversation.successorOf.value;
  const take = (files: FileList | null | undefined) => {
    isOver.value = false;
    if (files && files.length > 0) void conversation.take([...files]);
  };
  return (
    <section class="import-step" aria-labelledby="import-drop">
      <h2 id="import-drop" tabIndex={-1}>
        {say.title}
      </h2>
      <p>{say.lead}</p>
      {conversation.gone.value && (
        <p class="note note-warning" role="alert">
          {say.gone}
        </p>
      )}
      {address.value.upload !== null && !conversation.busy.value && (
        <p class="note">
          {say.resume}{' '}
          <button type="button" class="import-button" onClick={() => void conversation.resume()}>
            {say.resumeButton}
          </button>
        </p>
      )}
      <TroubleNote error={conversation.trouble.value} />
      {successor !== null && (
        <p class="note">
          {say.successor(successor.name)}{' '}
          <button type="button" class="import-button" onClick={() => (conversation.successorOf.value = null)}>
            {say.notSuccessor}
          </button>
        </p>
      )}
      <div
        class={`drop-zone ${isOver.value ? 'drop-zone-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          isOver.value = true;
        }}
        onDragLeave={() => (isOver.value = false)}
        onDrop={(event) => {
          event.preventDefault();
          take(event.dataTransfer?.files);
        }}
      >
        <p class="drop-here">{say.here}</p>
        <p>{say.or}</p>
        <button
          id="import-choose"
          type="button"
          class="import-button import-primary"
          onClick={() => field.current!.click()}
        >
          {say.button}
        </button>
        <input
          ref={field}
          class="visually-hidden"
          type="file"
          multiple
          tabIndex={-1}
          aria-label={say.button}
          onChange={({ currentTarget }) => {
            take(currentTarget.files);
            // The same file, mended, can be chosen again.
            currentTarget.value = '';
          }}
        />
      </div>
      <NextFile />
    </section>
  );
}

/** Files dropped together are talked about one after the other. */
export function NextFile() {
  const say = importWords.value.drop;
  const [next, ...others] = conversation.queue.value;
  if (next === undefined) return null;
  return (
    <p>
      <button
        type="button"
        class="import-button"
        onClick={() => {
          conversation.close();
          void conversation.take([next, ...others]);
        }}
      >
        {say.next(next.name)}
      </button>
      {others.length > 0 && ` ${say.queue(others.map(({ name }) => name).join(', '))}`}
    </p>
  );
}
