import { useComputed, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { go } from '../address.ts';
import type { SearchHit } from '../api.ts';
import { search } from '../state.ts';
import { words } from '../words/words.ts';
import { GeneratedMark } from './generated-mark.tsx';
import { Icon } from './icon.tsx';
import { closeList, EMPTY_SEARCH, failSearch, pressKey, takeHits, typeText } from './search-choice.ts';

const PAUSE_BEFORE_ASKING_MS = 180;

/** Finds municipalities and firms: WAI-ARIA 1.2 combobox whose list opens while one types. */
export function SearchBox() {
  const choice = useSignal(EMPTY_SEARCH);
  const input = useRef<HTMLInputElement>(null);
  const text = useComputed(() => choice.value.text);
  const say = words.value.search;

  const take = (hit: SearchHit) => {
    choice.value = EMPTY_SEARCH;
    input.current?.blur();
    const municipality = hit.municipalityCode ?? (hit.what === 'municipality' ? hit.id : null);
    go({ page: 'map', pane: 'sheet', municipality, firm: hit.what === 'firm' ? hit.id : null });
  };
  useEffect(() => {
    const wanted = text.value;
    if (choice.peek().phase !== 'searching') return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      search(wanted.trim(), abort.signal).then(
        ({ items }) => {
          const found = takeHits(choice.peek(), wanted, items);
          choice.value = found.choice;
          if (found.taken) take(found.taken);
        },
        () => !abort.signal.aborted && (choice.value = failSearch(choice.peek(), wanted)),
      );
    }, PAUSE_BEFORE_ASKING_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text.value]);

  const onKeyDown = (event: KeyboardEvent) => {
    const pressed = pressKey(choice.peek(), event.key);
    if (pressed.handled) event.preventDefault();
    choice.value = pressed.choice;
    if (pressed.taken) take(pressed.taken);
  };
  const { open, hits, active, phase } = choice.value;

  return (
    <div class="search-box" role="search">
      <label class="visually-hidden" for="search">
        {say.label}
      </label>
      <Icon name="search" />
      <input
        ref={input}
        id="search"
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="search"
        placeholder={say.placeholder}
        aria-expanded={open}
        aria-controls="search-hits"
        aria-autocomplete="list"
        aria-activedescendant={active === null ? undefined : `search-hit-${active}`}
        value={text.value}
        onInput={(event) => (choice.value = typeText(choice.peek(), event.currentTarget.value))}
        onKeyDown={onKeyDown}
        onFocus={() => hits.length > 0 && (choice.value = { ...choice.peek(), open: true })}
        onBlur={() => (choice.value = closeList(choice.peek()))}
      />
      {text.value !== '' && (
        <button
          type="button"
          class="search-clear"
          aria-label={say.clear}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            choice.value = EMPTY_SEARCH;
            input.current?.focus();
          }}
        >
          <Icon name="close" size={18} />
        </button>
      )}
      <ul
        id="search-hits"
        class="search-hits"
        role="listbox"
        aria-label={say.label}
        hidden={!open || hits.length === 0}
      >
        {hits.map((hit, index) => (
          <li
            key={`${hit.what} ${hit.id}`}
            id={`search-hit-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(hit)}
          >
            <span class="hit-name">
              {hit.name} {hit.generated && <GeneratedMark />}
            </span>
            <span class="hit-within">
              {hit.what === 'firm' ? say.firm : say.municipality}
              {hit.within && ` · ${hit.within}`}
            </span>
          </li>
        ))}
      </ul>
      <div class={open && hits.length === 0 ? 'search-says' : 'visually-hidden'} role="status">
        {open && searchSays(phase, text.value, hits.length)}
      </div>
    </div>
  );
}

function searchSays(phase: string, text: string, count: number): string {
  const say = words.value.search;
  if (phase === 'failed') return say.failed;
  if (phase === 'searching') return count === 0 ? say.searching : '';
  return count === 0 ? say.none(text.trim()) : say.found(count);
}
