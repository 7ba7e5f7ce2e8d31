import { language } from '../address.ts';
import { formatNumber } from '../format.ts';
import { LongList } from '../parts/long-list.tsx';
import type { Appraisal } from './plan-api.ts';
import { shown } from './plan-result.ts';
import { planWords } from './plan-words.ts';

const WAYS = ['byFirms', 'byLength', 'shapley'] as const;

/** What each municipality would pay, shared in three ways, and the firms that stay without service there. */
export function SharesTable() {
  const say = planWords.value.shares;
  const plan = shown.value;
  if (plan === null) return null;
  return (
    <details class="plan-block">
      <summary>{say.title}</summary>
      <p>{say.lead}</p>
      <Table municipalities={plan.appraisal.municipalities} />
      <p class="row-details">{say.shapleyWhy}</p>
    </details>
  );
}

function Table({ municipalities }: { municipalities: Appraisal['municipalities'] }) {
  const say = planWords.value.shares;
  const spoken = language.value;
  const concerned = municipalities
    .filter(
      ({ sharesEur, firmsNotServedBefore, firmsNotServedAfter }) =>
        WAYS.some((way) => sharesEur[way] !== 0) || firmsNotServedBefore !== firmsNotServedAfter,
    )
    .toSorted((one, other) => other.sharesEur.shapley - one.sharesEur.shapley || (one.code < other.code ? -1 : 1));
  if (concerned.length === 0) return <p class="empty">{say.none}</p>;
  // Cents added as whole numbers, so that the total is exact.
  const total = (way: (typeof WAYS)[number]) =>
    municipalities.reduce((sum, { sharesEur }) => sum + Math.round(sharesEur[way] * 100), 0) / 100;
  const cents = (euros: number) => formatNumber(euros, spoken, 2);
  return (
    <LongList items={concerned}>
      {(rows) => (
        <div class="scroll-x">
          <table class="list-table plan-shares">
            <thead>
              <tr>
                <th scope="col">{say.municipality}</th>
                <th scope="col">{say.before}</th>
                <th scope="col">{say.after}</th>
                {WAYS.map((way) => (
                  <th key={way} scope="col">
                    {say[way]} (€)
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((one) => (
                <tr key={one.code}>
                  <th scope="row">{one.name}</th>
                  <td>{formatNumber(one.firmsNotServedBefore, spoken)}</td>
                  <td>{formatNumber(one.firmsNotServedAfter, spoken)}</td>
                  {WAYS.map((way) => (
                    <td key={way}>{cents(one.sharesEur[way])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{say.total}</th>
                <td />
                <td />
                {WAYS.map((way) => (
                  <td key={way}>{cents(total(way))}</td>
                ))}
              </tr>
            </tfoot>
          </table>
        </div>
      )}
    </LongList>
  );
}
