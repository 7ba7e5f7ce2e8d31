import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { address, chosenFirm, chosenMunicipality } from '../address.ts';
import { DrawPlace } from '../drawing/draw-place.tsx';
import { FirmPanel } from '../parts/firm-panel.tsx';
import { FreshnessLine } from '../parts/freshness-line.tsx';
import { MapPane } from '../parts/map-pane.tsx';
import { narrow } from '../parts/narrow.ts';
import { PaneTabs } from '../parts/pane-tabs.tsx';
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
      <MapTabs />
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

function MapTabs() {
  const { panes } = words.value;
  // What was chosen on the map waits behind the third tab.
  const chosen = chosenFirm.value === null ? municipality.value.value?.name : firmCard.value.value?.name;
  const sheet = chosen ? (
    <span class="pane-name">
      <span class="visually-hidden">{panes.sheet}: </span>
      {chosen}
    </span>
  ) : (
    panes.sheet
  );
  return <PaneTabs label={panes.label} icons={ICONS} names={{ ...panes, sheet }} />;
}
