import type { DataSource } from 'typeorm';
import { questionSql } from '../../../server/gaps/at-horizon.ts';
import {
  BOX,
  COVERAGE_AREAS,
  COVERED_PREMISES,
  DELIVERY_POINTS,
  type FeaturesSql,
  firms,
  GAPS,
  MUNICIPALITIES,
  SEGMENTS,
  ZONES,
} from '../../../server/tiles/features.ts';
import { BUFFER, EXTENT, POINT_BUFFER, tileBox } from '../../../server/tiles/tile.ts';
import { MAX_TILE_ZOOM, type TileLayer } from '../../../server/tiles/zooms.ts';
import type { Step } from './walk.ts';

/** What is asked of gaps and firms. */
export interface BenchQuestion {
  target: number;
  horizon: string;
  today: string;
}

const FIRMS = firms(`firm.position && ${BOX}`, questionSql(5));
const LAYERS: Record<Exclude<TileLayer, 'firms'>, FeaturesSql[]> = {
  municipalities: [{ ...MUNICIPALITIES, from: `${MUNICIPALITIES.from} WHERE m.geometry && ${BOX}` }],
  coverage: [COVERAGE_AREAS, COVERED_PREMISES],
  zones: [ZONES],
  gaps: [GAPS],
  segments: [SEGMENTS],
  deliveryPoints: [DELIVERY_POINTS],
};

/** The same tile as PostGIS makes it; firms that are near to each other go into one cell of a lattice of 30 px. */
export async function referenceTile(db: DataSource, { layer, tile }: Step, asked: BenchQuestion): Promise<Uint8Array> {
  const buffer = layer === 'firms' || layer === 'deliveryPoints' ? POINT_BUFFER : BUFFER;
  const question = [asked.target, asked.horizon, false];
  const more = { gaps: question, firms: question, segments: [asked.today] } as Partial<Record<TileLayer, unknown[]>>;
  const envelope = `ST_TileEnvelope(${tile.z}, ${tile.x}, ${tile.y})`;
  const shown = ({ properties, geometry, position, from }: FeaturesSql) => `
    SELECT ${Object.entries(properties)
      .map(([name, sql]) => `${sql} AS "${name}"`)
      .join(', ')},
      ST_AsMVTGeom(ST_Transform(${geometry ?? position}, 3857), ${envelope}, ${EXTENT}, ${buffer}, true) AS geom
    FROM ${from}`;
  const features =
    layer !== 'firms'
      ? LAYERS[layer].map(shown).join(' UNION ALL ')
      : tile.z === MAX_TILE_ZOOM
        ? shown(FIRMS)
        : clustered(shown(FIRMS));
  const [{ bytes }] = await db.query<[{ bytes: Buffer }]>(
    `SELECT ST_AsMVT(feature, '${layer}', ${EXTENT}, 'geom') AS bytes FROM (${features}) feature WHERE geom IS NOT NULL`,
    [...tileBox(tile, buffer), ...(more[layer] ?? [])],
  );
  return bytes;
}

const CELL_STEPS = (30 / 256) * EXTENT;
const clustered = (alone: string) => `
  SELECT count(*) AS count, count(*) FILTER (WHERE service = 'served') AS served,
    count(*) FILTER (WHERE service = 'servedByHorizon') AS "servedByHorizon",
    count(*) FILTER (WHERE service = 'notServed') AS "notServed",
    count(*) FILTER (WHERE service = 'unknown') AS unknown, ST_Centroid(ST_Collect(geom)) AS geom
  FROM (${alone}) alone GROUP BY floor(ST_X(geom) / ${CELL_STEPS}), floor(ST_Y(geom) / ${CELL_STEPS})`;
