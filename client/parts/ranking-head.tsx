import { useComputed } from '@preact/signals';
import { address, go, horizon, language } from '../address.ts';
import type { Column } from '../address.ts';
import { formatDay } from '../format.ts';
import { municipalities } from '../state.ts';
import { words } from '../words/words.ts';
import { announce } from './announce.tsx';
import { Icon } from './icon.tsx';
import { firstOrder } from './ranking-rows.ts';

/** Two rows of headers: groups, and below them what can be sorted. */
export function RankingHead() {
  const { groups } = words.value.ranking;
  return (
    <thead>
      <tr aria-rowindex={1}>
        <Header column="name" rowSpan={2} />
        <Header column="firms" rowSpan={2} />
        <th colSpan={2} scope="colgroup">
          {groups.notServed}
        </th>
        <th colSpan={2} scope="colgroup">
          {groups.shares}
        </th>
        <th colSpan={2} scope="colgroup">
          {groups.zones}
        </th>
        <Header column="ftthShare" rowSpan={2} />
      </tr>
      <tr aria-rowindex={2}>
        <Header column="firmsNotServed" />
        <Header column="firmsNotServedAfter" />
        <Header column="exportShareNotServed" />
        <Header column="employeesNotServed" />
        <Header column="zoneGapM2" />
        <Header column="zoneGapM2After" />
      </tr>
    </thead>
  );
}

/** The horizon of the figures in the table: the address may ask for another that is still on its way. */
const horizonShown = () => municipalities.value.value?.asked.horizon ?? horizon.value;

const ARIA = { asc: 'ascending', desc: 'descending' } as const;

function Header({ column, rowSpan = 1 }: { column: Column; rowSpan?: number }) {
  const order = useComputed(() => (address.value.sort === column ? address.value.order : null)).value;
  const { columns, hints } = words.value.ranking;
  const name = columns[column];
  const sort = () => {
    const next = order === null ? firstOrder(column) : order === 'asc' ? 'desc' : 'asc';
    go({ sort: column, order: next });
    announce(words.value.says.sorted(hints[column], next));
  };
  return (
    <th scope="col" rowSpan={rowSpan} class={`column-${column}`} aria-sort={order === null ? 'none' : ARIA[order]}>
      <button type="button" onClick={sort} title={hints[column]}>
        <span>{typeof name === 'string' ? name : name(formatDay(horizonShown(), language.value))}</span>
        {order !== null && <Icon name={order === 'asc' ? 'up' : 'down'} size={14} />}
      </button>
    </th>
  );
}
