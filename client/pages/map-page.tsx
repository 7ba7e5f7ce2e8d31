import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { address, chosenFirm, chosenMunicipality, go, PANES } from '../address.ts';
import { DrawPlace } from '../drawing/draw-place.tsx';
import { FirmPanel } from '../parts/firm-panel.tsx';
import { FreshnessLine } from '../parts/freshness-line.tsx';
import { Icon } from '../parts/icon.tsx';
import { MapPane } from '../parts/map-pane.tsx';
import { narrow } from '../parts/narrow.ts';
import { QuestionBar } from '../parts/question-bar.tsx';
import { Ranking } from '../parts/ranking.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { Splitter } from '../parts/splitter.tsx';
import { Summary } from '../parts/summary.tsx';
import { firmCard, municipality } from '../state.ts';
import { WhatIfPlace } from '../what-if/what-if-place.tsx';
import { words } from '../words/words.ts';

/** The map, and beside it the ranking, the sheet of a municipality or the card of a firm. */
export function MapPage() {
  const pane = useComputed(() => address.value.pane).value;
  const split = useRef<HTMLDivElement>(null);
  return (
    <main id="content" class={pane === 'sheet' ? 'map-page shows-sheet-only' : 'map-page'} tabIndex={-1}>
      <div class="question-row">
        <h1 class="visually-hidden">{words.value.title}</h1>
        <Summary />
        <QuestionBar />
      </div>
      <div class={`split shows-${pane}`} ref={split}>
        <MapPane />
        <Splitter within={split} />
        <div class="panel">
          {!narrow.value && (
            <>
              <DrawPlace />
              <WhatIfPlace />
            </>
          )}
          <Panel />
          <FreshnessLine />
        </div>
      </div>
      <PaneTabs />
    </main>
  );
}

function Panel() {
  const pane = useComputed(() => address.value.pane).value;
  const firm = chosenFirm.value;
  const code = chosenMunicipality.value;
  if (narrow.value && pane === 'ranking') return <Ranking />;
  if (firm !== null) return <FirmPanel key={firm} />;
  if (code !== null) return <Sheet key={code} />;
  return narrow.value ? <p class="empty">{words.value.sheet.choose}</p> : <Ranking />;
}

const ICONS = { map: 'map', ranking: 'list', sheet: 'sheet' } as const;

/** On a narrow screen: what of the page is shown. */
function PaneTabs() {
  const { panes } = words.value;
  // What was chosen on the map waits behind the third tab.
  const chosen = chosenFirm.value === null ? municipality.value.value?.name : firmCard.value.value?.name;
  const pane = useComputed(() => address.value.pane).value;
  return (
    <nav class="pane-tabs" aria-label={panes.label}>
      {PANES.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={pane === name ? 'true' : undefined}
          onClick={() => go({ pane: name }, 'replace')}
        >
          <Icon name={ICONS[name]} />
          {name === 'sheet' && chosen ? (
            <span class="pane-name">
              <span class="visually-hidden">{panes.sheet}: </span>
              {chosen}
            </span>
          ) : (
            panes[name]
          )}
        </button>
      ))}
    </nav>
  );
}
