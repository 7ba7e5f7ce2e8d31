import { address, go, language } from '../address.ts';
import { ConnectionLost } from '../fetch-json.ts';
import { formatEuros, formatNumber, formatShare } from '../format.ts';
import { words } from '../words/words.ts';
import { candidateById } from './by-id.ts';
import { type Compared, compared, other, type OtherPlan, otherSearch } from './compare-state.ts';
import { nearby } from './neighbours.tsx';
import type { Appraisal } from './plan-api.ts';
import { MOST_BUDGET_EUR } from './plan-choice.ts';
import { search, shown } from './plan-result.ts';
import { budgetEur } from './plan-state.ts';
import { planWords } from './plan-words.ts';
import { plans } from './stored-state.ts';

/** Two plans side by side: the present one, and another budget, a stored plan or a neighbour. */
export function Comparison() {
  const say = planWords.value.compare;
  return (
    <section class="plan-compare" aria-label={say.title} aria-busy={compared.value !== null && !isSettled()}>
      <p class="plan-limit">
        <label for="plan-compare">{say.with}</label>
        <OtherChoice />
      </p>
      {compared.value && <SideBySide asked={compared.value} />}
    </section>
  );
}

/** Whether neither of the two plans is being looked for any more. */
const isSettled = (): boolean => (search.value?.ended ?? false) && (otherSearch.value?.ended ?? false);

function OtherChoice() {
  const say = planWords.value.compare;
  const now = address.value.compare ?? '';
  const present = budgetEur.value;
  const budget = `budget:${compared.value?.kind === 'budget' ? compared.value.budgetEur : Math.min(2 * present || 100_000, MOST_BUDGET_EUR)}`;
  const neighbours = nearby.value.slice(1);
  const known = plans.value.value?.items ?? [];
  return (
    <select
      id="plan-compare"
      value={now}
      onChange={({ currentTarget }) => go({ compare: currentTarget.value || null })}
    >
      <option value="">{say.nothing}</option>
      <option value={budget}>{say.otherBudget}</option>
      {known.length > 0 && (
        <optgroup label={say.stored}>
          {known.map(({ id, name }) => (
            <option key={id} value={`plan:${id}`}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
      {neighbours.length > 0 && (
        <optgroup label={say.neighbour}>
          {neighbours.map(({ code, name }) => (
            <option key={code} value={`near:${code}`}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}

function SideBySide({ asked }: { asked: Compared }) {
  const say = planWords.value.compare;
  const plan = shown.value;
  const { error, answer } = otherSearch.value ?? {};
  return (
    <>
      <p class="row-details">{say.lead}</p>
      {asked.kind === 'budget' && (
        <p class="plan-limit">
          <label for="plan-other-budget">{say.budget}</label>
          <input
            id="plan-other-budget"
            type="number"
            inputMode="numeric"
            min="0"
            max={MOST_BUDGET_EUR}
            step="1"
            value={asked.budgetEur}
            onChange={({ currentTarget: field }) => {
              if (field.value !== '' && field.validity.valid) go({ compare: `budget:${Number(field.value)}` });
              else field.value = String(asked.budgetEur);
            }}
          />
        </p>
      )}
      {error ? (
        <p class="failed" role="alert">
          {say.failed} {error instanceof ConnectionLost ? planWords.value.noConnection : error.message}
        </p>
      ) : answer?.state === 'impossible' ? (
        <p class="note note-warning">{say.impossible}</p>
      ) : plan === null || other.value === null ? (
        <p class="loading" role="status">
          <span class="loading-sign" aria-hidden="true" />
          {say.computing}
        </p>
      ) : (
        <>
          <Figures a={plan.appraisal} b={other.value} />
          <Differences a={plan.chosen} b={other.value.chosen} />
        </>
      )}
      <button type="button" class="plan-button" onClick={() => go({ compare: null })}>
        {say.stop}
      </button>
    </>
  );
}

interface Row {
  name: string;
  of: (appraisal: Appraisal) => number | null;
  format: (number: number | null) => string;
}

function rows(): Row[] {
  const say = planWords.value.compare;
  const spoken = language.value;
  const count = (number: number | null) => formatNumber(number, spoken);
  const euros = (amount: number | null) => formatEuros(amount, spoken);
  return [
    { name: say.firms, of: ({ firmsNewlyServed }) => firmsNewlyServed, format: count },
    { name: say.employees, of: ({ employees }) => employees.total, format: count },
    { name: say.export, of: ({ exportShare }) => exportShare.mean, format: (share) => formatShare(share, spoken) },
    { name: say.cost, of: ({ cost }) => cost.likely, format: euros },
    {
      name: say.perFirm,
      of: ({ cost, firmsNewlyServed: firms }) => (firms > 0 ? cost.likely / firms : null),
      format: euros,
    },
    { name: say.points, of: ({ points }) => points, format: (number) => formatNumber(number, spoken, 2) },
    { name: say.segments, of: ({ segments }) => segments.length, format: count },
  ];
}

function Figures({ a, b }: { a: Appraisal; b: OtherPlan }) {
  const say = planWords.value.compare;
  return (
    <div class="scroll-x">
      <table class="list-table plan-side-by-side">
        <thead>
          <tr>
            <td />
            <th scope="col">{say.a}</th>
            <th scope="col">{say.b(b.name)}</th>
            <th scope="col">{say.difference}</th>
          </tr>
        </thead>
        <tbody>
          {rows().map(({ name, of, format }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{format(of(a))}</td>
              <td>{format(of(b.appraisal))}</td>
              <td>{differenceOf(of(a), of(b.appraisal), format)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function differenceOf(a: number | null, b: number | null, format: Row['format']): string {
  if (a === null || b === null) return format(null);
  const size = format(Math.abs(b - a));
  return size === format(0) ? planWords.value.compare.same : `${b < a ? '−' : '+'}${size}`;
}

function Differences({ a, b }: { a: readonly string[]; b: readonly string[] }) {
  const say = planWords.value.compare;
  const parts = [
    { name: say.onlyA, ids: a.filter((id) => !b.includes(id)) },
    { name: say.onlyB, ids: b.filter((id) => !a.includes(id)) },
    { name: say.both, ids: a.filter((id) => b.includes(id)) },
  ];
  return (
    <dl class="plan-differences">
      {parts.map(({ name, ids }) => (
        <div key={name}>
          <dt>
            {name} ({formatNumber(ids.length, language.value)})
          </dt>
          <dd>
            {ids.map((id) => candidateById.value.get(id)?.name ?? words.value.segments.unnamed).join(', ') || '–'}
          </dd>
        </div>
      ))}
    </dl>
  );
}
