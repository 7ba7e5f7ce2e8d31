import { useSignal } from '@preact/signals';
import { administratorKey, keepAdministratorKey } from '../administrator-key.ts';
import { address, go, language } from '../address.ts';
import { ApiProblem } from '../fetch-json.ts';
import { formatEuros, formatInstant, formatNumber } from '../format.ts';
import { Waiting } from '../parts/waiting.tsx';
import { KeyForm } from '../what-if/key-form.tsx';
import type { Plan, PlanToday } from './plan-api.ts';
import { shown } from './plan-result.ts';
import { settings } from './plan-state.ts';
import { planWords } from './plan-words.ts';
import * as state from './stored-state.ts';

/** Stored plans: what is open, saving it, and the list of all. */
export function StoredPlans() {
  const say = planWords.value.stored;
  const wish = useSignal<(() => void) | null>(null);
  /** Does what needs the key, after asking for it where nobody has given one yet. */
  const withKey = (doing: () => void) => {
    if (administratorKey() === null) wish.value = doing;
    else doing();
  };
  const give = (key: string) => {
    keepAdministratorKey(key);
    wish.value?.();
  };
  return (
    <section class="plan-stored" aria-labelledby="plan-stored">
      <h2 id="plan-stored">{say.title}</h2>
      {wish.value && <KeyForm take={give} close={() => (wish.value = null)} />}
      <OpenPlan withKey={withKey} />
      <Conflict withKey={withKey} />
      <SaveForm key={address.value.planId ?? ''} withKey={withKey} />
      <Outcome />
      <Waiting for={state.plans.value}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="empty">{say.none}</p>
          ) : (
            <ul class="plan-stored-list">
              {items.map((plan) => (
                <StoredPlan key={plan.id} plan={plan} withKey={withKey} />
              ))}
            </ul>
          )
        }
      </Waiting>
    </section>
  );
}

interface Keyed {
  withKey: (doing: () => void) => void;
}

/** The open plan: whether it has been changed, and whether the data has since it was made. */
function OpenPlan({ withKey }: Keyed) {
  const say = planWords.value.stored;
  const { value: plan, error } = state.stored.value;
  if (error instanceof ApiProblem && error.status === 404) {
    return (
      <p class="note note-warning" role="alert">
        {say.notFound}{' '}
        <button type="button" class="plan-button" onClick={() => go({ planId: null }, 'replace')}>
          {say.close}
        </button>
      </p>
    );
  }
  if (plan === null) return null;
  return (
    <div class="note plan-open">
      <p>
        <strong>{plan.name}</strong> {state.isChanged.value && <em>({say.changed})</em>}
      </p>
      {plan.isOutdated && <Outdated plan={plan} withKey={withKey} />}
      <p class="plan-actions">
        {state.isChanged.value && (
          <button type="button" class="plan-button" onClick={() => withKey(() => void state.saveChange(plan))}>
            {say.saveChange}
          </button>
        )}
        <button type="button" class="plan-button" onClick={() => go({ planId: null })}>
          {say.close}
        </button>
      </p>
    </div>
  );
}

function Outdated({ plan, withKey }: { plan: PlanToday } & Keyed) {
  const say = planWords.value.stored;
  const spoken = language.value;
  const { appraisal } = plan.outcome;
  return (
    <div class="note-warning plan-outdated">
      <p>
        {say.outdated}{' '}
        {say.wasThen(formatNumber(appraisal.firmsNewlyServed, spoken), formatNumber(appraisal.points, spoken, 2))}
      </p>
      <ul>
        {plan.changes.map((change) => (
          <li key={change.en}>{change[spoken]}</li>
        ))}
      </ul>
      <button type="button" class="plan-button" onClick={() => withKey(() => void state.saveChange(plan))}>
        {say.redo}
      </button>
    </div>
  );
}

/** Two people have changed the same plan: theirs and ours beside each other, and nothing is lost. */
function Conflict({ withKey }: Keyed) {
  const say = planWords.value.stored;
  const theirs = state.conflict.value;
  if (theirs === null) return null;
  const spoken = language.value;
  const plan = shown.value;
  const about = (firms: number | null, euros: number) =>
    `${say.budget(formatEuros(euros, spoken))}: ${planWords.value.result.leftFirms(formatNumber(firms, spoken))}`;
  return (
    <div class="note note-warning plan-conflict" role="alert">
      <p>
        <strong>{say.conflict}</strong>. {say.conflictLead}
      </p>
      <dl class="facts">
        <div>
          <dt>
            {say.theirs}: {theirs.name}, {say.by(theirs.changedBy)}
          </dt>
          <dd>{about(theirs.outcome.appraisal.firmsNewlyServed, theirs.settings.budgetEur)}</dd>
        </div>
        <div>
          <dt>{say.yours}</dt>
          <dd>{about(plan?.appraisal.firmsNewlyServed ?? null, settings.value.budgetEur)}</dd>
        </div>
      </dl>
      <p class="plan-actions">
        <button
          type="button"
          class="plan-button"
          onClick={() => withKey(() => void state.saveAsNew(say.copyOf(theirs.name)))}
        >
          {say.keepMine}
        </button>
        <button type="button" class="plan-button" onClick={() => state.openPlan(theirs)}>
          {say.takeTheirs}
        </button>
      </p>
    </div>
  );
}

function SaveForm({ withKey }: Keyed) {
  const say = planWords.value.stored;
  const name = useSignal('');
  const isOpen = state.stored.value.value !== null;
  return (
    <form
      class="plan-save"
      onSubmit={(event) => {
        event.preventDefault();
        const given = name.value.trim();
        if (given !== '') withKey(() => void state.saveAsNew(given));
      }}
    >
      <label for="plan-name">{say.name}</label>
      <input
        id="plan-name"
        type="text"
        required
        maxLength={120}
        autocomplete="off"
        value={name.value}
        onInput={(event) => (name.value = event.currentTarget.value)}
      />
      <button type="submit" class="plan-button plan-main-button" disabled={shown.value === null}>
        {isOpen ? say.saveAs : say.save}
      </button>
    </form>
  );
}

function Outcome() {
  const say = planWords.value.stored;
  const how = state.written.value;
  if (how === null) return null;
  const isBad = how.what === 'failed' || how.what === 'failedRemove';
  return (
    <p class={isBad ? 'plan-failed' : undefined} role={isBad ? 'alert' : 'status'}>
      {say[how.what]} {how.says}
    </p>
  );
}

function StoredPlan({ plan, withKey }: { plan: Plan } & Keyed) {
  const say = planWords.value.stored;
  const spoken = language.value;
  const newName = useSignal<string | null>(null);
  const isOpen = address.value.planId === plan.id;
  const { appraisal } = plan.outcome;
  const about = say.about(
    formatNumber(appraisal.firmsNewlyServed, spoken),
    formatEuros(appraisal.cost.likely, spoken),
    formatInstant(plan.changedAt, spoken),
  );
  return (
    <li>
      <p>
        <button type="button" class="plan-link" aria-label={say.open(plan.name)} onClick={() => state.openPlan(plan)}>
          {plan.name}
        </button>{' '}
        {isOpen && <span class="status">{say.isOpen}</span>}
        <span class="row-details">
          {about} {say.by(plan.changedBy)}
        </span>
      </p>
      {newName.value === null ? (
        <p class="plan-actions">
          <button type="button" class="plan-button" onClick={() => (newName.value = plan.name)}>
            {say.rename}
            <span class="visually-hidden"> {plan.name}</span>
          </button>
          <button type="button" class="plan-button" onClick={() => withKey(() => void state.duplicate(plan))}>
            {say.duplicate}
            <span class="visually-hidden"> {plan.name}</span>
          </button>
          <button
            type="button"
            class="plan-button"
            onClick={() =>
              withKey(() => {
                if (window.confirm(say.confirmRemove(plan.name))) void state.remove(plan);
              })
            }
          >
            {say.remove}
            <span class="visually-hidden"> {plan.name}</span>
          </button>
        </p>
      ) : (
        <form
          class="plan-save"
          onSubmit={(event) => {
            event.preventDefault();
            const given = newName.value?.trim() ?? '';
            newName.value = null;
            if (given !== '') withKey(() => void state.rename(plan, given));
          }}
        >
          <label class="visually-hidden" for={`rename-${plan.id}`}>
            {say.name}
          </label>
          <input
            id={`rename-${plan.id}`}
            type="text"
            required
            maxLength={120}
            value={newName.value}
            onInput={(event) => (newName.value = event.currentTarget.value)}
          />
          <button type="submit" class="plan-button">
            {say.rename}
          </button>
        </form>
      )}
    </li>
  );
}
