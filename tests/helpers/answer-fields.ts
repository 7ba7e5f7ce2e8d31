import type { Areas } from '../../scripts/robustness/oracle.ts';
import type { Field } from '../../scripts/robustness/field.ts';
import type { Queryable } from '../../server/database/queryable.ts';
import { readGeometry } from '../../server/datasets/kinds/geometry.ts';
import { RowReader } from '../../server/datasets/kinds/row-reader.ts';
import type { Remark } from '../../server/datasets/remarks.ts';
import { makeValid, STORED_POLYGON } from '../../server/datasets/valid-polygons.ts';
import type { GapInput } from '../../server/gaps/gap-input.ts';
import { municipalityGap } from '../../server/gaps/municipality-gap.ts';
import { boxOf } from '../../server/geo/box.ts';
import { courseOf } from '../../server/geo/course.ts';
import { type Polygons, shapeOf } from '../../server/geo/polygons.ts';
import { TwkbReader } from '../../server/geo/twkb.ts';

const TOGETHER = 100;
const READY_ON = '2028-06-30';
const SERVICE = { network: 'Alfa', technology: 'FTTH', downMbps: 1000 } as const;

/** What our program answers for a case, and what it says against it on the way. */
export interface OwnAnswer extends Areas {
  /** Shapes that the import refuses, and zones that cannot be computed. */
  faults: string[];
}

/**
 * Takes cases the way that a file takes: positions are checked and rounded, what is invalid is repaired, written and read as
 * the database does, and the gap is computed. What is valid lies on the grid already, and is read back as it is.
 */
export async function answerFields(db: Queryable, fields: readonly Field[]): Promise<OwnAnswer[]> {
  const answers: OwnAnswer[] = [];
  for (let from = 0; from < fields.length; from += TOGETHER) {
    const some = fields.slice(from, from + TOGETHER);
    const stored = await storeShapes(db, some.flatMap(polygonsOf));
    answers.push(
      ...some.map((field) =>
        answer(
          field,
          polygonsOf(field).map(() => stored.shift()!),
        ),
      ),
    );
  }
  return answers;
}

function polygonsOf({ boundary, zones, areas }: Field): Polygons[] {
  return [boundary, ...zones, ...areas];
}

interface Stored {
  id: string;
  geometry: Polygons;
  refused: Remark['remark'] | null;
}

/** Each shape as it is read back; refused ones are empty. */
async function storeShapes(db: Queryable, shapes: readonly Polygons[]): Promise<Stored[]> {
  const given = shapes.map((coordinates, row) => {
    const geometry = readPlaces({ type: 'MultiPolygon', coordinates }, row);
    return { row, line: row, geometry: geometry as GeoJSON.MultiPolygon };
  });
  const { rows, remarks } = await makeValid(db, given);
  const remarkOf = new Map(remarks.map(({ row, remark }) => [row, remark]));
  const readBack = await writeAndRead(
    db,
    rows.filter(({ row }) => remarkOf.has(row)),
  );
  return given.map(({ row, geometry: { coordinates } }) => {
    const id = String(row);
    const remark = remarkOf.get(row);
    if (remark === undefined) return { id, geometry: coordinates, refused: null };
    const geometry = readBack.get(row);
    return geometry ? { id, geometry, refused: null } : { id, geometry: [], refused: remark };
  });
}

async function writeAndRead(
  db: Queryable,
  rows: readonly { row: number; geometry: GeoJSON.MultiPolygon }[],
): Promise<Map<number, Polygons>> {
  const written: { row: number; twkb: Uint8Array }[] = await db.query(
    `SELECT "row", ST_AsTWKB(${STORED_POLYGON}, 7, 0, 0, true, true) AS twkb
     FROM json_to_recordset($1::json) AS r ("row" integer, shape text)`,
    [JSON.stringify(rows.map(({ row, geometry }) => ({ row, shape: JSON.stringify(geometry) })))],
  );
  return new Map(written.map(({ row, twkb }) => [row, new TwkbReader(twkb).next().polygons()]));
}

function readPlaces(geometry: GeoJSON.Geometry, row: number): GeoJSON.Geometry {
  const reader = new RowReader({ row, line: row, geometry, properties: {}, size: 0 }, new Map());
  const read = readGeometry(reader, ['MultiPolygon', 'LineString']);
  if (read === null) throw new Error(`shape ${row}: ${reader.faults[0]!.reason.en}`);
  return read;
}

function answer({ zones, segments }: Field, [boundary, ...stored]: readonly Stored[]): OwnAnswer {
  const input: GapInput = {
    code: '019062',
    boundary: boundary!.geometry,
    zones: stored
      .slice(0, zones.length)
      .filter(({ refused }) => refused === null)
      .map(({ id, geometry }) => ({ id, geometry })),
    areas: stored.slice(zones.length).map(({ id, geometry }) => ({ id, ...SERVICE, ...shapeOf(geometry) })),
    segments: segments.map(({ line, reachM }, number) => {
      const read = readPlaces({ type: 'LineString', coordinates: line }, number) as GeoJSON.LineString;
      const lines = [courseOf(read.coordinates)];
      return {
        ...SERVICE,
        id: `s${number}`,
        status: 'planned',
        readyOn: READY_ON,
        reachM,
        lines,
        box: boxOf(read.coordinates),
      };
    }),
    firms: [],
    premises: [],
    coverageWithinM: 25_000,
    segmentsWithinM: 25_000,
    premisesReachM: 50,
  };
  const { municipality } = municipalityGap(input, [{ downMbps: 1000, technologies: 'wired' }]);
  const [today, later] = [municipality[0]!, municipality.at(-1)!];
  const refusals = stored.flatMap(({ refused }, number) => (refused ? [`shape ${number}: ${refused}`] : []));
  return {
    zonesM2: today.figures.zoneAreaM2,
    todayM2: today.figures.zoneGapM2,
    laterM2: later.figures.zoneGapM2,
    faults: [...refusals, ...today.failures.map(({ zoneId, reason }) => `zone ${zoneId}: ${reason}`)],
  };
}
