import { datasets } from '../state.ts';
import { busy, check, choices, description, preview, trouble } from './conversation.ts';
import { Choice } from './choice.tsx';
import type { Description } from './import-api.ts';
import { importWords } from './import-words.ts';
import { TroubleNote } from './trouble-note.tsx';

/** As the contract has it. */
const NAME = '[A-Za-z0-9_ .\\(\\)\\-]+';

/** What the data set is called and where it comes from; then the whole file is checked. */
export function DetailsForm() {
  const say = importWords.value.details;
  const said = description.value;
  if (said === null) return null;
  const send = (event: Event) => {
    event.preventDefault();
    void check();
  };
  const says = (change: Partial<Description>) => (description.value = { ...description.peek()!, ...change });
  return (
    <section class="import-step" aria-labelledby="import-details">
      <h2 id="import-details">{say.title}</h2>
      <form onSubmit={send}>
        <div class="import-fields">
          <div class="import-field">
            <label for="import-name">{say.name}</label>
            <input
              id="import-name"
              required
              maxLength={100}
              pattern={NAME}
              title={say.nameHint}
              value={said.name}
              aria-describedby="import-becomes"
              onInput={({ currentTarget }) => says({ name: currentTarget.value })}
            />
            <p id="import-becomes" class="import-hint">
              <Becomes />
            </p>
          </div>
          <Choice
            id="import-nature"
            label={say.nature}
            value={said.nature ?? 'unsaid'}
            options={(['unsaid', 'fact', 'generated'] as const).map((nature) => [nature, say.natures[nature]])}
            take={(nature) => says({ nature: nature === 'unsaid' ? null : nature })}
          />
          <Text name="origin" most={300} said={said} says={says} />
          <Text name="licence" most={200} said={said} says={says} />
          <Text name="sourceUrl" type="url" most={500} said={said} says={says} />
          <Text name="asOf" type="date" most={10} said={said} says={says} />
        </div>
        <TroubleNote error={trouble.value} />
        <p>
          <button
            type="submit"
            class="import-button import-primary"
            disabled={busy.value || preview.value.value === null || preview.value.error !== null}
          >
            {say.check}
          </button>{' '}
          <span class="import-hint">{say.checkHint}</span>
        </p>
      </form>
    </section>
  );
}

function Text({
  name,
  type = 'text',
  most,
  said,
  says,
}: {
  name: 'origin' | 'licence' | 'sourceUrl' | 'asOf';
  type?: 'text' | 'url' | 'date';
  most: number;
  said: Description;
  says: (change: Partial<Description>) => void;
}) {
  const field = {
    id: `import-${name}`,
    maxLength: most,
    value: said[name] ?? '',
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) =>
      says({ [name]: currentTarget.value === '' ? null : currentTarget.value }),
  };
  return (
    <div class="import-field">
      <label for={field.id}>{importWords.value.details[name]}</label>
      {type === 'date' && <input {...field} type="date" />}
      {type === 'url' && <input {...field} type="url" />}
      {type === 'text' && <input {...field} type="text" />}
    </div>
  );
}

function Becomes() {
  const say = importWords.value.details;
  const { name } = description.value!;
  const there = datasets.value.value?.items.find((set) => set.kind === choices.value?.kind && set.name === name);
  return <>{there === undefined ? say.isNew : say.becomes(there.version + 1, name)}</>;
}
