import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { language } from '../address.ts';
import { ConnectionLost } from '../fetch-json.ts';
import { formatEuros, formatNumber } from '../format.ts';
import { CurveChart } from './curve-chart.tsx';
import { getPlanCurve, type PlanCurve } from './plan-api.ts';
import { settingsText } from './plan-choice.ts';
import { choose, terms } from './plan-state.ts';
import { planWords } from './plan-words.ts';
import { followLatest, type Searched } from './poll.ts';

const REST_MS = 400;

const searched = signal<Searched<PlanCurve> | null>(null);
const follower = followLatest(
  REST_MS,
  (wish: typeof terms.value, signal) => getPlanCurve(wish, { language: language.peek(), signal }),
  (now) => (searched.value = now),
);

/** Budget against benefit, computed once somebody wants to see it. */
export function CurveBox() {
  const say = planWords.value.curve;
  const isOpen = useSignal(false);
  return (
    <details class="plan-block" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>{say.title}</summary>
      {isOpen.value && <Curve />}
    </details>
  );
}

function Curve() {
  const say = planWords.value.curve;
  const attempt = useSignal(0);
  const about = settingsText(terms.value);
  useEffect(() => {
    follower.want(about, terms.peek());
    return () => follower.stop();
  }, [about, attempt.value]);
  const own = searched.value?.about === about ? searched.value : null;
  if (own?.error) {
    return (
      <p class="failed" role="alert">
        {say.failed} {own.error instanceof ConnectionLost ? planWords.value.noConnection : own.error.message}{' '}
        <button type="button" class="plan-button" onClick={() => (attempt.value += 1)}>
          {say.retry}
        </button>
      </p>
    );
  }
  const { points, budgets, state } = own?.answer ?? { points: [], budgets: 0, state: 'computing' };
  return (
    <>
      <p>{say.lead}</p>
      {points.length > 1 && <CurveChart points={points} />}
      {state === 'computing' && (
        <p class="loading" role="status">
          <span class="loading-sign" aria-hidden="true" />
          {say.computing(points.length, budgets)}
        </p>
      )}
      {points.length > 0 && <CurveTable points={points} />}
    </>
  );
}

function CurveTable({ points }: { points: PlanCurve['points'] }) {
  const say = planWords.value.curve;
  const spoken = language.value;
  return (
    <details class="plan-more">
      <summary>{say.table}</summary>
      <div class="scroll-x">
        <table class="list-table">
          <caption class="visually-hidden">{say.caption}</caption>
          <thead>
            <tr>
              {[say.budget, say.firms, say.points, say.bound, say.cost, say.segments].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.budgetEur}>
                <th scope="row">
                  <button
                    type="button"
                    class="plan-link"
                    aria-label={say.use(formatEuros(point.budgetEur, spoken))}
                    onClick={() => choose({ budgetEur: Math.round(point.budgetEur) })}
                  >
                    {formatEuros(point.budgetEur, spoken)}
                  </button>
                </th>
                <td>{formatNumber(point.firmsNewlyServed, spoken)}</td>
                <td>{formatNumber(point.points, spoken, 2)}</td>
                <td>{formatNumber(point.boundPoints, spoken, 2)}</td>
                <td>{formatEuros(point.costEur, spoken)}</td>
                <td>{formatNumber(point.segments.length, spoken)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
