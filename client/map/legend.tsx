import { useSignal } from '@preact/signals';
import { horizon, language, layers, target } from '../address.ts';
import type { Layer } from '../address.ts';
import { formatDay, formatSpeed } from '../format.ts';
import { mapWords, words } from '../words/words.ts';
import { activityOf } from './activity.ts';
import { BasemapSwitch, LayerSwitch, WhenSwitch } from './layer-switch.tsx';
import { legendEntries } from './legend-entries.ts';
import { planLook } from './plan-look.ts';
import type { Entry } from './legend-entries.ts';
import { shownGapAreas, shownGapClasses, shownServices, shownStatuses, shownTechnologies } from './shown.ts';
import { Swatch } from './swatch.tsx';

/** The question of the page first, then what answers it. */
const READING_ORDER: readonly Layer[] = ['gap', 'firms', 'zones', 'segments', 'deliveryPoints', 'coverage'];

/**
 * What the colours of the map mean. What a reader needs in the first seconds is always there; a button opens
 * the rest: a switch for each layer, and its signs beneath it.
 */
export function Legend() {
  const open = useSignal(false);
  const { legend, layers: title, legendToggle } = mapWords.value;
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') open.value = false;
  };
  return (
    <section class="map-legend" aria-label={legend} onKeyDown={closeOnEscape}>
      <Brief />
      <button
        type="button"
        class="map-legend-toggle"
        aria-expanded={open.value}
        aria-controls="map-legend-body"
        onClick={() => (open.value = !open.value)}
      >
        {legendToggle}
      </button>
      <div id="map-legend-body" class="map-legend-body" hidden={!open.value} role="group" aria-label={title}>
        {READING_ORDER.map((layer) => (
          <div class="map-legend-layer" key={layer}>
            <LayerSwitch layer={layer} />
            {layer !== 'gap' && layers.value.includes(layer) && <Signs layer={layer} />}
          </div>
        ))}
        <BasemapSwitch />
      </div>
    </section>
  );
}

function entriesOf(layer: Layer): Entry[] {
  return legendEntries(layer, words.value, mapWords.value, {
    horizon: formatDay(horizon.value, language.value),
    gapAreas: shownGapAreas.value,
    gapClasses: shownGapClasses.value,
    services: shownServices.value,
    technologies: shownTechnologies.value,
    statuses: shownStatuses.value,
  });
}

/** The colours of the municipalities and the marks of what lies on them, in a strip beneath the map. */
function Brief() {
  const marks = layers.value.includes('firms') ? entriesOf('firms') : [];
  const areas = layers.value.includes('zones') && shownGapAreas.value ? entriesOf('zones') : [];
  return (
    <div class="map-brief">
      {layers.value.includes('gap') && (
        <div class="map-scale">
          <p class="map-scale-title">
            {planLook.value?.legend.title ?? mapWords.value.gap(formatSpeed(target.value, language.value))}
          </p>
          {planLook.value === null && <WhenSwitch />}
          <EntryList layer="gap" entries={entriesOf('gap')} />
        </div>
      )}
      <EntryList layer="segments" entries={planLook.value?.legend.entries ?? []} />
      {activityOf('firms').tooFar ? (
        <p class="map-hint">{mapWords.value.firmsCloser}</p>
      ) : (
        <EntryList layer="firms" entries={marks.filter(({ key }) => key !== 'group')} />
      )}
      <EntryList layer="zones" entries={areas.filter(({ key }) => key !== 'zone')} />
    </div>
  );
}

function EntryList({ layer, entries }: { layer: Layer; entries: readonly Entry[] }) {
  if (entries.length === 0) return null;
  return (
    <ul class={`map-signs map-signs-${layer}`}>
      {entries.map(({ key, text, swatch }) => (
        <li key={key}>
          <Swatch look={swatch} />
          {text}
        </li>
      ))}
    </ul>
  );
}

function Signs({ layer }: { layer: Layer }) {
  const { closer, coverageHint } = mapWords.value;
  const entries = entriesOf(layer);
  return (
    <>
      <EntryList layer={layer} entries={entries} />
      {layer === 'coverage' && entries.length > 0 && (
        <p class="map-hint">{coverageHint(formatSpeed(target.value, language.value))}</p>
      )}
      {activityOf(layer).tooFar && <p class="map-hint">{closer}</p>}
    </>
  );
}
