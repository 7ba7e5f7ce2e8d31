import type { ComponentChildren } from 'preact';
import { go, language, proposed } from '../address.ts';
import { formatEuros, formatMetres, formatNumber, formatShare } from '../format.ts';
import { Fact } from '../parts/segment-item.tsx';
import { GapLeft } from './gap-left.tsx';
import { firmsInScope } from './in-scope.ts';
import type { Appraisal, Notice } from './plan-api.ts';
import { impossible, search, shown, type ShownPlan } from './plan-result.ts';
import { budgetEur, choose, found, problem, settings } from './plan-state.ts';
import { planWords } from './plan-words.ts';

/** What the plan brings, or why there is none. */
export function PlanResult() {
  const say = planWords.value.result;
  const plan = shown.value;
  if (problem.value?.candidates.length === 0) return <NoCandidates />;
  if (plan === null) return <NoPlan />;
  return (
    <section class="plan-result" aria-label={say.label} aria-busy={plan.from === 'estimate' && !search.value?.error}>
      <Figures appraisal={plan.appraisal} />
      <GapLeft />
      <Notices notices={plan.appraisal.notices} />
      <Certificate plan={plan} />
    </section>
  );
}

function Figures({ appraisal }: { appraisal: Appraisal }) {
  const say = planWords.value.result;
  const spoken = language.value;
  const { cost, employees, exportShare, firmsNewlyServed } = appraisal;
  const budget = budgetEur.value;
  const euros = (amount: number) => formatEuros(amount, spoken);
  const count = (number: number) => formatNumber(number, spoken);
  const isOver = cost.high > budget;
  return (
    <>
      <dl class="plan-figures">
        <Figure name={say.cost} value={euros(cost.likely)}>
          {cost.low !== cost.high && say.range(euros(cost.low), euros(cost.high))}
          <span class={isOver ? 'plan-over' : undefined}>
            {isOver ? say.over(euros(cost.high - budget)) : say.budgetLeft(euros(budget - appraisal.budgetCaseEur))}
          </span>
        </Figure>
        <Figure name={say.employees} value={count(employees.total)}>
          {employees.firmsNotStating > 0 && say.notStating(employees.firmsNotStating)}
        </Figure>
        <Figure name={say.export} value={formatShare(exportShare.mean, spoken)}>
          {exportShare.firmsNotStating > 0 && say.notStating(exportShare.firmsNotStating)}
        </Figure>
        <Figure name={say.left} value={say.leftFirms(count(firmsInScope.value.notServed - firmsNewlyServed))} />
      </dl>
      <details class="plan-more">
        <summary>{say.more}</summary>
        <dl class="facts">
          <Fact name={say.length}>
            {formatMetres(appraisal.lengthM, spoken)}, {say.segments(appraisal.segments.length)}
          </Fact>
          <Fact name={say.connections}>
            {euros(appraisal.connections.likely)} (
            {say.range(euros(appraisal.connections.low), euros(appraisal.connections.high))})
          </Fact>
          <Fact name={say.inZones}>{count(appraisal.firmsInZones)}</Fact>
          <Fact name={say.pledges}>{count(appraisal.pledges)}</Fact>
          <Fact name={say.points}>{formatNumber(appraisal.points, spoken, 2)}</Fact>
        </dl>
      </details>
    </>
  );
}

const Figure = ({ name, value, children }: { name: string; value: string; children?: ComponentChildren }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <strong>{value}</strong>
      {children && <span class="row-details">{children}</span>}
    </dd>
  </div>
);

function Notices({ notices }: { notices: readonly Notice[] }) {
  if (notices.length === 0) return null;
  return (
    <details class="plan-more plan-notices">
      <summary>{planWords.value.notices(notices.length)}</summary>
      <ul>
        {notices.map(({ says }) => (
          <li key={says.en}>{says[language.value]}</li>
        ))}
      </ul>
    </details>
  );
}

function Certificate({ plan }: { plan: ShownPlan }) {
  const say = planWords.value.state;
  if (plan.from !== 'ended' || plan.boundPoints === null) return null;
  const points = (number: number) => formatNumber(number, language.value, 2);
  return (
    <details class="plan-more">
      <summary>{say.why}</summary>
      <p>{say.certificate(points(plan.appraisal.points), points(Math.ceil(plan.boundPoints * 100) / 100))}</p>
    </details>
  );
}

/** Why no plan meets the terms; in the server's words once it has answered. */
function NoPlan() {
  const say = planWords.value.impossible;
  const why = impossible.value;
  const cheapest = why?.cheapestEur ?? null;
  return (
    <section class="note note-warning plan-impossible" role="alert">
      <h2>{say.title}</h2>
      <p>{why?.says[language.value] ?? say.unknown}</p>
      {cheapest !== null && cheapest > settings.value.budgetEur && (
        <button type="button" class="plan-button" onClick={() => choose({ budgetEur: Math.ceil(cheapest) })}>
          {say.useCheapest(formatEuros(Math.ceil(cheapest), language.value))}
        </button>
      )}
    </section>
  );
}

/** Nothing to choose from: what is left out, and what to try instead. */
function NoCandidates() {
  const say = planWords.value.empty;
  const out = problem.value?.leftOut ?? [];
  const reasons = [...new Set(out.map(({ reason }) => reason))];
  return (
    <section class="note plan-empty" role="status">
      <p>{say.noCandidates}</p>
      {out.length > 0 && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>
              {say.leftOut(out.filter((one) => one.reason === reason).length)}: {say.reasons[reason]}
            </li>
          ))}
        </ul>
      )}
      <p>{say.later}</p>
      {!proposed.value && found.value.value !== null && (
        <button type="button" class="plan-button" onClick={() => go({ proposed: true })}>
          {say.tryProposed}
        </button>
      )}
    </section>
  );
}
