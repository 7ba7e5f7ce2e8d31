import { useSignalEffect } from '@preact/signals';
import { horizon, language, target } from '../address.ts';
import type { MunicipalityList } from '../api.ts';
import { formatDay, formatNumber, formatSpeed } from '../format.ts';
import { municipalities } from '../state.ts';
import { words } from '../words/words.ts';
import { announce } from './announce.tsx';
import { Emphasised } from './emphasised.tsx';

/** The whole matter in one sentence. */
export function Summary() {
  const { value, loading } = municipalities.value;
  useSignalEffect(() => {
    const { value: shown, loading: stale } = municipalities.value;
    if (shown && !stale) announce(summarySentence(shown).replaceAll('**', ''));
  });
  return (
    <p class="summary" aria-busy={loading}>
      {value ? <Emphasised text={summarySentence(value)} /> : ' '}
    </p>
  );
}

function summarySentence({ totals, asked, items }: MunicipalityList): string {
  const { summary, ranking } = words.value;
  const spoken = language.value;
  if (items.length === 0) return ranking.empty;
  const { before, after } = totals;
  if (before === null) return summary.notComputed;
  const number = (count: number) => formatNumber(count, spoken);
  const placed = before.firmsServed + before.firmsNotServed;
  const speed = formatSpeed(asked?.target ?? target.value, spoken);
  const day = formatDay(asked?.horizon ?? horizon.value, spoken);
  const unknown = before.firmsPositionUnknown;
  const apart = unknown > 0 ? summary.unknown(unknown, number(unknown)) : '';
  if (placed === 0) return summary.noFirms + apart;
  if (before.firmsNotServed === 0) return summary.allServed(number(placed), speed) + apart;
  const left = after?.firmsNotServed ?? before.firmsNotServed;
  const outlook = left === before.firmsNotServed ? summary.sameAfter(day) : summary.after(day, number(left));
  return summary.gap(number(before.firmsNotServed), number(placed), speed) + outlook + apart;
}
