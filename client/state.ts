import { computed, signal } from '@preact/signals';
import { chosenFirm, chosenMunicipality, language, question } from './address.ts';
import * as api from './api.ts';
import { resource } from './resource.ts';
import { firmsWith, gapWith, sheetWith } from './what-if/answer.ts';

export { connection } from './resource.ts';
export type { Loaded } from './resource.ts';

/** Grows when figures have changed on the server: whoever reads it inside an effect asks again. */
export const figuresRevision = signal(0);
/** Grows when data sets have changed: boundaries, sources. */
export const dataRevision = signal(0);

const callerWith = (signal: AbortSignal): api.Caller => ({ language: language.value, signal });

/** A resource about everything: a new question keeps the old answer on the screen until the new one is there. */
const everywhere = <T>(fetch: (asked: api.Question, caller: api.Caller) => Promise<T>) =>
  resource(() => {
    const asked = question.value;
    const who = language.value;
    void figuresRevision.value;
    return { subject: 'all', fetch: (signal) => fetch(asked, { language: who, signal }) };
  });

/** A resource about the chosen municipality. */
const inMunicipality = <T>(fetch: (code: string, asked: api.Question, caller: api.Caller) => Promise<T>) =>
  resource(() => {
    const code = chosenMunicipality.value;
    const asked = question.value;
    const who = language.value;
    void figuresRevision.value;
    return code === null ? null : { subject: code, fetch: (signal) => fetch(code, asked, { language: who, signal }) };
  });

/** A resource that no question changes. */
const standing = <T>(fetch: (caller: api.Caller) => Promise<T>) =>
  resource(() => {
    void dataRevision.value;
    const who = language.value;
    return { subject: 'all', fetch: (signal) => fetch({ language: who, signal }) };
  });

export const municipalities = everywhere(api.listMunicipalities);
export const targets = standing(api.listTargets);
export const datasets = standing(api.listDatasets);
export const settings = standing(api.getSettings);

/** As the server has it, whatever is being tried. */
export const storedMunicipality = inMunicipality(api.getMunicipality);
const storedGap = inMunicipality(api.getGap);
const storedFirms = inMunicipality((code, asked, caller) =>
  api.listFirms({ municipality: code, limit: 10_000 }, asked, caller),
);
// While something is being tried, the figures, gaps and firms follow it.
export const municipality = computed(() => sheetWith(storedMunicipality.value));
/** The chosen municipality's zone gaps, before and after the planned segments. */
export const gap = computed(() => gapWith(storedGap.value, chosenMunicipality.value));
export const municipalityFirms = computed(() => firmsWith(storedFirms.value, chosenMunicipality.value));
export const municipalitySegments = inMunicipality((code, _asked, caller) =>
  api.listSegments({ municipality: code, limit: 5000 }, caller),
);
export const municipalityZones = inMunicipality((code, _asked, caller) =>
  api.listZones({ municipality: code, limit: 5000 }, caller),
);

export const firmCard = resource(() => {
  const id = chosenFirm.value;
  const asked = question.value;
  const who = language.value;
  void figuresRevision.value;
  return id === null ? null : { subject: id, fetch: (signal) => api.getFirm(id, asked, { language: who, signal }) };
});

/** The server's own word on its readiness and freshness; `freshness.ts` keeps it up to date. */
export const status = signal<api.Status | null>(null);
/** How many municipalities wait for new figures. */
export const recomputing = computed(() => status.value?.recomputing ?? municipalities.value.value?.recomputing ?? 0);

/** One search, forgiving and abortable. */
export const search = (text: string, signal: AbortSignal): Promise<api.SearchHits> =>
  api.search(text, 10, callerWith(signal));

/** Asks for everything again: after a lost connection, or where a reader wants to try again. */
export function reload(): void {
  figuresRevision.value += 1;
  dataRevision.value += 1;
}
