import { language } from '../address.ts';
import { formatHectares, formatNumber, formatShare } from '../format.ts';
import { words } from '../words/words.ts';
import { GeneratedMark } from './generated-mark.tsx';
import { GoLink } from './go-link.tsx';
import type { RankingRow, RankingTotals } from './ranking-rows.ts';

/** One municipality: the row opens its sheet by a click, its name by the keyboard. */
export function MunicipalityRow({
  row,
  rowIndex,
  chosen,
  choose,
  onKeyDown,
}: {
  row: RankingRow;
  rowIndex: number;
  chosen: boolean;
  choose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { recomputing } = words.value.ranking;
  return (
    <tr aria-rowindex={rowIndex} class={chosen ? 'chosen' : undefined} onClick={choose}>
      <th scope="row">
        <span class="row-name">
          <GoLink
            id={`row-${row.code}`}
            change={{ municipality: row.code, firm: null, pane: 'sheet' }}
            onKeyDown={onKeyDown}
          >
            {row.name}
          </GoLink>
          {row.generated && <GeneratedMark />}
          {row.recomputing && (
            <span class="recomputing-mark" title={recomputing}>
              <span class="visually-hidden">({recomputing})</span>
            </span>
          )}
        </span>
      </th>
      <FigureCells of={row} />
    </tr>
  );
}

export function TotalsRow({
  totals,
  filtered,
  rowIndex,
}: {
  totals: RankingTotals;
  filtered: boolean;
  rowIndex: number;
}) {
  const say = words.value.ranking;
  return (
    <tr aria-rowindex={rowIndex}>
      <th scope="row">{filtered ? say.totalsFiltered : say.totals}</th>
      <FigureCells of={totals} />
    </tr>
  );
}

function FigureCells({ of }: { of: RankingTotals }) {
  const spoken = language.value;
  return (
    <>
      <td>{formatNumber(of.firms, spoken)}</td>
      <td class={of.firmsNotServed ? 'strong' : undefined}>{formatNumber(of.firmsNotServed, spoken)}</td>
      <td>{formatNumber(of.firmsNotServedAfter, spoken)}</td>
      <td>{formatShare(of.exportShareNotServed, spoken)}</td>
      <td>{formatShare(of.employeesNotServed, spoken)}</td>
      <td>{formatHectares(of.zoneGapM2, spoken, false)}</td>
      <td>{formatHectares(of.zoneGapM2After, spoken, false)}</td>
      <td>{formatShare(of.ftthShare, spoken)}</td>
    </>
  );
}
