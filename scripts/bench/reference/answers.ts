import pg from 'pg';
import { PLAIN } from './plain.ts';
import { IN_PARALLEL, TUNED } from './tuned.ts';

/** What PostGIS answers for one municipality; the lists of zones, and those of unserved firms, go together. */
export interface ReferenceAnswer {
  code: string;
  zoneIds: string[];
  zoneM2: number[];
  gapM2: number[];
  laterM2: number[];
  /** Length of the border of each gap after all segments. */
  laterBorderM: number[];
  firms: number;
  unserved: number;
  newlyServed: number;
  unservedIds: string[];
  areaM: number[];
  segmentM: number[];
}

const STATEMENTS = { plain: PLAIN, tuned: TUNED };

/** A connection on which the reference is asked; the answer, shapes and all, stays in the database. */
export class Reference {
  readonly #client: pg.Client;

  constructor(url: string) {
    this.#client = new pg.Client({ connectionString: url, options: '-c jit=off' });
  }

  async open(): Promise<this> {
    await this.#client.connect();
    for (const setting of IN_PARALLEL) await this.#client.query(setting);
    return this;
  }

  close(): Promise<void> {
    return this.#client.end();
  }

  /** Answers anew; returns the ms it took. */
  async ask(which: keyof typeof STATEMENTS): Promise<number> {
    await this.#client.query(`DROP TABLE IF EXISTS answer_${which}`);
    const startedAt = performance.now();
    await this.#client.query(`CREATE TEMP TABLE answer_${which} AS ${STATEMENTS[which]}`);
    return performance.now() - startedAt;
  }

  async answers(which: keyof typeof STATEMENTS): Promise<ReferenceAnswer[]> {
    const list = (column: string) => `coalesce(${column}, '{}')`;
    const { rows } = await this.#client.query<ReferenceAnswer>(
      `SELECT code, firms, unserved, newly_served AS "newlyServed",
         ${list('zone_ids')} AS "zoneIds", ${list('zone_m2')} AS "zoneM2", ${list('gap_m2')} AS "gapM2",
         ${list('later_m2')} AS "laterM2",
         ARRAY(SELECT ST_Perimeter(g) FROM unnest(later) WITH ORDINALITY AS gap (g, number) ORDER BY number) AS "laterBorderM", ${list('unserved_ids')} AS "unservedIds", ${list('area_m')} AS "areaM",
         ${list('segment_m')} AS "segmentM"
       FROM answer_${which}`,
    );
    return rows;
  }
}
