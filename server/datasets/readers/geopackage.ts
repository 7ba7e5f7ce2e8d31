import { Problem } from '../../problem.ts';
import { openSqlite, type SqliteFile } from '../files/sqlite.ts';
import { FILE_LIMITS, type FileLimits } from '../limits.ts';
import { epsgCrs, readDeclaredCrs } from './declared-crs.ts';
import type { DeclaredCrs, FormatReader, Layer } from './format-reader.ts';
import { damaged, faultOf } from './geometry-fault.ts';
import { noLayer } from './members.ts';
import type { ReadEvent } from './source-record.ts';
import { isGeometryFault, readWkb } from './wkb.ts';

/** Longer texts are no attribute of a feature. */
const MAX_TEXT = 100_000;
/** Bytes of the envelope that may stand before a geometry, by its code in the flags (OGC 12-128r18, 2.1.3). */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64];

interface Table {
  name: string;
  columns: string[];
  geometryColumn: string | null;
  crs: DeclaredCrs | null;
}

/**
 * Reads the tables of a GeoPackage that it lists as features or attributes. Views and virtual tables are left alone:
 * they could run whatever the file's author likes.
 */
export const geopackage: FormatReader = {
  format: 'geopackage',
  layers: async (source) => {
    const file = openSqlite(await source.path());
    try {
      return listTables(file).map((table) => layerOf(file, table));
    } finally {
      file.close();
    }
  },
  read: async function* (source, { layer = null, limits = FILE_LIMITS }) {
    const file = openSqlite(await source.path());
    try {
      const tables = listTables(file);
      const table = layer === null ? tables[0] : tables.find(({ name }) => name === layer);
      if (table === undefined) throw noLayer(layer!);
      yield* readTable(file, table, limits);
    } finally {
      file.close();
    }
  },
};

function* readTable(file: SqliteFile, table: Table, limits: Readonly<FileLimits>): Generator<ReadEvent> {
  const { name, columns, geometryColumn } = table;
  yield { type: 'columns', columns, line: 1 };
  const asked = geometryColumn === null ? columns : [...columns, geometryColumn];
  let row = 0;
  for (const values of file.rows(`SELECT ${asked.map(quoted).join(', ')} FROM ${quoted(name)}`)) {
    row += 1;
    const properties: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    let size = 0;
    for (const column of columns) {
      const value = values[column];
      const kept = value instanceof Uint8Array ? null : typeof value === 'string' ? value.slice(0, MAX_TEXT) : value;
      properties[column] = kept;
      size += typeof kept === 'string' ? kept.length : 8;
    }
    try {
      const packed = geometryColumn === null ? null : values[geometryColumn];
      if (packed instanceof Uint8Array) size += packed.length;
      const geometry = readGeometry(packed, limits);
      yield { type: 'record', record: { row, line: row, properties, geometry, size } };
    } catch (error) {
      if (!isGeometryFault(error)) throw error;
      yield faultOf(row, error);
    }
  }
}

/** @throws GeometryFault */
function readGeometry(packed: unknown, limits: Readonly<FileLimits>): GeoJSON.Geometry | null {
  if (packed === null || packed === undefined) return null;
  if (!(packed instanceof Uint8Array) || packed.length < 8) throw damaged();
  const [g, p, , flags = 0] = packed;
  if (g !== 0x47 || p !== 0x50) throw damaged();
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 0b111];
  if (envelope === undefined || packed.length < 8 + envelope) throw damaged();
  return readWkb(packed.subarray(8 + envelope), limits);
}

function layerOf(file: SqliteFile, { name, columns, crs }: Table): Layer {
  const [{ count } = {}] = [...file.rows(`SELECT count(*) AS count FROM ${quoted(name)}`)];
  return { name, columns, crs, records: Number(count), text: null };
}

/** @throws Problem 'file-unreadable' where there is none */
function listTables(file: SqliteFile): Table[] {
  const real = new Map<string, string>();
  for (const { name } of file.rows(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'`,
  )) {
    real.set(String(name).toLowerCase(), String(name));
  }
  const tables: Table[] = [];
  const systems = real.has('gpkg_spatial_ref_sys') ? readSystems(file) : new Map<number, DeclaredCrs | null>();
  const geometries = real.has('gpkg_geometry_columns') ? readGeometryColumns(file) : new Map<string, GeometryColumn>();
  if (real.has('gpkg_contents')) {
    for (const { table_name: listed } of file.rows(
      `SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') ORDER BY rowid`,
    )) {
      const name = real.get(String(listed).toLowerCase());
      if (name === undefined) continue;
      const { column = null, system = null } = geometries.get(name.toLowerCase()) ?? {};
      const every = columnsOf(file, name);
      const geometryColumn = every.find((one) => one.name.toLowerCase() === column?.toLowerCase())?.name ?? null;
      const columns = every.filter((one) => one.name !== geometryColumn && !one.isBinary).map((one) => one.name);
      tables.push({ name, columns, geometryColumn, crs: system === null ? null : (systems.get(system) ?? null) });
    }
  }
  if (tables.length === 0) throw withoutLayers();
  return tables;
}

function columnsOf(file: SqliteFile, table: string): { name: string; isBinary: boolean }[] {
  // Columns that are computed by an expression of the file are not among these.
  return [...file.rows('SELECT name, type FROM pragma_table_info(?)', table)].map(({ name, type }) => ({
    name: String(name),
    isBinary: /^blob/i.test(String(type)),
  }));
}

interface GeometryColumn {
  column: string;
  system: number;
}

function readGeometryColumns(file: SqliteFile): Map<string, GeometryColumn> {
  const columns = new Map<string, GeometryColumn>();
  for (const row of file.rows('SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns')) {
    columns.set(String(row['table_name']).toLowerCase(), {
      column: String(row['column_name']),
      system: Number(row['srs_id']),
    });
  }
  return columns;
}

/** Coordinate systems by their number in the file; null for those that say "unknown". */
function readSystems(file: SqliteFile): Map<number, DeclaredCrs | null> {
  const systems = new Map<number, DeclaredCrs | null>();
  for (const row of file.rows(
    'SELECT srs_id, organization, organization_coordsys_id AS code, definition FROM gpkg_spatial_ref_sys',
  )) {
    const id = Number(row['srs_id']);
    const code = Number(row['code']);
    const isEpsg = /^epsg$/i.test(String(row['organization'])) && Number.isInteger(code) && code > 0;
    systems.set(id, id <= 0 ? null : isEpsg ? epsgCrs(code) : readDeclaredCrs(String(row['definition'])));
  }
  return systems;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function withoutLayers(): Problem {
  return new Problem('file-unreadable', {
    en: 'The GeoPackage lists no table of features or attributes. Export the layer again',
    it: 'Il GeoPackage non elenca tabelle di elementi o attributi. Esportare di nuovo il layer',
  });
}
