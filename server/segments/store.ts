import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '../accounts/actor.ts';
import { featurePage, toPage } from '../database/feature-page.ts';
import { GAP_INPUTS_LOCK } from '../database/migrations/0002-stale-gaps.ts';
import type { Queryable } from '../database/queryable.ts';
import { datasetAt, tableAt } from '../database/table-at.ts';
import { withinBox } from '../database/within-box.ts';
import { Problem } from '../problem.ts';
import { roundPosition } from '../datasets/kinds/geometry.ts';
import { segmentJson, segmentVersion, touches } from './as-json.ts';
import type { getSegment as oneContract, listSegments as contract, segmentChange } from './contract.ts';
import { withBothStated } from './works.ts';

type List = z.infer<typeof contract.answer>;
type Change = z.output<typeof segmentChange>;
type Feature = z.infer<typeof oneContract.answer>;
type Lines = Feature['geometry'];

const list = (instant: string | null) =>
  featurePage({
    matching: `
    SELECT segment.id FROM ${tableAt('segment', instant)}
    WHERE ${withinBox('segment.geometry', '$2')}
      AND ($3::text IS NULL OR EXISTS (SELECT FROM ${tableAt('municipality', instant, 'm')} WHERE m.code = $3 AND ${touches('m', 'segment')}))
      AND ($4::text IS NULL OR segment.status = $4)`,
    order: 'id COLLATE "C"',
    paging: { limit: '$5', offset: '$6' },
    features: `
    SELECT page.place, segment.id, ST_AsGeoJSON(segment.geometry, 7)::json AS geometry,
      ${segmentJson('$1::date', instant)} AS properties
    FROM page JOIN ${tableAt('segment', instant)} USING (id) JOIN ${datasetAt(instant)} ON dataset.id = segment.dataset_id`,
  });

/**
 * Segments in the order of their ids.
 *
 * @param today YYYY-MM-DD in Italy, which tells what is overdue
 */
export async function listSegments(
  db: Queryable,
  query: z.output<typeof contract.query>,
  today: string,
): Promise<List> {
  const [row] = await db.query<[List]>(list(query.asOf === undefined ? null : '$7::timestamptz'), [
    today,
    query.bbox ?? null,
    query.municipality ?? null,
    query.status ?? null,
    query.limit,
    query.offset,
    ...(query.asOf === undefined ? [] : [query.asOf]),
  ]);
  return toPage(row);
}

/**
 * One segment.
 *
 * @param today YYYY-MM-DD in Italy
 * @throws Problem 'not-found'
 */
export async function getSegment(db: Queryable, id: string, today: string): Promise<Feature> {
  const [found] = await db.query<Omit<Feature, 'type'>[]>(
    `SELECT segment.id, ST_AsGeoJSON(segment.geometry, 7)::json AS geometry, ${segmentJson('$1::date')} AS properties
     FROM segment JOIN dataset ON dataset.id = segment.dataset_id WHERE segment.id = $2`,
    [today, id],
  );
  if (!found) throw segmentUnknown(id);
  return { type: 'Feature', ...found };
}

const segmentUnknown = (id: string): Problem =>
  new Problem('not-found', { it: `Nessuna tratta ha l'id ${id}`, en: `No segment has the id ${id}` });

/** SQL of a property as the change has it, else as it was. */
const changed = (property: string, type: string, column: string): string =>
  `CASE WHEN $2::jsonb ? '${property}' THEN ($2::jsonb->>'${property}')::${type} ELSE ${column} END`;

const CHANGE = `
  WITH drawn AS MATERIALIZED (
    SELECT ST_SetSRID(ST_GeomFromGeoJSON($2::jsonb->'geometry'), 4326) AS line WHERE $2::jsonb ? 'geometry'
  )
  UPDATE segment SET
    name = ${changed('name', 'text', 'name')},
    network = ${changed('network', 'text', 'network')},
    technology = ${changed('technology', 'text', 'technology')},
    works_type = ${changed('worksType', 'text', 'works_type')},
    works = ${changed('works', 'jsonb', 'works')},
    crossings = ${changed('crossings', 'integer', 'crossings')},
    terminations = ${changed('terminations', 'integer', 'terminations')},
    cost_eur = ${changed('costEur', 'float8', 'cost_eur')},
    status = ${changed('status', 'text', 'status')},
    down_mbps = ${changed('downMbps', 'float8', 'down_mbps')},
    reach_m = ${changed('reachM', 'float8', 'reach_m')},
    ready_on = ${changed('readyOn', 'date', 'ready_on')},
    geometry = coalesce((SELECT line FROM drawn), geometry),
    length_m = coalesce((SELECT ST_Length(line::geography) FROM drawn), length_m),
    edited_at = now(), edited_by = $3
  WHERE id = $1
  RETURNING length_m AS "lengthM"`;

/**
 * Changes a segment by hand, and notes who did; the municipalities that it touches, before or after, are stale then.
 *
 * @throws Problem 'not-found'; 'changed-meanwhile' where it is no longer what the change starts from;
 *   'geometry-failed' where no length is left
 */
export async function changeSegment(
  dataSource: DataSource,
  id: string,
  { version, geometry, ...change }: Change,
  actor: Pick<Actor, 'name'>,
  today: string,
): Promise<Feature> {
  return dataSource.transaction(async (db) => {
    await takeForChange(db, id, version);
    const [[{ lengthM }]] = await db.query<[[{ lengthM: number }], number]>(CHANGE, [
      id,
      JSON.stringify({ ...withBothStated(change), ...(geometry && { geometry: onGrid(geometry) }) }),
      actor.name,
    ]);
    checkLength(lengthM);
    return getSegment(db, id, today);
  });
}

/** Keeps other writers from what gaps depend on; before any row is locked: see migrations 0002 and 0012. */
export async function lockGapInputs(db: Queryable): Promise<void> {
  await db.query('SELECT take_instant()');
  await db.query('SELECT pg_advisory_xact_lock_shared($1)', [GAP_INPUTS_LOCK]);
}

/**
 * Locks a segment until the transaction ends.
 *
 * @throws Problem 'not-found'; 'changed-meanwhile' where it is no longer what the change starts from
 */
export async function takeForChange(db: Queryable, id: string, version: string): Promise<void> {
  await lockGapInputs(db);
  const [present] = await db.query<{ version: string }[]>(
    `SELECT ${segmentVersion} AS version FROM segment WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!present) throw segmentUnknown(id);
  if (present.version !== version) {
    throw new Problem('changed-meanwhile', {
      en: 'Somebody has changed this segment meanwhile: load it again and repeat the change',
      it: 'Qualcuno ha modificato nel frattempo questa tratta: ricaricarla e ripetere la modifica',
    });
  }
}

/** Lines as they are stored. */
export const onGrid = (lines: Lines): Lines => ({
  ...lines,
  coordinates: lines.coordinates.map((line) => line.map(([lng, lat]) => roundPosition(lng, lat))),
});

/** @throws Problem 'geometry-failed' where a line has no length */
export function checkLength(lengthM: number): void {
  if (lengthM > 0) return;
  throw new Problem('geometry-failed', { en: 'The line has no length', it: 'La linea non ha lunghezza' });
}
