import type { DataSource } from 'typeorm';

/** What a test puts in the database by hand: three municipalities in a row, 20 km apart, each 0.1 degrees wide. */
export const CODES = { west: '019001', middle: '019002', east: '019003' } as const;
const WEST_OF = { west: 9.0, middle: 9.25, east: 9.5 } as const;

const square = (west: number, south: number, size: number) =>
  `ST_Multi(ST_MakeEnvelope(${west}, ${south}, ${west + size}, ${south + size}, 4326))`;

/** Fills an empty database; returns the id of the data set that everything belongs to. */
export async function fillSmallRegion(db: DataSource): Promise<number> {
  const [dataset] = await db.query(
    `INSERT INTO dataset (kind, name, nature, file_name, sha256) VALUES ('municipalities', 'test', 'generated', 'test', '-')
     RETURNING id`,
  );
  const id: number = dataset.id;
  await db.query(
    `INSERT INTO target (down_mbps, technologies, name_it, name_en, source)
     VALUES (100, 'any', 'ultraveloce', 'ultrafast', 'test'), (1000, 'wired', 'gigabit', 'gigabit', 'test')`,
  );
  for (const [name, code] of Object.entries(CODES)) {
    const west = WEST_OF[name as keyof typeof CODES];
    await db.query(
      `INSERT INTO municipality (code, name, search_name, centre, area_m2, geometry, dataset_id)
       SELECT $1, $2, $2, ST_PointOnSurface(g), ST_Area(g::geography), g, $3 FROM (SELECT ${square(west, 45, 0.1)} AS g) s`,
      [code, name, id],
    );
    await addZone(db, id, `zone-${name}`, west + 0.02, 45.02);
    await addFirm(db, id, `firm-${name}`, code, west + 0.025, 45.025);
  }
  return id;
}

/** A zone of 0.01 degrees a side from its south-west corner on. */
export async function addZone(db: DataSource, dataset: number, id: string, west: number, south: number): Promise<void> {
  await db.query(
    `INSERT INTO zone (id, area_m2, geometry, dataset_id)
     SELECT $1, ST_Area(g::geography), g, $2 FROM (SELECT ${square(west, south, 0.01)} AS g) s`,
    [id, dataset],
  );
}

export async function addFirm(
  db: DataSource,
  dataset: number,
  id: string,
  code: string,
  lng: number,
  lat: number,
): Promise<void> {
  await db.query(
    `INSERT INTO firm (id, name, search_name, municipality_code, position, position_precision, dataset_id)
     VALUES ($1, $1, $1, $2, ST_SetSRID(ST_MakePoint($3, $4), 4326), 'exact', $5)`,
    [id, code, lng, lat, dataset],
  );
}

/** A coverage area of so many degrees a side, from its south-west corner on; fibre at a gigabit. */
export async function addCoverage(
  db: DataSource,
  dataset: number,
  id: string,
  west: number,
  south: number,
  size: number,
): Promise<void> {
  await db.query(
    `INSERT INTO coverage_area (id, network, technology, down_mbps, geometry, dataset_id)
     VALUES ($1, 'Alfa', 'FTTH', 1000, ${square(west, south, size)}, $2)`,
    [id, dataset],
  );
}

export async function addSegment(
  db: DataSource,
  dataset: number,
  id: string,
  line: [number, number][],
  readyOn: string,
  status = 'planned',
): Promise<void> {
  await db.query(
    `INSERT INTO segment (id, network, status, technology, down_mbps, reach_m, length_m, ready_on, geometry, dataset_id)
     VALUES ($1, 'Beta', $4, 'FTTH', 1000, 200, 0, $2, ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON($3), 4326)), $5)`,
    [id, readyOn, JSON.stringify({ type: 'LineString', coordinates: line }), status, dataset],
  );
}

/** Many municipalities in a grid, each with a zone, a firm in it, and every other one with coverage. */
export async function fillGrid(db: DataSource, count: number): Promise<void> {
  const [{ id }] = await db.query(
    `INSERT INTO dataset (kind, name, nature, file_name, sha256) VALUES ('municipalities', 'grid', 'generated', 'test', '-')
     RETURNING id`,
  );
  await db.query(
    `INSERT INTO target (down_mbps, technologies, name_it, name_en, source) VALUES (1000, 'wired', 'gigabit', 'gigabit', 'test')
     ON CONFLICT DO NOTHING`,
  );
  for (let index = 0; index < count; index++) {
    const code = String(19_000 + index).padStart(6, '0');
    const [west, south] = [9 + (index % 10) * 0.1, 45 + Math.floor(index / 10) * 0.1];
    await db.query(
      `INSERT INTO municipality (code, name, search_name, centre, area_m2, geometry, dataset_id)
       SELECT $1, $1, $1, ST_PointOnSurface(g), ST_Area(g::geography), g, $2 FROM (SELECT ${square(west, south, 0.1)} AS g) s`,
      [code, id],
    );
    await addZone(db, id, `zone-${code}`, west + 0.02, south + 0.02);
    await addFirm(db, id, `firm-${code}`, code, west + 0.025, south + 0.025);
    if (index % 2 === 0) await addCoverage(db, id, `coverage-${code}`, west + 0.02, south + 0.02, 0.007);
  }
}
