import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segmentCost } from '../../../server/plans/cost.ts';
import { explainRanking } from '../../../server/plans/explain.ts';
import { rankSegments } from '../../../server/plans/priority.ts';
import type { PlanProblem } from '../../../server/plans/problem.ts';
import { candidate, costTables, planFirm, problem, problems, settings } from './random-problem.ts';

const LAWS = { numRuns: 300, seed: 20171201 };
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

/** What is said of one candidate of a problem, given what is chosen. */
function said(of: PlanProblem, place: number, chosen: number[] = []): { it: string; en: string } {
  const asked = settings();
  const explain = explainRanking(of, asked.costs, new Set(chosen));
  const { it, en } = explain(rankSegments(of, asked, new Set(chosen)).find((ranked) => ranked.candidate === place)!);
  return { it: plain(it), en: plain(en) };
}

test('says whom a segment serves, why it costs what it costs, what it needs and what it shares', () => {
  const of = problem({
    candidates: [
      candidate('T-014', { neighbours: [1], works: { trench: 1 }, lengthM: 900 }),
      candidate('T-015', {
        joins: [],
        neighbours: [0],
        lengthM: 1000,
        works: { trench: 0.4, existingDuct: 0.6 },
      }),
    ],
    firms: [
      planFirm('a', [1], { employees: 1100, exportShare: 0.9 }),
      planFirm('b', [0], { employees: 110, exportShare: 0.74, pledges: true }),
      planFirm('c', [1]),
      planFirm('d', [0, 1]),
    ],
    jointWorks: [{ a: 0, b: 1, sharedM: 400 }],
  });
  expect(said(of, 1)).toEqual({
    it:
      'Insieme a T-014, da costruire prima, serve 4 aziende con almeno 1.210 addetti, export medio 82%; ' +
      'costa circa 19 € al metro perché per il 60% è in cavidotto esistente; condivide 400 m di scavo con T-014; ' +
      '1 azienda si abbonerebbe; 2 aziende non dichiarano gli addetti; 2 aziende non dichiarano l’export.',
    en:
      'Together with T-014, to be built first, serves 4 firms with at least 1,210 employees, 82% exported on average; ' +
      'costs about €19 per metre because 60% is in existing duct; shares 400 m of trench with T-014; ' +
      '1 firm would subscribe; 2 firms do not state their employees; 2 firms do not state their export.',
  });
  expect(said(of, 1, [0])).toEqual({
    it:
      'Serve altre 2 aziende con almeno 1.100 addetti, export 90%; costa circa 19 € al metro perché per il 60% è in ' +
      'cavidotto esistente; condivide 400 m di scavo con T-014; 1 azienda non dichiara gli addetti; ' +
      '1 azienda non dichiara l’export.',
    en:
      'Serves 2 more firms with at least 1,100 employees, 90% exported; costs about €19 per metre because 60% is in ' +
      'existing duct; shares 400 m of trench with T-014; 1 firm does not state its employees; ' +
      '1 firm does not state its export.',
  });
});

test('a cost is said to be stated, or why it is what it is', () => {
  const priced = (more: Parameters<typeof candidate>[1]) => {
    const { it, en } = said(problem({ candidates: [candidate('T', { lengthM: 1000, ...more })] }), 0);
    return [it.replace('Non serve nessuna azienda in più', ''), en.replace('Serves no further firm', '')];
  };
  expect(priced({ statedCostEur: 1_250_000 })).toEqual([
    '; costa 1.250 € al metro come dichiarato.',
    '; costs €1,250 per metre as stated.',
  ]);
  expect(priced({ works: null })).toEqual([
    '; costa circa 45 € al metro, contata come scavo aperto perché i lavori non sono noti.',
    '; costs about €45 per metre, taken as open trench since its works are not known.',
  ]);
  expect(priced({ works: { existingDuct: 0.8, aerial: 0.2 }, crossings: 2 })).toEqual([
    '; costa circa 36 € al metro perché ha 2 attraversamenti (ferrovia, fiume o autostrada).',
    '; costs about €36 per metre because of 2 crossings (railway, river or motorway).',
  ]);
  expect(priced({ works: { existingDuct: 1 }, terminations: 2 })).toEqual([
    '; costa circa 6 € al metro perché ha 2 terminazioni.',
    '; costs about €6 per metre because of 2 terminations.',
  ]);
  expect(priced({ works: { microTrench: 0.81, existingDuct: 0.19 }, sharedWithCommittedM: 250 })).toEqual([
    '; costa circa 25 € al metro perché per l’81% è in minitrincea; condivide 250 m di scavo con lavori che si fanno comunque.',
    '; costs about €25 per metre because 81% is in micro-trench; shares 250 m of trench with works that go ahead anyway.',
  ]);
  expect(priced({ works: { aerial: 1 }, lengthM: 0 })).toEqual(['.', '.']);
});

test('what no firm states is not called zero', () => {
  const one = problem({ candidates: [candidate('T', { lengthM: 0 })], firms: [planFirm('a', [0])] });
  expect(said(one, 0)).toEqual({
    it: 'Serve 1 azienda; l’azienda non dichiara né addetti né export.',
    en: 'Serves 1 firm; the firm states neither employees nor export.',
  });
  const stating = planFirm('b', [0], { exportShare: 0 });
  expect(said({ ...one, firms: [stating, stating] }, 0)).toEqual({
    it: 'Serve 2 aziende, export medio 0%; nessuna delle aziende dichiara gli addetti.',
    en: 'Serves 2 firms, 0% exported on average; none of the firms states its employees.',
  });
});

test('of many segments needed first three are named and the others counted', () => {
  const chain = problem({
    candidates: [0, 1, 2, 3, 4, 5].map((place) =>
      candidate(`T-${place}`, {
        name: place === 0 ? 'Via Milano' : null,
        lengthM: 0,
        joins: place === 0 ? candidate('').joins : [],
        neighbours: [place - 1, place + 1].filter((other) => other >= 0 && other < 6),
      }),
    ),
  });
  expect(said(chain, 2).it).toBe('Insieme a Via Milano e T-1, da costruire prima, non serve nessuna azienda in più.');
  expect(said(chain, 5)).toEqual({
    it: 'Insieme a Via Milano, T-1, T-2 e altre 2, da costruire prima, non serve nessuna azienda in più.',
    en: 'Together with Via Milano, T-1, T-2 and 2 others, to be built first, serves no further firm.',
  });
});

test('both languages say the same figures, and no figure that is not one of the ranking or of what it is made from', () => {
  fc.assert(
    fc.property(problems(), costTables, fc.nat(127), (problem, costs, mask) => {
      const chosen = new Set(problem.candidates.flatMap((_, place) => (mask & (1 << place) ? [place] : [])));
      const explain = explainRanking(problem, costs, chosen);
      for (const ranked of rankSegments(problem, settings({ costs }), chosen)) {
        const { it, en } = explain(ranked);
        const figures = { it: figuresIn(it, '.', ','), en: figuresIn(en, ',', '.') };
        expect(figures.it).toEqual(figures.en);

        const { works, crossings, terminations } = problem.candidates[ranked.candidate]!;
        const joint = problem.jointWorks.filter(({ a, b }) => a === ranked.candidate || b === ranked.candidate);
        const committed = segmentCost(problem.candidates[ranked.candidate]!, costs).items.at(-1)?.quantity ?? 0;
        const { firms, employees, pledges } = ranked.weighed;
        const counts = [firms, employees, pledges, crossings, terminations, ranked.needs.length - 3];
        const known = [
          ...counts,
          ranked.firmsNotStatingEmployees,
          ranked.firmsNotStatingExport,
          Math.round((ranked.exportShare ?? 0) * 100),
          Math.round(ranked.eurPerM ?? 0),
          Math.round((ranked.eurPerM ?? 0) * 100) / 100,
          ...Object.values(works ?? {}).map((share) => Math.round(share * 100)),
          ...[...joint.map(({ sharedM }) => sharedM), committed].map(Math.round),
        ];
        expect(known).toEqual(expect.arrayContaining(figures.it));
        if (firms > 1) expect(figures.it).toContain(firms);
        if (pledges > 0) expect(figures.it).toContain(pledges);
      }
    }),
    LAWS,
  );
});

/** Numbers of a text but those in names, ascending. */
function figuresIn(text: string, thousands: string, decimal: string): number[] {
  const numbers = text.replaceAll(/T-\d+/g, '').match(/\d[\d.,]*/g) ?? [];
  return numbers
    .map((number) => Number(number.replace(/[.,]$/, '').replaceAll(thousands, '').replace(decimal, '.')))
    .toSorted((a, b) => a - b);
}
