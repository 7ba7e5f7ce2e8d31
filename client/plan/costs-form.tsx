import { COST_CASES } from '../../server/plans/settings.ts';
import {
  type Range,
  UNIT_COSTS,
  type UnitCost,
  USUAL_COSTS,
  USUAL_COSTS_AS_OF,
  usualCosts,
} from '../../server/plans/unit-costs.ts';
import { useSignal } from '@preact/signals';
import { language } from '../address.ts';
import { formatDay } from '../format.ts';
import { costIn } from './plan-choice.ts';
import { choice, choose } from './plan-state.ts';
import { planWords } from './plan-words.ts';

/** What works cost: the table with its sources, and at which costs the budget must hold. */
export function CostsForm() {
  const say = planWords.value.costs;
  const { costs, costCase } = choice.value;
  const isUsual = JSON.stringify(costs) === JSON.stringify(usualCosts());
  return (
    <details class="plan-block">
      <summary>{say.title}</summary>
      <fieldset class="plan-cases">
        <legend>{say.case}</legend>
        {COST_CASES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="cost-case"
              checked={costCase === one}
              onChange={() => choose({ costCase: one })}
            />
            {say.cases[one]}
          </label>
        ))}
      </fieldset>
      <p>
        {say.lead} {say.asOf(formatDay(USUAL_COSTS_AS_OF, language.value))}.
      </p>
      <div class="scroll-x">
        <table class="list-table plan-costs">
          <thead>
            <tr>
              <th scope="col">{say.what}</th>
              {COST_CASES.map((one) => (
                <th key={one} scope="col">
                  {say[one]}
                </th>
              ))}
              <th scope="col">{say.source}</th>
            </tr>
          </thead>
          <tbody>
            {UNIT_COSTS.map((name) => (
              <CostRow key={`${name} ${JSON.stringify(costs[name])}`} name={name} cost={costs[name]} />
            ))}
          </tbody>
        </table>
      </div>
      <button type="button" class="plan-button" disabled={isUsual} onClick={() => choose({ costs: usualCosts() })}>
        {say.reset}
      </button>
    </details>
  );
}

/** Three numbers that are taken once they are in order; until then they stay as typed, and say so. */
function CostRow({ name, cost }: { name: UnitCost; cost: Range }) {
  const say = planWords.value.costs;
  const { unit, source, isAssumption } = USUAL_COSTS[name];
  const typed = useSignal(cost);
  const isWrong = costIn(name, typed.value) === null;
  const change = (part: keyof Range, text: string) => {
    typed.value = { ...typed.value, [part]: text === '' ? Number.NaN : Number(text) };
    const taken = costIn(name, typed.value);
    if (taken !== null) choose({ costs: { ...choice.peek().costs, [name]: taken } });
  };
  return (
    <tr>
      <th scope="row">
        {say.names[name]}
        <span class="row-details">{say.units[unit]}</span>
      </th>
      {COST_CASES.map((part) => (
        <td key={part}>
          <input
            type="number"
            min="0"
            max={unit === 'share' ? 1 : undefined}
            step="any"
            aria-label={`${say.names[name]}: ${say[part]}`}
            aria-invalid={isWrong}
            value={Number.isNaN(typed.value[part]) ? '' : typed.value[part]}
            onChange={(event) => change(part, event.currentTarget.value)}
          />
        </td>
      ))}
      <td>
        {isAssumption && <span class="plan-assumption">{say.assumption}</span>} {source[language.value]}
        {isWrong && (
          <span class="plan-wrong" role="alert">
            {say.wrong}
          </span>
        )}
      </td>
    </tr>
  );
}
