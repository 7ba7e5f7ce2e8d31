import { language } from '../address.ts';
import type { MunicipalitySheet } from '../api.ts';
import { formatDay, formatInstant } from '../format.ts';
import { datasets, municipalityFirms, municipalitySegments, municipalityZones } from '../state.ts';
import { words } from '../words/words.ts';
import { GeneratedMark } from './generated-mark.tsx';
import { GoLink } from './go-link.tsx';

/** The data sets behind this sheet. Coverage is the whole region's: every set of it counts. */
export function SheetSources({ found }: { found: MunicipalitySheet }) {
  const { sheet, datasets: say, freshness } = words.value;
  const spoken = language.value;
  const used = new Set([
    found.datasetId,
    ...found.statistics.map(({ datasetId }) => datasetId),
    ...[municipalityFirms, municipalitySegments, municipalityZones].flatMap((loaded) =>
      (loaded.value.value?.features ?? []).map(({ properties }) => properties.datasetId),
    ),
  ]);
  const sets = (datasets.value.value?.items ?? []).filter(({ id, kind }) => used.has(id) || kind === 'coverage');
  return (
    <section class="sources" aria-labelledby="sheet-sources">
      <h3 id="sheet-sources">{sheet.sections.sources}</h3>
      <ul class="plain-list">
        {sets.map((set) => (
          <li key={set.id}>
            <span>
              {say.kinds[set.kind]}:{' '}
              <strong>
                <GoLink change={{ page: 'data' }}>{set.name}</GoLink>
              </strong>{' '}
              {set.nature === 'generated' && <GeneratedMark />}
              <span class="row-details">
                {[say.version(set.version), set.origin, `${say.asOf} ${formatDay(set.asOf, spoken)}`, set.licence]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p class="row-details">
        {found.gap.computedAt ? freshness.computed(formatInstant(found.gap.computedAt, spoken)) : freshness.notComputed}
        {found.gap.methodVersion && (
          <>
            {' · '}
            <GoLink change={{ page: 'method' }}>{freshness.method(found.gap.methodVersion)}</GoLink>
          </>
        )}
      </p>
    </section>
  );
}
