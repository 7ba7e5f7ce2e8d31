import { chosenMunicipality, language } from '../address.ts';
import { formatHectares } from '../format.ts';
import { municipalities } from '../state.ts';
import { whatIfGaps } from '../what-if/answer.ts';
import { planWords } from './plan-words.ts';

/** What of the zones of the one municipality stays without service once the plan is built. */
export function GapLeft() {
  const code = chosenMunicipality.value;
  const own = code === null ? undefined : whatIfGaps.value.get(code);
  if (!own) return null;
  const name = municipalities.value.value?.items.find((one) => one.code === code)?.name ?? own.name;
  const hectares = formatHectares(own.changed.zoneGapM2, language.value);
  return <p class="plan-gap-left">{planWords.value.mapFollows(name, hectares)}</p>;
}
