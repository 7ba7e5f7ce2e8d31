import type { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { Actor } from '../accounts/actor.ts';
import type { Queryable } from '../database/queryable.ts';
import { type Bilingual, Problem } from '../problem.ts';
import type { drawSegment as drawContract, newSegment, splitSegment as splitContract } from './contract.ts';
import { DRAWN, DRAWN_DATASETS, isDrawn } from './drawn.ts';
import { splitLines } from './split-lines.ts';
import { withBothStated } from './works.ts';
import { checkLength, getSegment, lockGapInputs, onGrid, takeForChange } from './store.ts';

type Feature = z.infer<typeof drawContract.answer>;
type Parts = z.infer<typeof splitContract.answer>;

const newId = (): string => `${DRAWN}:${crypto.randomUUID()}`;

/**
 * Adds a segment drawn by hand; the municipalities that it touches are stale then.
 *
 * @param today YYYY-MM-DD in Italy
 * @throws Problem 'geometry-failed' where the line has no length
 */
export async function drawSegment(
  dataSource: DataSource,
  { geometry, ...stated }: z.output<typeof newSegment>,
  { name: actor }: Pick<Actor, 'name'>,
  today: string,
): Promise<Feature> {
  const id = newId();
  return dataSource.transaction(async (db) => {
    await lockGapInputs(db);
    const datasetId = await drawnDataset(db, 'fact', actor);
    const [{ lengthM }] = await db.query<[{ lengthM: number }]>(
      `INSERT INTO segment (id, name, network, status, works_type, works, crossings, terminations, technology, down_mbps,
         up_mbps, reach_m, cost_eur, ready_on, geometry, length_m, edited_at, edited_by, dataset_id)
       SELECT $1, s.name, s.network, s.status, s."worksType", s.works, s.crossings, s.terminations, s.technology, s."downMbps",
         s."upMbps", s."reachM", s."costEur", s."readyOn", line, ST_Length(line::geography), now(), $4, $5
       FROM jsonb_to_record($2::jsonb) AS s(name text, network text, status text, "worksType" text, works jsonb,
           crossings integer, terminations integer, technology text,
           "downMbps" float8, "upMbps" float8, "reachM" float8, "costEur" float8, "readyOn" date),
         ST_SetSRID(ST_GeomFromGeoJSON($3::jsonb), 4326) AS line
       RETURNING length_m AS "lengthM"`,
      [id, JSON.stringify(withBothStated(stated)), JSON.stringify(onGrid(geometry)), actor, datasetId],
    );
    checkLength(lengthM);
    await countDrawn(db, datasetId);
    return getSegment(db, id, today);
  });
}

// Whatever a segment has beside what the parts differ in, the second has as the first: also columns that come later. What is
// counted once along the line stays with the first, as nobody knows where it is.
const ADD_REST = `
  INSERT INTO segment
  SELECT (jsonb_populate_record(segment, jsonb_build_object(
    'id', $2::text, 'name', segment.name || ' (2)', 'geometry', line::text, 'length_m', ST_Length(line::geography),
    'dataset_id', $4::integer, 'source_row', NULL, 'since', take_instant(),
    'crossings', NULL, 'terminations', NULL))).*
  FROM segment, ST_SetSRID(ST_GeomFromGeoJSON($3::jsonb), 4326) AS line WHERE segment.id = $1`;

const KEEP_FIRST = `
  UPDATE segment SET geometry = line, length_m = ST_Length(line::geography)
  FROM ST_SetSRID(ST_GeomFromGeoJSON($2::jsonb), 4326) AS line WHERE segment.id = $1`;

const SHARE_COST = `
  UPDATE segment SET cost_eur = cost_eur * length_m / (SELECT sum(length_m) FROM segment WHERE id = ANY ($1)),
    edited_at = now(), edited_by = $2
  WHERE id = ANY ($1)`;

/**
 * Splits a segment where it is nearest to a position: it keeps the part up to there, the rest becomes a drawn one, with all
 * that was announced. Gaps are computed anew and stay what they are.
 *
 * @param today YYYY-MM-DD in Italy
 * @throws Problem 'not-found'; 'changed-meanwhile' where it is no longer what the change starts from;
 *   'geometry-failed' where the position lies beside the line, or nothing would be left of a part
 */
export async function splitSegment(
  dataSource: DataSource,
  id: string,
  { version, at }: z.output<typeof splitContract.body & object>,
  { name: actor }: Pick<Actor, 'name'>,
  today: string,
): Promise<Parts> {
  const restId = newId();
  return dataSource.transaction(async (db) => {
    await takeForChange(db, id, version);
    const { geometry, properties } = await getSegment(db, id, today);
    const parts = splitLines(geometry.coordinates, at);
    if (typeof parts === 'string') throw new Problem('geometry-failed', WHY_NOT[parts]);
    const datasetId = await drawnDataset(db, properties.generated ? 'generated' : 'fact', actor);
    const lines = (coordinates: unknown) => JSON.stringify({ type: 'MultiLineString', coordinates });
    await db.query(ADD_REST, [id, restId, lines(parts.rest), datasetId]);
    await db.query(
      `INSERT INTO segment_announcement (segment_id, ordinal, announced_on, promised_ready_on, source)
       SELECT $2, ordinal, announced_on, promised_ready_on, source FROM segment_announcement WHERE segment_id = $1`,
      [id, restId],
    );
    await db.query(KEEP_FIRST, [id, lines(parts.first)]);
    await db.query(SHARE_COST, [[id, restId], actor]);
    await countDrawn(db, datasetId);
    return { kept: await getSegment(db, id, today), added: await getSegment(db, restId, today) };
  });
}

const WHY_NOT: Record<'beside' | 'end', Bilingual> = {
  beside: {
    en: 'The position lies more than 1 m beside the line',
    it: 'La posizione è a più di 1 m dalla linea',
  },
  end: {
    en: 'The line begins or ends there: nothing would be left of one part',
    it: 'La linea comincia o finisce lì: di una parte non resterebbe nulla',
  },
};

/**
 * Deletes a segment drawn by hand; the municipalities that it touched are stale then.
 *
 * @throws Problem 'not-found'; 'changed-meanwhile' where it is no longer that; 'comes-from-file' where nobody has drawn it
 */
export async function removeSegment(dataSource: DataSource, id: string, version: string): Promise<{ id: string }> {
  return dataSource.transaction(async (db) => {
    await takeForChange(db, id, version);
    if (!isDrawn(id)) {
      throw new Problem('comes-from-file', {
        en: 'This segment comes from a file: it goes with a newer file that no longer has it, or with another status',
        it: 'Questa tratta viene da un file: se ne va con un file più nuovo che non la contiene più, o cambiandone lo stato',
      });
    }
    const [[{ datasetId }]] = await db.query<[[{ datasetId: number }], number]>(
      'DELETE FROM segment WHERE id = $1 RETURNING dataset_id AS "datasetId"',
      [id],
    );
    await countDrawn(db, datasetId);
    return { id };
  });
}

/** The id of the data set of drawn segments, made where there is none yet. */
async function drawnDataset(db: Queryable, nature: keyof typeof DRAWN_DATASETS, actor: string): Promise<number> {
  const [{ id }] = await db.query<[{ id: number }]>(
    `INSERT INTO dataset (kind, name, nature, origin, file_name, sha256) VALUES ('segments', $1, $2, $3, '', '')
     ON CONFLICT (kind, name) DO UPDATE SET imported_at = now() RETURNING id`,
    [DRAWN_DATASETS[nature], nature, actor],
  );
  return id;
}

async function countDrawn(db: Queryable, datasetId: number): Promise<void> {
  await db.query(
    `UPDATE dataset SET rows_read = drawn.count, rows_stored = drawn.count
     FROM (SELECT count(*)::integer AS count FROM segment WHERE dataset_id = $1) drawn WHERE id = $1`,
    [datasetId],
  );
}
