import { appraise } from '../../../server/plans/appraisal.ts';
import type { PlanPaper, Position } from '../../../server/plans/plan-paper.ts';
import type { PlanSettings } from '../../../server/plans/settings.ts';
import { candidate, firm, municipality, SETTINGS } from './random-plan.ts';
import { problem as problemOf } from './random-problem.ts';

/** How big a sample is, and what of it is built. */
export interface Sample {
  segments: number;
  municipalities: number;
  chosen: number;
  settings?: Partial<PlanSettings>;
  nameOf?: (place: number) => string | null;
  generated?: boolean;
}

/** Municipalities side by side, three to a row, a chain of three segments in each, three firms to a segment. */
export function samplePaper({
  segments,
  municipalities,
  chosen,
  settings: given = {},
  nameOf = (place) => `Via dell’Industria ${place}`,
  generated = false,
}: Sample): PlanPaper {
  const townOf = (place: number) => Math.floor(place / 3) % municipalities;
  const towns = Array.from({ length: municipalities }, (_, place) =>
    municipality(place, { name: `Castelnuovo di Sotto ${place}`, firmsNotServed: 3 * segments + place }),
  );
  const problem = problemOf({
    candidates: Array.from({ length: segments }, (_, place) =>
      candidate(`T-${String(place).padStart(4, '0')}`, {
        name: nameOf(place),
        lengthM: 350 + 37 * (place % 50),
        works: place % 7 === 6 ? null : { trench: 0.4, existingDuct: 0.6 },
        joins: place % 3 === 0 ? [{ kind: 'deliveryPoint', id: 'PCN', name: 'PCN Crema' }] : [],
        neighbours: [place - 1, place + 1].filter(
          (other) => other >= 0 && other < segments && Math.floor(other / 3) === Math.floor(place / 3),
        ),
        lengthShares: [{ municipality: townOf(place), share: 1 }],
        readyOn: '2027-12-31',
        generated,
      }),
    ),
    firms: Array.from({ length: 3 * segments }, (_, place) =>
      firm(`F-${place}`, [Math.floor(place / 3)], {
        municipality: townOf(Math.floor(place / 3)),
        employees: place % 5 === 4 ? null : 5 + (place % 40),
        exportShare: place % 4 === 3 ? null : (place % 10) / 10,
        pledges: place % 6 === 0,
      }),
    ),
    jointWorks: segments > 4 ? [{ a: 0, b: 3, sharedM: 100 }] : [],
    municipalities: towns,
    leftOut: [{ id: 'R-1', name: 'Dorsale Nord', municipalities: [0], reason: 'late' }],
  });
  const settings = { ...SETTINGS, ...given };
  const places = Array.from({ length: chosen }, (_, place) => place);
  const appraisal = appraise(problem, settings, places, { today: '2026-11-27', recomputing: 0 });
  return {
    name: null,
    madeOn: '2026-11-27',
    settings,
    appraisal,
    boundPoints: appraisal.points * 1.0037,
    data: { fingerprint: 'b1946ac92492d2347c6235b4d2611184', methodVersion: '2026.2', recomputing: 0 },
    reasons: new Map(
      appraisal.segments.map(({ id, adds }) => [
        id,
        {
          it: `Serve ${adds} aziende con 120 addetti, export 64%; 26 € al metro perché il 60% è in cavidotto esistente.`,
          en: `Serves ${adds} firms with 120 employees, 64% export; €26 per metre because 60% is existing duct.`,
        },
      ]),
    ),
    sources: [{ name: 'Tratte Infratel 2026', importedOn: '2026-10-01', generated }],
    map: {
      outlines: towns.map(({ code }, place) => ({ code, polygons: [[square(place)]] })),
      segments: problem.candidates.map(({ id }, place) => ({ id, lines: [lineIn(townOf(place), place)] })),
      firms: problem.firms.map(({ municipality }, place) => ({
        position: spot(municipality, 0.12 + 0.76 * ((place * 0.618) % 1), 0.1 + 0.8 * ((place * 0.414) % 1)),
        isServed: place < 3 * chosen,
      })),
    },
    link: 'https://ultimo-miglio.example/?page=plan',
  };
}

const SIDE = 0.05;
/** A place within the square of a municipality. */
const spot = (town: number, x: number, y: number): Position => [
  9.6 + SIDE * ((town % 3) + x),
  45.3 + SIDE * (Math.floor(town / 3) + y),
];
const square = (town: number) =>
  [
    [0, 0],
    [1, 0.05],
    [0.97, 1],
    [0.02, 0.94],
    [0, 0],
  ].map(([x, y]) => spot(town, x!, y!));
const lineIn = (town: number, place: number) => {
  const start = 0.1 + 0.28 * (place % 3);
  const height = 0.2 + 0.6 * ((Math.floor(place / 3) * 0.618) % 1);
  return [spot(town, start, height), spot(town, start + 0.14, height + 0.06), spot(town, start + 0.28, height)];
};
