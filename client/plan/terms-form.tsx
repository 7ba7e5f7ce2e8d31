import { choice, choose } from './plan-state.ts';
import { planWords } from './plan-words.ts';

/** Fairness between municipalities, and how much can be built in a year. */
export function TermsForm() {
  const say = planWords.value.terms;
  const { zoneInEach, capPerMunicipalityEur, metresPerYear } = choice.value;
  return (
    <details class="plan-block">
      <summary>{say.title}</summary>
      <label class="plan-check">
        <input
          type="checkbox"
          checked={zoneInEach}
          onChange={(event) => choose({ zoneInEach: event.currentTarget.checked })}
        />
        {say.zoneInEach}
      </label>
      <OptionalNumber
        id="plan-cap"
        name={say.cap}
        none={say.noCap}
        least={0}
        most={10_000_000_000}
        value={capPerMunicipalityEur}
        take={(euros) => choose({ capPerMunicipalityEur: euros })}
      />
      <OptionalNumber
        id="plan-metres"
        name={say.metres}
        none={say.noMetres}
        least={1}
        most={100_000_000}
        value={metresPerYear}
        take={(metres) => choose({ metresPerYear: metres })}
      />
      <p class="row-details">{say.proposedNote}</p>
    </details>
  );
}

/** A whole number; an empty field is no limit. */
function OptionalNumber(props: {
  id: string;
  name: string;
  none: string;
  least: number;
  most: number;
  value: number | null;
  take: (number: number | null) => void;
}) {
  const { id, name, none, least, most, value, take } = props;
  return (
    <div class="plan-limit">
      <label for={id}>{name}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={least}
        max={most}
        step="1"
        placeholder={none}
        value={value ?? ''}
        onChange={({ currentTarget: field }) => {
          if (field.validity.valid) take(field.value === '' ? null : Number(field.value));
          else field.value = value === null ? '' : String(value);
        }}
      />
    </div>
  );
}
