import type { DataSource } from 'typeorm';
import { MIDDLE } from '../region/place.ts';

/** A number of our own for the plane of the region, beyond those that EPSG gives. */
const SRID = 990_001;

/**
 * Copies the region into a schema of its own, projected to a plane that keeps areas and, this near to its middle,
 * distances to 0.01 %: so PostGIS need not reckon on the ellipsoid, which takes it several times as long. The copying
 * is a gift to the reference: it is not part of any time.
 */
export async function layOutPlane(db: DataSource): Promise<void> {
  await db.query(
    `INSERT INTO spatial_ref_sys (srid, auth_name, auth_srid, proj4text)
     VALUES (${SRID}, 'bench', ${SRID}, '+proj=laea +lat_0=${MIDDLE[1]} +lon_0=${MIDDLE[0]} +datum=WGS84 +units=m +no_defs')`,
  );
  await db.query('CREATE SCHEMA plane');
  for (const [table, columns, place] of TABLES) {
    await db.query(`CREATE TABLE plane.${table} AS SELECT ${columns}, ${projected(place)} AS g FROM ${table}`);
    await db.query(`CREATE INDEX ${table}_g ON plane.${table} USING gist (g)`);
  }
  await db.query('ALTER TABLE plane.municipality ADD PRIMARY KEY (code)');
  await db.query('CREATE INDEX firm_code ON plane.firm (municipality_code)');
  // Few rows a page, so that parallel workers, which take page by page, share the work evenly.
  await db.query(`CREATE TABLE plane.task (code text, filler char(600)) WITH (fillfactor = 10)`);
  await db.query(`INSERT INTO plane.task SELECT code, '' FROM plane.municipality`);
  for (const table of [...TABLES.map(([table]) => table), 'task']) await db.query(`VACUUM ANALYZE plane.${table}`);
}

const TABLES = [
  ['municipality', 'code', 'geometry'],
  ['zone', 'id', 'geometry'],
  ['coverage_area', 'id', 'geometry'],
  ['segment', 'id, reach_m', 'geometry'],
  ['firm', 'id, municipality_code', 'position'],
] as const;

/** A coverage area `a` as it is in the plane. */
export const PROJECTED_AREA = projected('a.geometry');

/**
 * Edges are straight in longitude and latitude: over 1.8 km, 7 cm aside of straight in the plane, so long ones get corners
 * in between, some 500 m apart. A shape of one part is stored as that part: the overlay is quicker with it.
 */
function projected(column: string): string {
  const place = `ST_Transform(ST_Segmentize(${column}, 0.005), ${SRID})`;
  return `CASE WHEN ST_NumGeometries(${column}) = 1 THEN ST_GeometryN(${place}, 1) ELSE ${place} END`;
}
