import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { chosenMunicipality, go } from '../address.ts';
import { focusAgain } from './focus-heading.ts';
import { words } from '../words/words.ts';
import { RankingHead } from './ranking-head.tsx';
import { MunicipalityRow, TotalsRow } from './ranking-row.tsx';
import { rowsInSight } from './ranking-rows.ts';
import type { RankingRow, RankingTotals } from './ranking-rows.ts';

/** Height of a row, px; the style sheet holds rows to it. */
const ROW_HEIGHT_PX = 40;
/** Tables up to this long are drawn whole: the browser's own search then finds every name. */
const DRAWN_WHOLE = 200;
const HEAD_ROWS = 2;

/** Where the reader was when the ranking closed. */
let left: { arrangement: string; top: number; code: string | null } = { arrangement: '', top: 0, code: null };

export function RankingTable({
  rows,
  totals,
  filtered,
  arrangement,
}: {
  rows: readonly RankingRow[];
  totals: RankingTotals;
  filtered: boolean;
  /** Names the order and the filter: fresh figures in the same arrangement leave the reader where they are. */
  arrangement: string;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const scrolled = useSignal({ top: 0, height: 900 });
  // The row whose link takes the focus once it is drawn.
  const wanted = useRef<number | null>(null);
  const whole = rows.length <= DRAWN_WHOLE;
  const { first, end } = whole
    ? { first: 0, end: rows.length }
    : rowsInSight(rows.length, ROW_HEIGHT_PX, scrolled.value.top, scrolled.value.height);

  useEffect(() => {
    const box = scroller.current!;
    const look = () => (scrolled.value = { top: box.scrollTop, height: box.clientHeight });
    const watch = new ResizeObserver(look);
    watch.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      watch.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, []);
  useEffect(() => {
    // Another order is looked at from its beginning; coming back from a sheet, where one was.
    scroller.current!.scrollTop = left.arrangement === arrangement ? left.top : 0;
    return () => {
      left = { arrangement, top: scrolled.peek().top, code: chosenMunicipality.peek() };
    };
  }, [arrangement]);
  useEffect(() => {
    if (left.code !== null) focusAgain(`row-${left.code}`, 'ranking-title');
  }, []);
  const focusWanted = () => {
    if (wanted.current === null) return;
    const link = scroller.current!.querySelector<HTMLElement>(`tr[aria-rowindex="${wanted.current}"] a`);
    if (link === null) return;
    wanted.current = null;
    link.focus({ preventScroll: true });
  };
  useLayoutEffect(focusWanted);

  const moveTo = (index: number) => {
    const row = Math.min(Math.max(index, 0), rows.length - 1);
    const box = scroller.current!;
    const room = box.clientHeight - 3 * ROW_HEIGHT_PX;
    const top = row * ROW_HEIGHT_PX;
    if (top < box.scrollTop) box.scrollTop = top;
    if (top > box.scrollTop + room - ROW_HEIGHT_PX) box.scrollTop = top - room + ROW_HEIGHT_PX;
    wanted.current = row + HEAD_ROWS + 1;
    scrolled.value = { top: box.scrollTop, height: box.clientHeight };
    // A row that is drawn already draws nothing anew.
    focusWanted();
  };
  const moveBy: Record<string, (index: number) => number> = {
    ArrowDown: (index) => index + 1,
    ArrowUp: (index) => index - 1,
    PageDown: (index) => index + 10,
    PageUp: (index) => index - 10,
    Home: () => 0,
    End: () => rows.length - 1,
  };

  return (
    <div class="ranking-scroller" ref={scroller} tabIndex={-1}>
      <table class="ranking-table" aria-rowcount={rows.length + HEAD_ROWS + 1}>
        <caption class="visually-hidden">{words.value.ranking.caption}</caption>
        <RankingHead />
        <tbody>
          {first > 0 && <Gap rows={first} />}
          {rows.slice(first, end).map((row, offset) => (
            <MunicipalityRow
              key={row.code}
              row={row}
              rowIndex={first + offset + HEAD_ROWS + 1}
              chosen={row.code === chosenMunicipality.value}
              choose={() => go({ municipality: row.code, firm: null, pane: 'sheet' })}
              onKeyDown={(event) => {
                const next = moveBy[event.key]?.(first + offset);
                if (next === undefined) return;
                event.preventDefault();
                moveTo(next);
              }}
            />
          ))}
          {end < rows.length && <Gap rows={rows.length - end} />}
        </tbody>
        <tfoot>
          <TotalsRow totals={totals} filtered={filtered} rowIndex={rows.length + HEAD_ROWS + 1} />
        </tfoot>
      </table>
    </div>
  );
}

/** Stands for rows that are out of sight. */
const Gap = ({ rows }: { rows: number }) => (
  <tr class="ranking-gap" aria-hidden="true">
    <td colSpan={9} style={{ height: `${rows * ROW_HEIGHT_PX}px` }} />
  </tr>
);
