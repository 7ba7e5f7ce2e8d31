import { firmPoints } from './benefit.ts';
import type { BuildingStep } from './building-order.ts';
import { neverConnected } from './connect.ts';
import { segmentCost } from './cost.ts';
import { cheapestStart } from './cheapest-start.ts';
import { JOINS_WITHIN_M } from './method.ts';
import type { LeftOutReason, PlanFirm, PlanProblem } from './problem.ts';
import { inBoth, sayDay, sayEuros, sayList, sayNumber, saySpeed } from './say.ts';
import type { Notice } from './schemas.ts';
import type { PlanSettings } from './settings.ts';
import type { Language } from '../problem.ts';

interface PlanAtHand {
  chosen: readonly number[];
  served: readonly PlanFirm[];
  steps: readonly BuildingStep[];
}

/**
 * What is to be said beside the figures of a plan: what cannot be done, and why; what the figures do not know.
 * Figures in the words are those of `eur` and `count`.
 */
export function planNotices(
  problem: PlanProblem,
  settings: PlanSettings,
  plan: PlanAtHand,
  { recomputing }: { recomputing: number },
): Notice[] {
  return [
    ...noCandidates(problem, settings),
    ...belowCheapestStart(problem, settings, plan),
    ...unknownIds(problem, settings),
    ...notConnected(problem, plan),
    ...neverConnectedOnes(problem),
    ...leftOut(problem, settings),
    ...worksUnknown(problem, settings, plan),
    ...firmsNotStating(plan),
    ...(recomputing === 0 ? [] : [beingRecomputed(recomputing)]),
  ];
}

function noCandidates({ candidates, leftOut }: PlanProblem, { target, horizon }: PlanSettings): Notice[] {
  if (candidates.length > 0) return [];
  if (leftOut.length === 0) {
    return [
      notice('noCandidates', [], {
        says: inBoth((language) =>
          language === 'it'
            ? 'Qui non c’è alcuna tratta prevista tra cui scegliere.'
            : 'There is no planned segment to choose from here.',
        ),
      }),
    ];
  }
  return [
    notice(
      'noneMeetsTarget',
      leftOut.map(({ id }) => id),
      {
        count: leftOut.length,
        says: inBoth((language) => {
          const reasons = LEFT_OUT_REASONS.flatMap((reason) => {
            const count = leftOut.filter((one) => one.reason === reason).length;
            return count === 0 ? [] : [`${sayNumber(count, language)} ${WHY_LEFT_OUT[reason][language]}`];
          }).join(', ');
          const [speed, day, all] = [
            saySpeed(target, language),
            sayDay(horizon, language),
            sayNumber(leftOut.length, language),
          ];
          return language === 'it'
            ? `Nessuna tratta dà ${speed} entro il ${day}: delle ${all} in programma ${reasons}.`
            : `No segment gives ${speed} by ${day}: of the ${all} announced ${reasons}.`;
        }),
      },
    ),
  ];
}

const LEFT_OUT_REASONS = ['tooSlow', 'radio', 'late', 'noDate'] as const satisfies LeftOutReason[];
const WHY_LEFT_OUT: Record<LeftOutReason, Record<Language, string>> = {
  tooSlow: { it: 'sotto la velocità', en: 'too slow' },
  radio: { it: 'via radio', en: 'by radio' },
  late: { it: 'oltre l’orizzonte', en: 'promised for later' },
  noDate: { it: 'senza data', en: 'without a date' },
};

/** Segments of the right status that no plan can build, reason by reason. */
function leftOut(problem: PlanProblem, { target, horizon }: PlanSettings): Notice[] {
  return LEFT_OUT_REASONS.flatMap((reason) => {
    const those = problem.leftOut.filter((one) => one.reason === reason);
    if (those.length === 0) return [];
    return [
      notice(
        reason,
        those.map(({ id }) => id),
        {
          count: those.length,
          says: inBoth((language) => {
            const why = {
              tooSlow: {
                it: `sotto ${saySpeed(target, language)}`,
                en: `below ${saySpeed(target, language)}`,
              },
              radio: { it: 'via radio, e l’obiettivo chiede il cavo', en: 'by radio, and the target asks for wires' },
              late: {
                it: `con promessa oltre il ${sayDay(horizon, language)}`,
                en: `promised for after ${sayDay(horizon, language)}`,
              },
              noDate: { it: 'senza una data promessa', en: 'without a promised date' },
            }[reason][language];
            return language === 'it'
              ? `Fuori dal piano ${sayCount(those.length, SEGMENTS, language)}, ${why}: ${sayNames(those, language)}.`
              : `Left out of the plan: ${sayCount(those.length, SEGMENTS, language)}, ${why}: ${sayNames(those, language)}.`;
          }),
        },
      ),
    ];
  });
}

function belowCheapestStart(problem: PlanProblem, settings: PlanSettings, { chosen, served }: PlanAtHand): Notice[] {
  if (served.some((firm) => firmPoints(firm, settings.weights) > 0)) return [];
  const start = cheapestStart(problem, settings, chosen);
  if (start === null || start.eur <= settings.budgetEur) return [];
  const segments = start.segments.map((place) => problem.candidates[place]!);
  return [
    notice(
      'belowCheapestStart',
      segments.map(({ id }) => id),
      {
        eur: start.eur,
        says: inBoth((language) => {
          const [least, budget, names] = [
            sayEuros(start.eur, language),
            sayEuros(settings.budgetEur, language),
            sayNames(segments, language),
          ];
          return language === 'it'
            ? `Con ${budget} non si serve alcuna azienda: l’inizio più economico costa ${least} (${names}).`
            : `${budget} serves no firm: the cheapest start costs ${least} (${names}).`;
        }),
      },
    ),
  ];
}

function unknownIds({ candidates, leftOut }: PlanProblem, { pinned, excluded }: PlanSettings): Notice[] {
  const known = new Set(candidates.map(({ id }) => id));
  const names = new Map(leftOut.map((one) => [one.id, sayName(one)]));
  const gone = (ids: readonly string[]) => [...new Set(ids)].filter((id) => !known.has(id));
  const said = (kind: 'pinnedUnknown' | 'excludedUnknown', ids: string[], what: Record<Language, string>) =>
    ids.length === 0
      ? []
      : [
          notice(kind, ids, {
            count: ids.length,
            says: inBoth((language) => {
              const list = sayList(
                ids.map((id) => names.get(id) ?? id),
                language,
              );
              return language === 'it'
                ? `${what.it} ma non più tra le tratte possibili: ${list}.`
                : `${what.en} but no longer among the segments to choose from: ${list}.`;
            }),
          }),
        ];
  return [
    ...said('pinnedUnknown', gone(pinned), { it: 'Scelte a mano', en: 'Chosen by hand' }),
    ...said('excludedUnknown', gone(excluded), { it: 'Escluse a mano', en: 'Excluded by hand' }),
  ];
}

/** Chosen, and yet leading nowhere inside the plan: after data has changed, or pinned against all reason. */
function notConnected(problem: PlanProblem, { steps }: PlanAtHand): Notice[] {
  const those = steps.filter(({ isConnected }) => !isConnected).map(({ candidate }) => problem.candidates[candidate]!);
  if (those.length === 0) return [];
  return [
    notice(
      'notConnected',
      those.map(({ id }) => id),
      {
        count: those.length,
        says: inBoth((language) =>
          language === 'it'
            ? `Nel piano, ma senza collegamento con la rete: ${sayNames(those, language)}.`
            : `In the plan, but not connected to the network: ${sayNames(those, language)}.`,
        ),
      },
    ),
  ];
}

function neverConnectedOnes(problem: PlanProblem): Notice[] {
  const those = neverConnected(problem).map((place) => problem.candidates[place]!);
  if (those.length === 0) return [];
  const alone = those.filter(({ neighbours }) => neighbours.length === 0).length;
  const together = those.length - alone;
  return [
    notice(
      'neverConnected',
      those.map(({ id }) => id),
      {
        count: those.length,
        says: inBoth((language) => {
          const [all, none, some] = [
            sayCount(those.length, SEGMENTS, language),
            sayNumber(alone, language),
            sayNumber(together, language),
          ];
          const names = sayNames(those, language);
          return language === 'it'
            ? `Senza collegamento possibile ${all}: entro ${JOINS_WITHIN_M} m nessun punto di consegna, nessuna rete che dia la velocità e nessuna ` +
                `tratta che si costruisce comunque; non ne toccano altre: ${none}; toccano solo tratte isolate come loro: ${some}. ${names}.`
            : `Impossible to connect: ${all}. Within ${JOINS_WITHIN_M} m there is no delivery point, no network with the speed and no segment that is built ` +
                `anyway; touching no other segment: ${none}; touching only others cut off likewise: ${some}. ${names}.`;
        }),
      },
    ),
  ];
}

function worksUnknown(problem: PlanProblem, { costs }: PlanSettings, { chosen }: PlanAtHand): Notice[] {
  const those = chosen
    .map((place) => problem.candidates[place]!)
    .filter((candidate) => segmentCost(candidate, costs).isAssumedTrench);
  if (those.length === 0) return [];
  return [
    notice(
      'worksUnknown',
      those.map(({ id }) => id),
      {
        count: those.length,
        says: inBoth((language) =>
          language === 'it'
            ? `Lavori non noti per ${sayCount(those.length, SEGMENTS, language)}, calcolati come scavo: ${sayNames(those, language)}.`
            : `Works not known for ${sayCount(those.length, SEGMENTS, language)}, taken as trench: ${sayNames(those, language)}.`,
        ),
      },
    ),
  ];
}

function firmsNotStating({ served }: PlanAtHand): Notice[] {
  const employees = served.filter((firm) => firm.employees === null).length;
  const exports = served.filter((firm) => firm.exportShare === null).length;
  const count = served.filter((firm) => firm.employees === null || firm.exportShare === null).length;
  if (count === 0) return [];
  return [
    notice('firmsNotStating', [], {
      count,
      says: inBoth((language) => {
        const [of, noEmployees, noExport] = [served.length, employees, exports].map((number) =>
          sayNumber(number, language),
        );
        return language === 'it'
          ? `Aziende raggiunte: ${of}; senza addetti dichiarati: ${noEmployees}; senza export dichiarato: ${noExport}. Lì contano per il resto.`
          : `Firms reached: ${of}; not stating employees: ${noEmployees}; not stating export: ${noExport}. There they count for the rest.`;
      }),
    }),
  ];
}

const beingRecomputed = (count: number): Notice =>
  notice('recomputing', [], {
    count,
    says: inBoth((language) =>
      language === 'it'
        ? `${sayCount(count, ['comune in ricalcolo', 'comuni in ricalcolo'], language)}: le cifre possono cambiare.`
        : `${sayCount(count, ['municipality is', 'municipalities are'], language)} being recomputed: figures may change.`,
    ),
  });

const notice = (
  kind: Notice['kind'],
  segments: string[],
  { eur = null, count = null, says }: { eur?: number | null; count?: number | null; says: Notice['says'] },
): Notice => ({ kind, segments, eur, count, says });

const SEGMENTS: Record<Language, [string, string]> = { it: ['tratta', 'tratte'], en: ['segment', 'segments'] };

function sayCount(count: number, words: [string, string] | typeof SEGMENTS, language: Language): string {
  const [one, many] = Array.isArray(words) ? words : words[language];
  return `${sayNumber(count, language)} ${count === 1 ? one : many}`;
}

const sayName = ({ id, name }: { id: string; name: string | null }): string => name ?? id;

const sayNames = (segments: readonly { id: string; name: string | null }[], language: Language): string =>
  sayList(segments.map(sayName), language);
