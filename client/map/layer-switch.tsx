import { LAYERS, WHENS, basemap, go, horizon, language, layers, when } from '../address.ts';
import type { Layer } from '../address.ts';
import { formatDay } from '../format.ts';
import { settings } from '../state.ts';
import { mapWords } from '../words/words.ts';

/** Turns one layer on and off. */
export function LayerSwitch({ layer }: { layer: Layer }) {
  const isOn = layers.value.includes(layer);
  const toggle = () => {
    const wanted = isOn ? layers.value.filter((other) => other !== layer) : [...layers.value, layer];
    go({ layers: LAYERS.filter((each) => wanted.includes(each)) }, 'replace');
  };
  return (
    <label class="map-switch">
      <input type="checkbox" checked={isOn} onChange={toggle} />
      {mapWords.value.layer[layer]}
    </label>
  );
}

/** The base map, where the server names one: the only thing on the page that comes from elsewhere. */
export function BasemapSwitch() {
  if ((settings.value.value?.basemapUrl ?? null) === null) return null;
  return (
    <label class="map-switch">
      <input type="checkbox" checked={basemap.value} onChange={() => go({ basemap: !basemap.value }, 'replace')} />
      {mapWords.value.layer.basemap}
    </label>
  );
}

/** Colours the municipalities by today's gap, or by what the planned works will leave. */
export function WhenSwitch() {
  const { when: legend, whens } = mapWords.value;
  const texts = { before: whens.before, after: whens.after(formatDay(horizon.value, language.value)) };
  return (
    <fieldset class="map-when">
      <legend class="visually-hidden">{legend}</legend>
      {WHENS.map((choice) => (
        <label key={choice}>
          <input
            type="radio"
            name="map-when"
            checked={when.value === choice}
            onChange={() => go({ when: choice }, 'replace')}
          />
          {texts[choice]}
        </label>
      ))}
    </fieldset>
  );
}
