import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { readRecords } from './istat-list.ts';
import type { Report } from './report.ts';
import { datasetNameOf, type FileTaker } from './take-file.ts';

const BOUNDARIES = [
  ['boundaries/limits_P_19_municipalities.geojson', null],
  ['messy/derived-gis/comuni_cremona_EPSG32632_cp1252_shp.zip', null],
  ['messy/derived-gis/comuni_cremona_two-layers.gpkg', 'comuni_wgs84'],
  ['messy/derived-gis/comuni_cremona_two-layers.gpkg', 'comuni_rdn2008_utm32'],
] as const;
const CREMA = { code: '019035', lng: 9.683, lat: 45.3659 };
const HOUSES = ['messy/alessandria/numeri-civici.csv.zip', 'messy/alessandria/numeri-civici.gpkg.zip'] as const;
/** Of so many house numbers one is asked of cs2cs as well. */
const EVERY = 500;

/** Crema's boundary from every file that has it, each stored in turn. */
export async function checkCrema(db: DataSource, takeFile: FileTaker, report: Report): Promise<void> {
  const places: { lng: number; lat: number }[] = [];
  for (const [file, layer] of BOUNDARIES) {
    await takeFile({ file, chosen: { kind: 'municipalities', layer } });
    const [place] = await db.query(
      `SELECT ST_X(ST_Centroid(geometry)) AS lng, ST_Y(ST_Centroid(geometry)) AS lat FROM municipality WHERE code = $1`,
      [CREMA.code],
    );
    places.push(place);
  }
  const [{ apartM, offM }] = await db.query(
    `WITH place AS (SELECT ST_SetSRID(ST_MakePoint(lng, lat), 4326)::geography AS at
       FROM unnest($1::float8[], $2::float8[]) t (lng, lat))
     SELECT (SELECT max(ST_Distance(a.at, b.at)) FROM place a, place b) AS "apartM",
       (SELECT max(ST_Distance(at, ST_SetSRID(ST_MakePoint($3, $4), 4326)::geography)) FROM place) AS "offM"`,
    [places.map(({ lng }) => lng), places.map(({ lat }) => lat), CREMA.lng, CREMA.lat],
  );
  const seen = places.map(({ lng, lat }) => `${lng.toFixed(7)} ${lat.toFixed(7)}`).join(', ');
  report.check("Crema's centroid from four files, within 1 m", apartM < 1, `${apartM.toFixed(4)} m apart: ${seen}`);
  report.check('Crema near 9.6830 E, 45.3659 N', offM < 20, `${offM.toFixed(1)} m off`);
}

/** House numbers of Alessandria as stored from the CSV and from the GeoPackage, and as cs2cs brings them over. */
export async function checkHouses(db: DataSource, folder: string, report: Report): Promise<void> {
  const names = HOUSES.map((file) => datasetNameOf(file));
  const [{ count, apartM }] = await db.query(
    `WITH house AS (SELECT d.name, street_key || ' ' || number_key AS house, position
       FROM address a JOIN dataset d ON d.id = a.dataset_id WHERE d.name = ANY ($1))
     SELECT count(*)::integer AS count, max("apartM") AS "apartM"
     FROM (SELECT min(ST_Distance(a.position::geography, b.position::geography)) AS "apartM"
       FROM house a LEFT JOIN house b ON a.house = b.house AND b.name = $2
       WHERE a.name <> $2 GROUP BY a.position, a.house) nearest`,
    [names, names[1]],
  );
  report.check(
    'house numbers of Alessandria, CSV and GeoPackage within 10 cm',
    apartM !== null && apartM < 0.1,
    `${count} places, at most ${(apartM * 1000).toFixed(1)} mm apart`,
  );
  const records = await readRecords(join(folder, HOUSES[0]));
  const sample = records.filter((_, index) => index % EVERY === 0);
  const input = sample.map(({ properties: { CoordX, CoordY } }) => [CoordX, CoordY].join(' ')).join('\n');
  const said = execFileSync('cs2cs', ['-f', '%.9f', 'EPSG:3003', 'EPSG:4326'], { input, encoding: 'utf8' });
  const [lats, lngs] = [0, 1].map((at) =>
    said
      .trim()
      .split('\n')
      .map((line) => Number(line.split(/\s+/)[at])),
  );
  const [{ offM }] = await db.query(
    `SELECT max(ST_Distance(a.position::geography, ST_SetSRID(ST_MakePoint(lng, lat), 4326)::geography)) AS "offM"
     FROM unnest($1::integer[], $2::float8[], $3::float8[]) asked ("row", lng, lat)
     JOIN address a ON a.source_row = asked."row" JOIN dataset d ON d.id = a.dataset_id AND d.name = $4`,
    [sample.map(({ row }) => row), lngs, lats, names[0]],
  );
  report.check(
    'house numbers of Alessandria as cs2cs brings them over, within 10 cm',
    sample.length === lats!.length && offM !== null && offM < 0.1,
    `${sample.length} places, at most ${(offM * 1000).toFixed(1)} mm off`,
  );
}
