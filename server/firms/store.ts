import type { z } from 'zod';
import { featurePage, toPage } from '../database/feature-page.ts';
import type { Queryable } from '../database/queryable.ts';
import { tableAt } from '../database/table-at.ts';
import { withinBox } from '../database/within-box.ts';
import { questionSql, questionValues } from '../gaps/at-horizon.ts';
import { Problem } from '../problem.ts';
import { nameFilter, wantedName } from '../search/name-filter.ts';
import type { Question } from '../targets/contract.ts';
import { firmJoins, firmJson } from './as-json.ts';
import { firmAtTarget, firmServiceState, nearestServedM } from './at-target.ts';
import { CARD, type CardTerms, cardValues } from './card.ts';
import type { getFirm as cardContract, listFirms as listContract } from './contract.ts';

type List = z.infer<typeof listContract.answer>;
type Card = z.infer<typeof cardContract.answer>;
type Filter = Omit<z.output<typeof listContract.query>, keyof Question>;

const question = questionSql();

/** No figures are kept of what was: at an instant it is not known who was served. */
const questionAt = (instant: string | null) =>
  instant === null ? question : { ...question, target: `nullif(${question.target}, ${question.target})` };

/** SQL of what the list may be sorted by. */
const sortKeys = (instant: string | null): Record<Filter['sort'], string> => ({
  name: 'firm.search_name COLLATE "C"',
  nearestServedM: nearestServedM(questionAt(instant)),
  employees: 'firm.employees',
  exportShare: 'firm.export_share',
});

const list = ({ sort, order }: Filter, instant: string | null) =>
  featurePage({
    matching: `
      SELECT firm.id, firm.search_name, ${sortKeys(instant)[sort]} AS sort_key FROM ${tableAt('firm', instant)}
      WHERE ${withinBox('firm.position', '$5')}
        AND ($6::text IS NULL OR firm.municipality_code = $6)
        AND ${nameFilter('firm.search_name', '$7')}
        AND ($8::boolean IS NULL OR (firm.municipality_code IS NOT NULL) = $8)
        AND ($9::text IS NULL OR ${firmServiceState(questionAt(instant))} = $9)`,
    order: `sort_key ${order === 'desc' ? 'DESC' : 'ASC'} NULLS LAST, search_name COLLATE "C", id COLLATE "C"`,
    paging: { limit: '$10', offset: '$11' },
    features: `
      SELECT page.place, firm.id, ST_AsGeoJSON(firm.position, 7)::json AS geometry,
        ${firmJson} || ${firmAtTarget(questionAt(instant))} AS properties
      FROM page JOIN ${tableAt('firm', instant)} USING (id) ${firmJoins(instant)}`,
  });

/** Firms at a target and a horizon; who has no position is there too, with no geometry. */
export async function listFirms(db: Queryable, asked: Question, filter: Filter): Promise<List> {
  const [row] = await db.query<[List]>(list(filter, filter.asOf === undefined ? null : '$12::timestamptz'), [
    ...questionValues(asked),
    filter.bbox ?? null,
    filter.municipality ?? null,
    wantedName(filter.q),
    filter.placed === undefined ? null : filter.placed === 'true',
    filter.service ?? null,
    filter.limit,
    filter.offset,
    ...(filter.asOf === undefined ? [] : [filter.asOf]),
  ]);
  return { ...toPage(row), asked };
}

/**
 * What serves a firm, which targets that meets, and what is promised. Who has no position gets no services and no
 * segments, but the share of families that FTTH reaches in the municipality.
 *
 * @throws Problem 'not-found'
 */
export async function getFirm(db: Queryable, asked: Question, id: string, terms: CardTerms): Promise<Card> {
  const [found] = await db.query<{ card: Omit<Card, 'asked'> }[]>(CARD, cardValues(asked, id, terms));
  if (!found) {
    throw new Problem('not-found', { it: `Nessuna azienda ha l'id ${id}`, en: `No firm has the id ${id}` });
  }
  return { ...found.card, asked };
}
