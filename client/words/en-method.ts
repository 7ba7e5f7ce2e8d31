import {
  JOINS_WITHIN_M,
  LEAST_SHARED_M,
  SAME_PERIOD_DAYS,
  SAME_TRENCH_WITHIN_M,
  STEP_M,
} from '../../server/plans/method.ts';
import type { MethodWords } from './it-method.ts';

/** The method in words, in English. */
export const enMethod: MethodWords = {
  title: 'Method',
  lead: 'What every figure means, in words. When a definition changes, so does the version of the method, and everything is computed anew: a change of method must not look like progress.',
  version: (version) => `Version of the method: **${version}**`,
  sections: [
    {
      title: 'Served',
      paragraphs: [
        'A place is **served** at a target and a horizon when it lies inside a coverage area that offers at least that speed, or within 50 metres of covered premises, or within the reach of a planned segment that is promised by the horizon and offers at least that speed.',
        'From 300 Mbit/s up only wired networks count: in 2021 only about 10 % of the premises “passed” by fixed wireless turned out to be served (Infratel).',
        'Of the segments, those planned, under construction and operational count; those only proposed count when asked for.',
      ],
    },
    {
      title: 'Gap',
      paragraphs: [
        'The **gap** of a municipality is what is left of its industrial zones once the served area is taken away, and its firms that are not served. Areas are measured on the WGS84 ellipsoid.',
        'No municipality or zone is ever called served because part of it is: averages hide gaps.',
      ],
    },
    {
      title: 'Weighted shares',
      paragraphs: [
        'The share weighted by **employees** says how many employees, of the firms that state them, work in firms that are not served. The share weighted by **exports** lets each firm weigh as much as the part of its turnover that it exports.',
        'An absent figure stays absent (n/a): it is never zero.',
      ],
    },
    {
      title: 'Position unknown',
      paragraphs: [
        'Of some firms only the municipality is known. They are called neither served nor unserved: they are counted apart, beside the share of the municipality’s households reached by fibre to the home (AGCOM).',
      ],
    },
    {
      title: 'White, grey and black areas',
      paragraphs: [
        'How many separate networks serve a place at the target: none (**white**), one (**grey**), two or more (**black**). Several operators on one network count once. Credible plans within three years count, and none beyond the horizon.',
      ],
    },
    {
      title: 'Promised dates and slippage',
      paragraphs: [
        'Every announced date is kept. **Slippage** is the latest promise minus the first. A segment is **overdue** when its promised day has passed and it is not operational.',
      ],
    },
    {
      title: 'Plans',
      paragraphs: [
        'The **benefit** of a set of segments is the firms that the gap loses by it, each weighted as you say and counted once. The **cost** of a segment is what its source states, else its length by works type times the unit cost, low, likely and high.',
        `A segment can be built only where it leads to the network. It is taken to touch what its line comes within **${JOINS_WITHIN_M} m** of: a delivery point, coverage that meets the target, a segment built anyway, another segment. This distance is an assumption.`,
        `Two segments whose lines run within **${SAME_TRENCH_WITHIN_M} m** of each other for at least **${LEAST_SHARED_M} m**, and whose promised days are less than **${SAME_PERIOD_DAYS} days** apart, share their trench, and part of its cost is saved. These figures are assumptions too. Lengths within a municipality and of shared trench are counted in steps of ${STEP_M} m.`,
        'The certificate says by how much any other set under the same terms could be better at most. Candidates count by their promised day; the calendar by works capacity stands beside the plan and does not change whom it serves by the horizon.',
      ],
    },
    {
      title: 'Distances',
      paragraphs: [
        'Metres as the crow flies from the firm to the nearest served place and to the line of the nearest planned segment. Beyond 25 km there is said to be none.',
      ],
    },
  ],
  targets: 'Targets',
  targetName: 'Name',
  speed: 'Speed',
  technologies: 'Technologies that count',
  any: 'all',
  wired: 'wired only',
  source: 'Source',
  thresholds: (name, day) => `${name}, ${day}`,
  thresholdNames: {
    premisesReachM: 'Greatest distance from covered premises (m)',
    plansWithinYears: 'Years within which a plan counts for the area',
    nga: 'NGA network (down/up)',
    ultrafast: 'Ultrafast network',
    marketFailure: 'Market failure (down/up)',
    stepChange: 'Step change over what exists',
    vhcn: 'Very high capacity network (VHCN)',
    italia1Giga: 'Italia a 1 Giga plan: where it acts, what it builds, public share',
    germanCall: 'German call for industrial estates: per workstation, firms, grant',
  },
  threshold: 'Threshold',
  value: 'Value',
};
