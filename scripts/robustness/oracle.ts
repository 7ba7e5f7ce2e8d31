import type { Position } from 'geojson';
import type { Queryable } from '../../server/database/queryable.ts';
import { type Field, MIDDLE } from './field.ts';

/** Areas of one case: its zones within the boundary, and what of them is not served, today and after all works. */
export interface Areas {
  zonesM2: number;
  todayM2: number;
  laterM2: number;
}

export interface OracleAnswer extends Areas {
  /** Bears on how exact `laterM2` can be: length of the border of the reach of segments that lies in the zones. */
  reachBorderM: number;
}

/**
 * What native PostGIS answers for some cases: each polygon as it is given, ST_MakeValid, then overlay in SQL. Edges are
 * straight in longitude and latitude, as GeoJSON's are; areas are taken in a projection that keeps them.
 */
export async function askPostgis(db: Queryable, fields: readonly Field[]): Promise<OracleAnswer[]> {
  const cases = fields.map(({ boundary, zones, areas, segments }, number) => ({
    number,
    boundary: multiPolygon(boundary),
    zones: zones.map(multiPolygon),
    areas: areas.map(multiPolygon),
    segments: segments.map(({ line, reachM }) => ({ line: { type: 'LineString', coordinates: line }, reachM })),
  }));
  return db.query(ASK, [JSON.stringify(cases)]);
}

function multiPolygon(coordinates: Position[][][]): GeoJSON.MultiPolygon {
  return { type: 'MultiPolygon', coordinates };
}

const centred = `+datum=WGS84 +units=m +lon_0=${MIDDLE[0]}`;
const EQUAL_AREA = `'+proj=cea +lat_ts=${MIDDLE[1]} ${centred}'`;
const EQUAL_DISTANCE = `'+proj=aeqd +lat_0=${MIDDLE[1]} ${centred}'`;

/** Straight edges bend in the projection: between corners at most 200 m apart, by under a millimetre. */
const CORNERS_APART_DEGREES = 0.002;
const straight = (geometry: string) => `ST_Segmentize(${geometry}, ${CORNERS_APART_DEGREES})`;
const inPlane = (geometry: string) => `ST_Transform(${straight(geometry)}, ${EQUAL_AREA})`;
const areaM2 = (geometry: string) => `coalesce(ST_Area(${inPlane(geometry)}), 0)`;

const valid = (shape: string) =>
  `ST_CollectionExtract(ST_MakeValid(ST_GeomFromGeoJSON(${shape}), 'method=structure keepcollapsed=false'), 3)`;
const NOTHING = `'SRID=4326;POLYGON EMPTY'`;
const union = (shapes: string) => `
  SELECT coalesce(ST_Union(g), ${NOTHING}) AS g
  FROM (SELECT ${valid('shape')} AS g FROM json_array_elements(${shapes}) AS shape OFFSET 0) shapes`;
const line = `ST_GeomFromGeoJSON(segment->'line')`;

const ASK = `
  SELECT ${areaM2('zones.g')} AS "zonesM2", ${areaM2('today.g')} AS "todayM2",
    ${areaM2('ST_Difference(today.g, reach.g)')} AS "laterM2",
    ST_Length(${inPlane('ST_Intersection(ST_Boundary(reach.g), zones.g)')}) AS "reachBorderM"
  FROM json_to_recordset($1::json)
    AS asked (number integer, boundary json, zones json, areas json, segments json)
  CROSS JOIN LATERAL (SELECT ST_Intersection(g, ${valid('boundary')}) AS g FROM (${union('zones')}) every OFFSET 0) zones
  CROSS JOIN LATERAL (SELECT ST_Difference(zones.g, g) AS g FROM (${union('areas')}) served OFFSET 0) today
  CROSS JOIN LATERAL (
    SELECT coalesce(ST_Union(ST_Transform(ST_Buffer(
      ST_Transform(${straight(line)}, ${EQUAL_DISTANCE}), (segment->>'reachM')::float8, 'quad_segs=64'),
      ${EQUAL_DISTANCE}, 4326)), ${NOTHING}) AS g
    FROM json_array_elements(segments) AS segment OFFSET 0
  ) reach
  ORDER BY number`;
