import { computed, useSignal } from '@preact/signals';
import { appraise } from '../../server/plans/appraisal.ts';
import { scopeProblem } from '../../server/plans/scope.ts';
import { todayInItaly } from '../../server/targets/days.ts';
import { boxesMeet } from '../../server/geo/box.ts';
import { chosenMunicipality, go, language } from '../address.ts';
import { formatEuros, formatNumber } from '../format.ts';
import { municipalities } from '../state.ts';
import { estimate, prepare } from './first-estimate.ts';
import { found, scope, settings } from './plan-state.ts';
import { planWords } from './plan-words.ts';

/** Municipalities whose boxes meet that of the one planned for; itself first. */
export const nearby = computed(() => {
  const code = chosenMunicipality.value;
  const all = municipalities.value.value?.items ?? [];
  const own = all.find((one) => one.code === code);
  if (!own || scope.value.kind !== 'municipalities') return [];
  return [own, ...all.filter((one) => one !== own && boxesMeet(one.bbox, own.bbox))];
});

/** What the same budget would do in the municipalities around: a first estimate of each. */
const figures = computed(() => {
  const everything = found.value.value;
  if (everything === null) return [];
  const today = todayInItaly(new Date());
  return nearby.value.map(({ code, name }) => {
    const asked = {
      ...settings.value,
      scope: { kind: 'municipalities' as const, codes: [code] },
      pinned: [],
      excluded: [],
    };
    const own = scopeProblem(everything.problem, asked.scope);
    const { chosen, meetsTerms } = estimate(prepare(own, asked, today), asked.budgetEur);
    const terms = { today, recomputing: everything.data.recomputing };
    const appraisal = appraise(own, asked, meetsTerms ? chosen : [], terms);
    const notServed = own.municipalities.find((one) => one.code === code)?.firmsNotServed ?? 0;
    return { code, name, notServed, served: appraisal.firmsNewlyServed, costEur: appraisal.cost.likely };
  });
});

/** The neighbours of the municipality planned for, each with the same budget. */
export function Neighbours() {
  const say = planWords.value.neighbours;
  const isOpen = useSignal(false);
  if (nearby.value.length === 0) return null;
  return (
    <details class="plan-block" onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
      <summary>{say.title}</summary>
      {isOpen.value && <Table />}
    </details>
  );
}

function Table() {
  const say = planWords.value.neighbours;
  const spoken = language.value;
  const [own, ...others] = figures.value;
  const rows = own ? [own, ...others.toSorted((a, b) => b.served - a.served || (a.name < b.name ? -1 : 1))] : [];
  return (
    <>
      <p>{say.lead}</p>
      <div class="scroll-x">
        <table class="list-table plan-neighbours">
          <thead>
            <tr>
              <th scope="col">{say.municipality}</th>
              <th scope="col">{say.before}</th>
              <th scope="col">{say.served}</th>
              <th scope="col">{say.cost}</th>
              <th scope="col">{say.perFirm}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {rows.map(({ code, name, notServed, served, costEur }) => (
              <tr key={code}>
                <th scope="row">{name}</th>
                <td>{formatNumber(notServed, spoken)}</td>
                <td>{formatNumber(served, spoken)}</td>
                <td>{formatEuros(costEur, spoken)}</td>
                <td>{formatEuros(served > 0 ? costEur / served : null, spoken)}</td>
                <td>
                  {code === own?.code ? (
                    say.mine
                  ) : (
                    <button type="button" class="plan-button" onClick={() => go({ compare: `near:${code}` })}>
                      {say.compare(name)}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length === 1 && <p class="empty">{say.none}</p>}
    </>
  );
}
