import type { SegmentRow } from '../datasets/kinds/segments.ts';
import type { Remark } from '../datasets/remarks.ts';
import { mergeStaged, type Staging } from '../datasets/staging.ts';

/** SELECT of what is announced for the staged segments. */
const announced = (staged: string) => `
  SELECT s.key AS segment_id, a.ordinal::integer, (a.entry->>'announcedOn')::date AS announced_on,
    (a.entry->>'promisedReadyOn')::date AS promised_ready_on, a.entry->>'source' AS source
  FROM ${staged} s, json_array_elements(s.announcements) WITH ORDINALITY AS a(entry, ordinal)`;

/** Takes in planned segments with all dates that were announced for them. */
export const segmentStaging: Staging<SegmentRow> = {
  columns: `name text, network text, status text, works_type text, works jsonb, crossings integer, terminations integer,
    technology text, down_mbps double precision, up_mbps double precision, reach_m double precision, length_m double precision, cost_eur double precision,
    ready_on date, edited_at timestamptz, edited_by text, geometry geometry(MultiLineString, 4326), announcements json`,

  async stage(db, staged, rows) {
    return db.query<Remark[]>(
      `WITH incoming AS MATERIALIZED (
         SELECT r.*, ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(shape), 4326)) AS geometry
         FROM json_to_recordset($1::json) AS r("row" integer, line integer, id text, name text, network text, status text,
           "worksType" text, works jsonb, crossings integer, terminations integer, technology text,
           "downMbps" double precision, "upMbps" double precision, "reachM" double precision, "costEur" double precision, "readyOn" date, shape text, announcements json)
       ), measured AS MATERIALIZED (
         SELECT incoming.*, ST_Length(geometry::geography) AS length_m FROM incoming
       ), stored AS (
         INSERT INTO ${staged}
         SELECT "row", line, id, name, network, status, "worksType", works, crossings, terminations, technology,
           "downMbps", "upMbps", "reachM", length_m, "costEur", "readyOn", NULL, NULL, geometry, announcements
         FROM measured
       )
       SELECT "row", 'noLength' AS remark FROM measured WHERE NOT length_m > 0
       UNION ALL
       SELECT "row", 'handChangeReplaced' FROM measured JOIN segment USING (id) WHERE segment.edited_at IS NOT NULL`,
      [JSON.stringify(rows.map(({ geometry, ...row }) => ({ ...row, shape: JSON.stringify(geometry) })))],
    );
  },

  async merge(db, datasetId, staged, onRows) {
    const columns = [
      'name',
      'network',
      'status',
      'works_type',
      'works',
      'crossings',
      'terminations',
      'technology',
      'down_mbps',
      'up_mbps',
      'reach_m',
      'length_m',
      'cost_eur',
      'ready_on',
      'edited_at',
      'edited_by',
      'geometry',
    ];
    await mergeStaged(db, datasetId, { staged, onRows, table: 'segment', key: 'id', columns });
    // What is announced as it was is not touched, so that only what changed has a history.
    await db.query(
      `DELETE FROM segment_announcement a USING segment WHERE segment.id = a.segment_id AND segment.dataset_id = $1
       AND NOT EXISTS (SELECT FROM (${announced(staged)}) s WHERE s.segment_id = a.segment_id AND s.ordinal = a.ordinal)`,
      [datasetId],
    );
    await db.query(
      `INSERT INTO segment_announcement AS a (segment_id, ordinal, announced_on, promised_ready_on, source) ${announced(staged)}
       ON CONFLICT (segment_id, ordinal) DO UPDATE SET announced_on = excluded.announced_on,
         promised_ready_on = excluded.promised_ready_on, source = excluded.source
       WHERE (a.announced_on, a.promised_ready_on, a.source)
         IS DISTINCT FROM (excluded.announced_on, excluded.promised_ready_on, excluded.source)`,
    );
  },
};
