import { language } from '../address.ts';
import { formatInstant, formatNumber } from '../format.ts';
import { datasets, municipalities, recomputing } from '../state.ts';
import { words } from '../words/words.ts';
import { GoLink } from './go-link.tsx';

/** How old the figures are, and what they come from. */
export function FreshnessLine() {
  const say = words.value.freshness;
  const spoken = language.value;
  const { value, loading } = municipalities.value;
  const waiting = recomputing.value;
  const sources = datasets.value.value?.items.length;
  return (
    <div class="freshness" role="group" aria-label={say.label}>
      {value && (
        <span>{value.computedAt ? say.computed(formatInstant(value.computedAt, spoken)) : say.notComputed}</span>
      )}
      {value && <GoLink change={{ page: 'method' }}>{say.method(value.methodVersion)}</GoLink>}
      {sources !== undefined && <GoLink change={{ page: 'data' }}>{say.datasets(sources)}</GoLink>}
      {waiting > 0 && <span class="recomputing">{say.recomputing(waiting, formatNumber(waiting, spoken))}</span>}
      {loading && value && <span class="updating">{say.updating}</span>}
    </div>
  );
}
