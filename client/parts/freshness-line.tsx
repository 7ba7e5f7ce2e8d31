import { language } from '../address.ts';
import { formatInstant, formatNumber } from '../format.ts';
import { datasets, municipalities, recomputing, status } from '../state.ts';
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
      {waiting > 0 && <Recomputing waiting={waiting} />}
      {loading && value && <span class="updating">{say.updating}</span>}
    </div>
  );
}

/** How far the recomputing has come, and what could not be computed. */
function Recomputing({ waiting }: { waiting: number }) {
  const say = words.value.freshness;
  const progress = status.value?.progress;
  const done = progress?.done ?? 0;
  return (
    <>
      <span class="recomputing">{say.recomputing(waiting, formatNumber(waiting, language.value))}</span>
      {done > 0 && <progress class="recompute-progress" aria-label={say.progress} max={done + waiting} value={done} />}
      {progress?.remainingS != null && <span>{say.remaining(Math.ceil(progress.remainingS / 60))}</span>}
      {progress?.failed.map(({ code, name, reason }) => (
        <span key={code} class="recomputing" title={reason}>
          {say.failed(name)}
        </span>
      ))}
    </>
  );
}
