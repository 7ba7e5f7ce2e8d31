import { useMemo } from 'preact/hooks';
import { language } from '../address.ts';
import type { FirmFeature, MunicipalitySheet } from '../api.ts';
import { ABSENT, formatDay, formatMetres, formatNumber, formatShare } from '../format.ts';
import { municipalityFirms, municipalitySegments } from '../state.ts';
import { words } from '../words/words.ts';
import { Emphasised } from './emphasised.tsx';
import { FIRM_GROUPS, firmGroup, firmsOf, isIn, isPlaced } from './firm-groups.ts';
import { FirmMark } from './firm-mark.tsx';
import { FollowLink } from './follow-link.tsx';
import { GeneratedMark } from './generated-mark.tsx';
import { GoLink } from './go-link.tsx';
import { LongList } from './long-list.tsx';
import { Waiting } from './waiting.tsx';

/** The firms of a municipality by what serves them, and apart those of which only the municipality is known. */
export function SheetFirms({ found }: { found: MunicipalitySheet }) {
  const { sections } = words.value.sheet;
  return (
    <section aria-labelledby="sheet-firms">
      <h3 id="sheet-firms" tabIndex={-1}>
        {sections.firms}
      </h3>
      <Waiting for={municipalityFirms.value}>
        {({ features }) => <FirmLists features={features} found={found} />}
      </Waiting>
    </section>
  );
}

function FirmLists({ features, found }: { features: readonly FirmFeature[]; found: MunicipalitySheet }) {
  const group = firmGroup.value;
  const placed = useMemo(() => features.filter(isPlaced), [features]);
  const unplaced = useMemo(() => features.filter((firm) => !isPlaced(firm)), [features]);
  const listed = useMemo(() => firmsOf(group, placed), [group, placed]);
  return (
    <>
      <GroupChoice firms={placed} />
      <FirmTable key={group} firms={listed} />
      <h4 id="sheet-unknown">{words.value.sheet.sections.unknown}</h4>
      <UnknownFirms firms={unplaced} statistic={found.statistic} />
    </>
  );
}

function GroupChoice({ firms }: { firms: readonly FirmFeature[] }) {
  const { firmGroups, firms: say } = words.value;
  return (
    <div class="group-choice" role="group" aria-label={say.show}>
      {FIRM_GROUPS.map((group) => (
        <button
          key={group}
          type="button"
          aria-pressed={firmGroup.value === group}
          onClick={() => (firmGroup.value = group)}
        >
          {firmGroups[group]}{' '}
          <strong>{formatNumber(firms.filter((firm) => isIn(group, firm)).length, language.value)}</strong>
        </button>
      ))}
    </div>
  );
}

function FirmTable({ firms }: { firms: readonly FirmFeature[] }) {
  const say = words.value.firms;
  if (firms.length === 0) return <p class="empty">{say.none}</p>;
  return (
    <LongList items={firms}>
      {(shown) => (
        <div class="scroll-x">
          <table class="list-table firms-table" aria-rowcount={firms.length + 1}>
            <thead>
              <tr>
                <th scope="col">{say.firm}</th>
                <th scope="col">{say.nearestServed}</th>
                <th scope="col">{say.nearestSegment}</th>
                <th scope="col">{say.when}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((firm) => (
                <FirmRow key={firm.id} firm={firm} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </LongList>
  );
}

function FirmRow({ firm: { id, properties: firm } }: { firm: FirmFeature }) {
  const { firms: say, segments, serviceOfOne } = words.value;
  const spoken = language.value;
  const nearest = municipalitySegments.value.value?.features.find((segment) => segment.id === firm.nearestSegmentId);
  // Where a firm is served, the way to the next segment is of no concern and not computed.
  const metresTo = (distanceM: number | null, none: string) => {
    if (firm.service === 'served') return '–';
    if (firm.service === 'unknown') return ABSENT[spoken];
    return distanceM === null ? none : formatMetres(distanceM, spoken);
  };
  const details = [
    firm.employees !== null && say.employees(firm.employees, formatNumber(firm.employees, spoken)),
    firm.exportShare !== null && say.export(formatShare(firm.exportShare, spoken)),
  ].filter(Boolean);
  return (
    <tr>
      <th scope="row">
        <div class="marked">
          <FirmMark service={firm.service} />
          <div>
            <GoLink change={{ firm: id, pane: 'sheet' }}>{firm.name}</GoLink> {firm.generated && <GeneratedMark />}
            <span class="row-details">{details.join(' · ')}</span>
          </div>
        </div>
      </th>
      <td data-label={say.nearestServed}>{metresTo(firm.nearestServedM, say.noneNear)}</td>
      <td data-label={say.nearestSegment}>
        {metresTo(firm.nearestSegmentM, say.noSegmentNear)}
        {nearest && (
          <FollowLink class="row-details" to={`segment-${nearest.id}`}>
            {nearest.properties.name ?? segments.unnamed}
          </FollowLink>
        )}
      </td>
      <td data-label={say.when}>
        {firm.service === 'served'
          ? serviceOfOne.served
          : firm.servedFrom === null
            ? say.noDate
            : formatDay(firm.servedFrom, spoken)}
      </td>
    </tr>
  );
}

function UnknownFirms({
  firms,
  statistic,
}: {
  firms: readonly FirmFeature[];
  statistic: MunicipalitySheet['statistic'];
}) {
  const { firms: say, sheet } = words.value;
  const spoken = language.value;
  const share = statistic?.ftthShare ?? null;
  return (
    <>
      <p class="ftth-share">
        {statistic === null || share === null ? (
          sheet.ftthAbsent
        ) : (
          <Emphasised text={sheet.ftth(formatShare(share, spoken), formatDay(statistic.asOf, spoken))} />
        )}
      </p>
      {firms.length === 0 ? (
        <p class="empty">{say.unknownNone}</p>
      ) : (
        <>
          <p>{say.unknownWhy}</p>
          <LongList items={firms}>
            {(shown) => (
              <ul class="plain-list">
                {shown.map(({ id, properties }) => (
                  <li key={id}>
                    <FirmMark service="unknown" />
                    <GoLink change={{ firm: id, pane: 'sheet' }}>{properties.name}</GoLink>
                    {properties.generated && <GeneratedMark />}
                  </li>
                ))}
              </ul>
            )}
          </LongList>
        </>
      )}
    </>
  );
}
