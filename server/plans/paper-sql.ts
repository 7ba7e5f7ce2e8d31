// Statements that read what the papers of a plan show beside its figures.

/** Outlines of municipalities, for a map on paper: to 20 m. $1: codes. */
export const OUTLINES = `
  SELECT code, ST_AsGeoJSON(ST_Multi(ST_SimplifyPreserveTopology(geometry, 0.0002)), 5)::json AS outline
  FROM municipality WHERE code = ANY ($1::text[]) ORDER BY code COLLATE "C"`;

/** Lines of segments. $1: ids. */
export const LINES = `
  SELECT id, ST_AsGeoJSON(geometry, 6)::json AS line FROM segment WHERE id = ANY ($1::text[]) ORDER BY id COLLATE "C"`;

/** Where firms stand. $1: ids. */
export const POSITIONS = `
  SELECT id, ST_X(position) AS lng, ST_Y(position) AS lat FROM firm WHERE id = ANY ($1::text[]) ORDER BY id COLLATE "C"`;

/** Data sets behind the figures. */
export const SOURCES = `
  SELECT name, imported_at::date::text AS "importedOn", nature = 'generated' AS generated
  FROM dataset ORDER BY name COLLATE "C", id`;
