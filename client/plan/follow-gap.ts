import { batch, computed, effect } from '@preact/signals';
import { plansUntil, todayInItaly } from '../../server/targets/days.ts';
import { chosenMunicipality, horizon, language, proposed, target } from '../address.ts';
import { targets } from '../state.ts';
import { forgetAnswers, takeAnswer } from '../what-if/answer.ts';
import { startCalculator } from '../what-if/calculator.ts';
import { endWhatIf } from '../what-if/session.ts';
import type { WhatIfQuestion } from '../worker/protocol.ts';
import { shown } from './plan-result.ts';
import { problem, scope } from './plan-state.ts';

/** What the worker is asked: the gap of the one municipality where what the plan does not choose is not built. */
const question = computed((): Omit<WhatIfQuestion, 'number'> | null => {
  const [code, plan, from, known] = [chosenMunicipality.value, shown.value, problem.value, targets.value.value];
  if (code === null || plan === null || from === null || known === null) return null;
  if (scope.value.kind !== 'municipalities') return null;
  const chosen = new Set(plan.chosen);
  const downMbps = target.value;
  const technologies = known.items.find((one) => one.downMbps === downMbps)?.technologies;
  if (technologies === undefined) return null;
  const day = horizon.value;
  return {
    language: language.value,
    segment: null,
    notBuilt: from.candidates.flatMap(({ id }) => (chosen.has(id) ? [] : id)),
    target: { downMbps, technologies },
    horizon: day,
    plansUntil: plansUntil(day, todayInItaly(new Date()), known.thresholds.plansWithinYears),
    proposed: proposed.value,
    codes: [code],
  };
});

/**
 * Lets gaps and firms of the one municipality that is planned for follow the plan: the plan is a what-if in which the other
 * segments are not built. A what-if on a segment ends first.
 *
 * @returns stops it; what is stored shows again
 */
export function followGap(): () => void {
  endWhatIf();
  let number = 0;
  let askedOf: string | null = null;
  // What the worker cannot compute is not shown: the map has the stored gaps then.
  const calculator = startCalculator((reply) => {
    if (reply.kind === 'answer' && question.peek() !== null) takeAnswer(reply);
    else forgetAnswers();
  });
  const stop = effect(() => {
    const next = question.value;
    batch(() => {
      if (next === null || next.codes[0] !== askedOf) forgetAnswers();
      askedOf = next?.codes[0] ?? null;
      if (next !== null) calculator.ask({ ...next, number: (number += 1) });
    });
  });
  return () => {
    stop();
    calculator.stop();
    forgetAnswers();
  };
}
