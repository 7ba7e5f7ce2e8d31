import { useSignal } from '@preact/signals';
import { LAYERS, address, chosenMunicipality, go, horizon, language, target } from '../address.ts';
import type { Layer } from '../address.ts';
import { formatDay, formatNumber, formatSpeed } from '../format.ts';
import { settings } from '../state.ts';
import { mapWords, words } from '../words/words.ts';
import { activities, isPartial } from './activity.ts';
import { legendEntries } from './legend-entries.ts';
import { shownStatuses, shownTechnologies, shownWhen } from './shown.ts';
import { Swatch } from './swatch.tsx';

/** Narrower than this the legend starts closed: the map needs the room. */
const NARROW = '(max-width: 767px)';

/** What the map shows and what its colours mean: a switch for each layer, and the layer's signs beneath it. */
export function Legend() {
  const open = useSignal(!window.matchMedia(NARROW).matches);
  const { legend, layers } = mapWords.value;
  return (
    <section class="map-legend" aria-label={legend}>
      <button
        type="button"
        class="map-legend-toggle"
        aria-expanded={open.value}
        aria-controls="map-legend-body"
        onClick={() => (open.value = !open.value)}
      >
        {legend}
      </button>
      <div id="map-legend-body" class="map-legend-body" hidden={!open.value} role="group" aria-label={layers}>
        {LAYERS.toReversed().map((layer) => (
          <div class="map-legend-layer" key={layer}>
            <LayerSwitch layer={layer} />
            {address.value.layers.includes(layer) && <Signs layer={layer} />}
          </div>
        ))}
        <BasemapSwitch />
      </div>
    </section>
  );
}

/** Turns one layer on and off. */
export function LayerSwitch({ layer }: { layer: Layer }) {
  const { layers } = address.value;
  const isOn = layers.includes(layer);
  const toggle = () => {
    const wanted = isOn ? layers.filter((other) => other !== layer) : [...layers, layer];
    go({ layers: LAYERS.filter((each) => wanted.includes(each)) }, 'replace');
  };
  return (
    <label class="map-switch">
      <input type="checkbox" checked={isOn} onChange={toggle} />
      {mapWords.value.layer[layer]}
    </label>
  );
}

function BasemapSwitch() {
  if ((settings.value.value?.basemapUrl ?? null) === null) return null;
  const { basemap } = address.value;
  return (
    <label class="map-switch">
      <input type="checkbox" checked={basemap} onChange={() => go({ basemap: !basemap }, 'replace')} />
      {mapWords.value.layer.basemap}
    </label>
  );
}

function Signs({ layer }: { layer: Layer }) {
  const map = mapWords.value;
  const entries = legendEntries(layer, words.value, map, {
    horizon: formatDay(horizon.value, language.value),
    hasChosenMunicipality: chosenMunicipality.value !== null,
    technologies: shownTechnologies.value,
    statuses: shownStatuses.value,
  });
  const speed = formatSpeed(target.value, language.value);
  return (
    <>
      {layer === 'gap' && <WhenSwitch />}
      {layer === 'gap' && <p class="map-hint">{map.gap(speed)}</p>}
      <ul class="map-signs">
        {entries.map(({ key, text, swatch }) => (
          <li key={key}>
            <Swatch look={swatch} />
            {text}
          </li>
        ))}
      </ul>
      {layer === 'coverage' && entries.length > 0 && <p class="map-hint">{map.coverageHint(speed)}</p>}
      <Holding layer={layer} />
    </>
  );
}

/** Says where a layer is not shown, or not shown whole. */
function Holding({ layer }: { layer: Layer }) {
  const activity = activities.value[layer];
  const { closer, partial } = mapWords.value;
  if (activity.tooFar) return <p class="map-hint">{closer}</p>;
  if (!isPartial(activity)) return null;
  const count = (figure: number | null) => formatNumber(figure, language.value);
  return <p class="map-hint map-partial">{partial(count(activity.shown), count(activity.matched))}</p>;
}

/** Today's gap, or what the planned works will leave. */
function WhenSwitch() {
  const { when, whens } = mapWords.value;
  const texts = { before: whens.before, after: whens.after(formatDay(horizon.value, language.value)) };
  return (
    <fieldset class="map-when">
      <legend class="visually-hidden">{when}</legend>
      {(['before', 'after'] as const).map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name="map-when"
            checked={shownWhen.value === choice}
            onChange={() => (shownWhen.value = choice)}
          />
          {texts[choice]}
        </label>
      ))}
    </fieldset>
  );
}
