import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ownFolder } from './sources.ts';
import { writeWkb } from './write-wkb.ts';

export interface GeoPackageLayer {
  name: string;
  epsg: number;
  /** absent: a table without places */
  features?: { geometry: GeoJSON.Geometry | null; name: string | null; count: number | bigint | null }[];
  rows?: string[];
}

/** A GeoPackage with these layers, and whatever else is asked of it in SQL. */
export function writeGeoPackage(layers: readonly GeoPackageLayer[], more = ''): Buffer {
  const path = join(ownFolder(), 'made.gpkg');
  const db = new DatabaseSync(path);
  db.exec(`PRAGMA application_id = 0x47504B47;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
    CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, srs_id INTEGER);
    CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('none', -1, 'NONE', -1, 'undefined')`);
  for (const { name, epsg, features, rows } of layers) {
    db.prepare("INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES ('', ?, 'EPSG', ?, '')").run(epsg, epsg);
    db.prepare("INSERT INTO gpkg_contents VALUES (?, ?, '', ?)").run(name, features ? 'features' : 'attributes', epsg);
    const table = `"${name.replaceAll('"', '""')}"`;
    if (rows) {
      db.exec(`CREATE TABLE ${table} (fid INTEGER PRIMARY KEY, text TEXT)`);
      for (const text of rows) db.prepare(`INSERT INTO ${table} (text) VALUES (?)`).run(text);
    }
    if (!features) continue;
    db.prepare("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', ?)").run(name, epsg);
    db.exec(`CREATE TABLE ${table} (fid INTEGER PRIMARY KEY, geom BLOB, name TEXT, count INTEGER, photo BLOB)`);
    const insert = db.prepare(`INSERT INTO ${table} (geom, name, count, photo) VALUES (?, ?, ?, x'00ff')`);
    for (const { geometry, name: said, count } of features) {
      insert.run(geometry === null ? null : packGeometry(writeWkb(geometry), epsg), said, count);
    }
  }
  db.exec(more);
  db.close();
  return readFileSync(path);
}

/** Well-known binary behind the header that GeoPackage wants. */
function packGeometry(wkb: Uint8Array, epsg: number): Buffer {
  const header = Buffer.from('GP\0\x01\0\0\0\0', 'latin1');
  header.writeInt32LE(epsg, 4);
  return Buffer.concat([header, wkb]);
}
