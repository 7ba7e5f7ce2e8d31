import { STATUSES, type SegmentStatus } from '../../server/segments/status.ts';
import { whatIfWords, words } from '../words/words.ts';
import type { Draft } from './draft.ts';
import { change } from './session.ts';

const MOST_REACH_M = 10_000;
const MOST_MBPS = 1_000_000;
const MOST_EUR = 1e12;
const MOST_LETTERS = 300;

/** The rest that can be tried of a segment. An empty field is one that nobody knows. */
export function WhatIfAttributes({ draft }: { draft: Draft }) {
  const say = whatIfWords.value;
  const { status: statuses, worksType: worksTypes } = words.value.segments;
  const numberIn = (field: HTMLInputElement): number | null | undefined =>
    !field.validity.valid ? undefined : field.value === '' ? null : Number(field.value);
  const set = (part: Partial<Draft>) => change({ ...draft, ...part }, Object.keys(part).join());
  const setNumber = (name: 'reachM' | 'downMbps' | 'costEur') => (event: { currentTarget: HTMLInputElement }) => {
    const value = numberIn(event.currentTarget);
    if (value !== undefined) set({ [name]: value });
  };
  // Taken in when the field is left: what is typed in it may end in a space.
  const setText = (name: 'name' | 'network') => (event: { currentTarget: HTMLInputElement }) =>
    set({ [name]: event.currentTarget.value.trim() || null });
  return (
    <details class="what-if-attributes">
      <summary>{say.attributes}</summary>
      <div>
        <label>
          {say.readyOn}
          <input
            type="date"
            min="2000-01-01"
            max="2099-12-31"
            value={draft.readyOn ?? ''}
            onChange={({ currentTarget: field }) => field.validity.valid && set({ readyOn: field.value || null })}
          />
        </label>
        <label>
          {say.reachM}
          <input
            type="number"
            min="0"
            max={MOST_REACH_M}
            step="any"
            value={draft.reachM ?? ''}
            onInput={setNumber('reachM')}
          />
        </label>
        <label>
          {say.status}
          <select
            value={draft.status}
            onChange={(event) => set({ status: event.currentTarget.value as SegmentStatus })}
          >
            {STATUSES.map((status) => (
              <option key={status} value={status}>
                {statuses[status]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say.downMbps}
          <input
            type="number"
            min="0"
            max={MOST_MBPS}
            step="any"
            value={draft.downMbps ?? ''}
            onInput={setNumber('downMbps')}
          />
        </label>
        <label>
          {say.name}
          <input type="text" maxLength={MOST_LETTERS} value={draft.name ?? ''} onChange={setText('name')} />
        </label>
        <label>
          {say.network}
          <input type="text" maxLength={MOST_LETTERS} value={draft.network ?? ''} onChange={setText('network')} />
        </label>
        <label>
          {say.works}
          <select
            value={draft.worksType ?? ''}
            onChange={(event) => set({ worksType: (event.currentTarget.value || null) as Draft['worksType'] })}
          >
            <option value="">{say.worksUnknown}</option>
            {Object.entries(worksTypes).map(([type, text]) => (
              <option key={type} value={type}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say.costEur}
          <input
            type="number"
            min="0"
            max={MOST_EUR}
            step="any"
            value={draft.costEur ?? ''}
            onInput={setNumber('costEur')}
          />
        </label>
      </div>
    </details>
  );
}
