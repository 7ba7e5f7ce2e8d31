import type { ComponentChildren } from 'preact';
import { language } from '../address.ts';
import type { Figures, MunicipalitySheet } from '../api.ts';
import { formatDay, formatHectares, formatNumber, formatShare } from '../format.ts';
import { whatIfGaps } from '../what-if/answer.ts';
import { Difference } from '../what-if/difference.tsx';
import { whatIfWords, words } from '../words/words.ts';
import { Emphasised } from './emphasised.tsx';
import { FollowLink } from './follow-link.tsx';
import { firmGroup } from './firm-groups.ts';
import type { FirmGroup } from './firm-groups.ts';

const AID_CLASSES = ['white', 'grey', 'black'] as const;

/** The figures of a municipality, today beside the horizon, each with a bar and a way to what is behind it. */
export function SheetFigures({ found, before }: { found: MunicipalitySheet; before: Figures }) {
  const { sheet } = words.value;
  const spoken = language.value;
  const { gap, asked } = found;
  const after = gap.after ?? before;
  const changed = whatIfGaps.value.get(found.code)?.changed;
  const columns = changed ? [before, after, changed] : [before, after];
  const placed = (of: Figures) => of.firmsServed + of.firmsNotServed;
  const number = (count: number) => formatNumber(count, spoken);
  return (
    <section class="sheet-figures" aria-labelledby="figures-title">
      <h3 id="figures-title">{sheet.figures}</h3>
      <table>
        <thead>
          <tr>
            <td />
            <th scope="col">{sheet.now}</th>
            <th scope="col">{sheet.atHorizon(formatDay(asked.horizon, spoken))}</th>
            {changed && (
              <th scope="col" class="what-if-column">
                {whatIfWords.value.sheetColumn}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <FigureRow
            label={sheet.rows.firmsNotServed}
            whole={sheet.ofFirms(number(placed(before)))}
            of={columns.map((figures) => ({
              text: number(figures.firmsNotServed),
              share: part(figures.firmsNotServed, placed(figures)),
            }))}
            behind={['notServedToday', 'notServed']}
            difference={
              changed && <Difference from={after.firmsNotServed} to={changed.firmsNotServed} format={number} />
            }
          />
          <FigureRow
            label={sheet.rows.firmsServed}
            good
            whole={sheet.ofFirms(number(placed(before)))}
            of={columns.map((figures) => ({
              text: number(figures.firmsServed),
              share: part(figures.firmsServed, placed(figures)),
            }))}
            behind={['served', 'servedThen']}
            difference={
              changed && <Difference from={after.firmsServed} to={changed.firmsServed} format={number} isGood="more" />
            }
          />
          <FigureRow
            label={sheet.rows.zoneGap}
            whole={sheet.ofArea(formatHectares(before.zoneAreaM2, spoken))}
            of={columns.map((figures) => ({
              text: formatHectares(figures.zoneGapM2, spoken),
              share: figures.zoneGapShare,
            }))}
            behind="zones"
            difference={
              changed && (
                <Difference
                  from={after.zoneGapM2}
                  to={changed.zoneGapM2}
                  format={(areaM2) => formatHectares(areaM2, spoken)}
                />
              )
            }
          />
          {(['exportShare', 'employees'] as const).map((weight) => (
            <FigureRow
              key={weight}
              label={sheet.rows[weight]}
              whole={sheet.stated(
                before[weight].firmsStating,
                before[weight].firmsStating + before[weight].firmsNotStating,
              )}
              of={columns.map((figures) => ({
                text: formatShare(figures[weight].share, spoken),
                share: figures[weight].share,
              }))}
              behind={['notServedToday', 'notServed']}
            />
          ))}
        </tbody>
      </table>
      {gap.firmsNewlyServed !== null && (
        <p class="newly-served">
          <Emphasised text={sheet.newlyServed(gap.firmsNewlyServed)} />
        </p>
      )}
      <AidClasses counts={(changed ?? after).aidClasses} plansUntil={asked.plansUntil} />
    </section>
  );
}

const part = (some: number, all: number): number | null => (all === 0 ? null : some / all);

type Figure = { text: string; share: number | null };
/** What is behind the figures of a row: the zones, or a group of firms today and one at the horizon. */
type Behind = 'zones' | readonly [FirmGroup, FirmGroup];

function FigureRow(row: {
  label: string;
  whole: string;
  good?: boolean;
  of: Figure[];
  behind: Behind;
  /** Of the last figure to the one before it. */
  difference?: ComponentChildren;
}) {
  const { label, whole, good, of, behind, difference } = row;
  const { sheet } = words.value;
  const show = (index: number) => {
    if (behind !== 'zones') firmGroup.value = behind[Math.min(index, 1)] ?? 'all';
  };
  return (
    <tr class={good ? 'good' : undefined}>
      <th scope="row">
        {label}
        <span class="figure-whole">{whole}</span>
      </th>
      {of.map(({ text, share }, index) => (
        <td key={index}>
          <FollowLink
            class="figure"
            to={behind === 'zones' ? 'sheet-zones' : 'sheet-firms'}
            title={behind === 'zones' ? sheet.toZones : sheet.toFirms}
            before={() => show(index)}
          >
            {text}
          </FollowLink>
          <span class="bar" aria-hidden="true">
            {share !== null && <span style={{ width: `${share * 100}%` }} />}
          </span>
          {index === 2 && difference}
        </td>
      ))}
    </tr>
  );
}

/** White, grey and black count credible plans, so they are those of the horizon, not of today. */
function AidClasses({ counts, plansUntil }: { counts: Figures['aidClasses']; plansUntil: string }) {
  const { aidClass, aidClassMeans, sheet } = words.value;
  return (
    <>
      <p class="aid-caption">{sheet.aidClasses(formatDay(plansUntil, language.value))}</p>
      <dl class="aid-classes">
        {AID_CLASSES.map((name) => (
          <div key={name} class={`aid-${name}`} title={aidClassMeans[name]}>
            <dt>
              <span class="aid-swatch" aria-hidden="true" />
              {aidClass[name]}
            </dt>
            <dd>{formatNumber(counts[name], language.value)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
