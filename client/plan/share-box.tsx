import { useSignal } from '@preact/signals';
import { exportUrl } from './plan-api.ts';
import { shown } from './plan-result.ts';
import { settings } from './plan-state.ts';
import { planWords } from './plan-words.ts';

/** The link of the plan, and the plan on paper and as files. */
export function ShareBox() {
  const say = planWords.value.share;
  const said = useSignal<'copied' | 'copyFailed' | null>(null);
  if (shown.value === null) return null;
  const copy = () =>
    navigator.clipboard.writeText(window.location.href).then(
      () => (said.value = 'copied'),
      () => (said.value = 'copyFailed'),
    );
  return (
    <section class="plan-share" aria-label={say.title}>
      <a class="plan-button plan-main-button" href={exportUrl(settings.value, 'pdf')} download>
        {say.pdf}
      </a>
      {/* Without a secure origin there is no clipboard to write to. */}
      <button
        type="button"
        class="plan-button"
        onClick={() => ('clipboard' in navigator ? void copy() : (said.value = 'copyFailed'))}
      >
        {say.copy}
      </button>
      <a class="plan-button" href={exportUrl(settings.value, 'csv')} download>
        {say.csv}
      </a>
      <a class="plan-button" href={exportUrl(settings.value, 'geojson')} download>
        {say.geojson}
      </a>
      <button type="button" class="plan-button" onClick={() => window.print()}>
        {say.print}
      </button>
      <span role="status">{said.value && say[said.value]}</span>
    </section>
  );
}
