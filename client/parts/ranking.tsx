import { useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { address, go, language } from '../address.ts';
import type { MunicipalityList } from '../api.ts';
import { formatNumber } from '../format.ts';
import { municipalities } from '../state.ts';
import { words } from '../words/words.ts';
import { RankingTable } from './ranking-table.tsx';
import { filterRows, rankingRows, sortRows, totalsOf } from './ranking-rows.ts';
import { Waiting } from './waiting.tsx';

/** The municipalities with their figures: filter, table, totals. */
export function Ranking() {
  return (
    <section class="ranking" aria-labelledby="ranking-title">
      <h2 id="ranking-title" class="visually-hidden" tabIndex={-1}>
        {words.value.ranking.caption}
      </h2>
      <Waiting for={municipalities.value}>{(list) => <RankingOf list={list} />}</Waiting>
    </section>
  );
}

function RankingOf({ list }: { list: MunicipalityList }) {
  const filter = useComputed(() => address.value.filter).value;
  const sort = useComputed(() => address.value.sort).value;
  const order = useComputed(() => address.value.order).value;
  const spoken = language.value;
  const say = words.value.ranking;

  const all = useMemo(() => rankingRows(list.items, spoken), [list, spoken]);
  const filtered = useMemo(() => filterRows(all, filter), [all, filter]);
  const rows = useMemo(() => sortRows(filtered, sort, order), [filtered, sort, order]);
  const totals = useMemo(() => {
    const shown = new Set(filtered.map(({ code }) => code));
    return totalsOf(list.items.filter(({ code }) => shown.has(code)));
  }, [list, filtered]);

  if (list.items.length === 0) return <p class="empty">{say.empty}</p>;
  return (
    <>
      <div class="ranking-tools">
        <label class="visually-hidden" for="ranking-filter">
          {say.filter}
        </label>
        <input
          id="ranking-filter"
          type="search"
          autocomplete="off"
          placeholder={say.filter}
          value={filter}
          onInput={(event) => go({ filter: event.currentTarget.value }, 'replace')}
        />
        <span class="ranking-count" role="status">
          {say.count(formatNumber(rows.length, spoken), formatNumber(list.items.length, spoken))}
        </span>
      </div>
      {rows.length === 0 ? (
        <p class="empty">
          {say.none}{' '}
          <button type="button" class="btn btn-sm btn-outline-primary" onClick={() => go({ filter: '' }, 'replace')}>
            {say.clearFilter}
          </button>
        </p>
      ) : (
        <RankingTable
          rows={rows}
          totals={totals}
          filtered={rows.length < list.items.length}
          arrangement={`${filter} ${sort} ${order}`}
        />
      )}
    </>
  );
}
