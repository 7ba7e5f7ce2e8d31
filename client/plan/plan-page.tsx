import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { address } from '../address.ts';
import { useFocusedHeading } from '../parts/focus-heading.ts';
import { FreshnessLine } from '../parts/freshness-line.tsx';
import { MapPane } from '../parts/map-pane.tsx';
import { narrow } from '../parts/narrow.ts';
import { PaneTabs } from '../parts/pane-tabs.tsx';
import { QuestionBar } from '../parts/question-bar.tsx';
import { Splitter } from '../parts/splitter.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { BudgetBox } from './budget-box.tsx';
import { Comparison } from './comparison.tsx';
import { CostsForm } from './costs-form.tsx';
import { CurveBox } from './curve-box.tsx';
import { followGap } from './follow-gap.ts';
import { Neighbours } from './neighbours.tsx';
import { showPlanOnMap } from './plan-on-map.ts';
import './plan.scss';
import { PlanResult } from './result.tsx';
import { PlanSegments } from './plan-segments.tsx';
import { found } from './plan-state.ts';
import { planWords } from './plan-words.ts';
import { ScopeChoice } from './scope-choice.tsx';
import { ShareBox } from './share-box.tsx';
import { SharesTable } from './shares-table.tsx';
import { StoredPlans } from './stored-plans.tsx';
import { TermsForm } from './terms-form.tsx';
import { WeightsForm } from './weights-form.tsx';

/** Where a mayor and a planner decide: what to build first with a budget, how good that is, and why. */
export function PlanPage() {
  const pane = useComputed(() => address.value.pane).value;
  const split = useRef<HTMLDivElement>(null);
  const heading = useFocusedHeading();
  useEffect(() => showPlanOnMap(), []);
  useEffect(() => followGap(), []);
  return (
    <main id="content" class="map-page plan-page" tabIndex={-1}>
      <div class="question-row">
        <div class="plan-title">
          <h1 ref={heading} tabIndex={-1}>
            {planWords.value.title}
          </h1>
          <ScopeChoice />
        </div>
        <QuestionBar />
      </div>
      {narrow.value && <BudgetBox />}
      <div class={`split shows-${pane}`} ref={split}>
        <MapPane />
        <Splitter within={split} />
        <div class="panel">
          {!narrow.value && <BudgetBox />}
          <div class="plan-panel">
            <Waiting for={found.value}>{() => <Panel />}</Waiting>
          </div>
          <FreshnessLine />
        </div>
      </div>
      <PlanTabs />
    </main>
  );
}

/** On a narrow screen what is found and what is asked for are two panes, on a wide one they follow one another. */
function Panel() {
  const pane = useComputed(() => address.value.pane).value;
  const [result, conditions] = narrow.value ? [pane !== 'sheet', pane === 'sheet'] : [true, true];
  return (
    <>
      {result && (
        <>
          <PlanResult />
          <ShareBox />
          <Comparison />
          <PlanSegments />
        </>
      )}
      {conditions && (
        <>
          <WeightsForm />
          <CostsForm />
          <TermsForm />
        </>
      )}
      {result && (
        <>
          <CurveBox />
          <SharesTable />
          <Neighbours />
        </>
      )}
      {conditions && <StoredPlans />}
    </>
  );
}

const ICONS = { map: 'map', ranking: 'list', sheet: 'tune' } as const;

function PlanTabs() {
  const { panes } = planWords.value;
  return <PaneTabs label={panes.label} icons={ICONS} names={panes} />;
}
