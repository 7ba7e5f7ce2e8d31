import { mainWorksType, WORKS_TYPES, worksOf, type StatedWorks, type WorksType } from '../../server/segments/works.ts';
import type { Language } from '../address.ts';
import { formatShare } from '../format.ts';

/** How a segment is built, the largest share first, such as `open trench 60%, existing duct 40%`; null where nobody knows. */
export function worksInWords(stated: StatedWorks, names: Record<WorksType, string>, language: Language): string | null {
  const works = worksOf(stated);
  if (works === null) return null;
  const main = mainWorksType(works);
  if (works[main] === 1) return names[main];
  return WORKS_TYPES.filter((type) => works[type])
    .toSorted((a, b) => works[b]! - works[a]!)
    .map((type) => `${names[type]} ${formatShare(works[type], language)}`)
    .join(', ');
}
