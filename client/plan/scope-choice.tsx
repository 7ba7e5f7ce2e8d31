import { useSignal } from '@preact/signals';
import { municipalities } from '../state.ts';
import { chooseScope, found, scope } from './plan-state.ts';
import { planWords } from './plan-words.ts';

/** Whose firms the plan is for: everywhere, a province, or municipalities found by name. */
export function ScopeChoice() {
  const say = planWords.value.scope;
  const now = scope.value;
  const all = found.value.value?.problem.municipalities ?? [];
  const provinces = [...new Set(all.flatMap(({ provinceCode }) => provinceCode ?? []))].toSorted();
  const chosen = now.kind === 'province' ? `province ${now.code}` : now.kind;
  const codes = now.kind === 'municipalities' ? now.codes : [];
  const choose = (kind: string) => {
    if (kind === 'everywhere') chooseScope({ kind });
    else if (kind.startsWith('province ')) chooseScope({ kind: 'province', code: kind.slice('province '.length) });
  };
  const nameOf = (code: string): string =>
    all.find((one) => one.code === code)?.name ??
    municipalities.value.value?.items.find((one) => one.code === code)?.name ??
    say.unknown(code);
  return (
    <fieldset class="plan-scope">
      <legend class="visually-hidden">{say.label}</legend>
      <label for="plan-scope">{say.kind}</label>
      <select id="plan-scope" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="everywhere">{say.everywhere}</option>
        {(provinces.length > 0 ? provinces : now.kind === 'province' ? [now.code] : []).map((code) => (
          <option key={code} value={`province ${code}`}>
            {say.province(code)}
          </option>
        ))}
        {codes.length > 0 && <option value="municipalities">{say.municipalities}</option>}
      </select>
      {codes.map((code) => (
        <span key={code} class="plan-chip">
          {nameOf(code)}
          <button
            type="button"
            aria-label={say.remove(nameOf(code))}
            onClick={() =>
              chooseScope(
                codes.length === 1
                  ? { kind: 'everywhere' }
                  : { kind: 'municipalities', codes: codes.filter((other) => other !== code) },
              )
            }
          >
            ×
          </button>
        </span>
      ))}
      <AddMunicipality codes={codes} />
    </fieldset>
  );
}

/** A field with the names of all municipalities; whole names and their beginnings are taken. */
function AddMunicipality({ codes }: { codes: readonly string[] }) {
  const say = planWords.value.scope;
  const text = useSignal('');
  const all = (municipalities.value.value?.items ?? []).filter(({ code }) => !codes.includes(code));
  const take = (isWhole: boolean) => {
    const typed = text.value.trim().toLowerCase();
    if (typed === '') return;
    const hit =
      all.find(({ name }) => name.toLowerCase() === typed) ??
      (isWhole ? undefined : all.find(({ name }) => name.toLowerCase().startsWith(typed)));
    if (!hit) return;
    text.value = '';
    chooseScope({ kind: 'municipalities', codes: [...codes, hit.code] });
  };
  return (
    <form
      class="plan-add"
      onSubmit={(event) => {
        event.preventDefault();
        take(false);
      }}
    >
      <label class="visually-hidden" for="plan-add">
        {say.add}
      </label>
      <input
        id="plan-add"
        type="text"
        list="plan-municipalities"
        autocomplete="off"
        placeholder={say.add}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          // A click on a suggestion gives the whole name at once; typing may still be on its way to a longer one.
          if (!(event instanceof InputEvent) || event.inputType === 'insertReplacementText') take(true);
        }}
      />
      <datalist id="plan-municipalities">
        {all.map(({ code, name }) => (
          <option key={code} value={name} />
        ))}
      </datalist>
    </form>
  );
}
