import { FILE_LIMITS } from '../limits.ts';
import { readDbfHeader, readDbfRows, type DbfHeader } from './dbf.ts';
import { findDbfEncoding, type DbfEncoding } from './dbf-encoding.ts';
import { readDeclaredCrs } from './declared-crs.ts';
import type { DeclaredCrs, Encoding, FormatReader } from './format-reader.ts';
import { faultOf } from './geometry-fault.ts';
import { refusal } from './refused-formats.ts';
import { readShapes } from './shp.ts';
import type { SourceRecord } from './source-record.ts';
import type { Source } from './source.ts';

const ASCII = new TextDecoder('latin1');
const MAX_PRJ_BYTES = 100_000;

/**
 * Reads a shapefile by its .shp, with the .dbf, .prj and .cpg that lie beside it. Without a .prj no coordinate system
 * is declared.
 */
export const shapefile: FormatReader = {
  format: 'shapefile',
  layers: async (source) => {
    const { header, encoding } = await openTable(source, null);
    return [
      {
        name: '',
        columns: header.fields.map(({ name }) => name),
        crs: await readCrs(source),
        records: header.records,
        text: encoding === null ? null : { encoding, delimiter: null, headerLine: null },
      },
    ];
  },
  read: async function* (source, { encoding = null, limits = FILE_LIMITS }) {
    const { dbf, header, decode } = await openTable(source, encoding);
    yield { type: 'columns', columns: header.fields.map(({ name }) => name), line: 1 };
    const rows = readDbfRows(dbf, header, decode);
    let row = 0;
    try {
      for await (const shape of readShapes(source, limits)) {
        row += 1;
        const next = await rows.next();
        // A row that is marked as deleted takes its shape with it; shapes beyond the table say nothing.
        if (next.done) return;
        if (next.value === null) continue;
        if ('fault' in shape) yield faultOf(row, shape.fault);
        else {
          const { geometry } = shape;
          const size = header.recordBytes + sizeOf(geometry);
          const record: SourceRecord = { row, line: row, properties: next.value, geometry, size };
          yield { type: 'record', record };
        }
      }
    } finally {
      await rows.return(undefined);
    }
  },
};

interface OpenTable extends DbfEncoding {
  dbf: Source;
  header: DbfHeader;
}

async function openTable(shape: Source, asked: Encoding | null): Promise<OpenTable> {
  const dbf = besideShape(shape, 'dbf');
  if (dbf === null) throw refusal('shapefileAlone', shape.name);
  const { languageDriver } = await readDbfHeader(dbf, (bytes) => ASCII.decode(bytes));
  const decoding = await findDbfEncoding(dbf, besideShape(shape, 'cpg'), languageDriver, asked);
  return { dbf, header: await readDbfHeader(dbf, decoding.decode), ...decoding };
}

async function readCrs(shape: Source): Promise<DeclaredCrs | null> {
  const prj = besideShape(shape, 'prj');
  if (prj === null) return null;
  let wkt = '';
  for await (const piece of prj.read()) {
    wkt += ASCII.decode(piece);
    if (wkt.length > MAX_PRJ_BYTES) break;
  }
  return wkt.trim() === '' ? null : readDeclaredCrs(wkt);
}

/** About as many characters as it would have as text. */
function sizeOf(geometry: GeoJSON.Geometry | null): number {
  if (geometry === null || geometry.type === 'GeometryCollection') return 0;
  const count = (value: unknown): number =>
    Array.isArray(value)
      ? typeof value[0] === 'number'
        ? 1
        : value.reduce<number>((sum, part) => sum + count(part), 0)
      : 0;
  return count(geometry.coordinates) * 40;
}

/** The file of the same shapefile that ends in this; null where there is none. */
export function besideShape(shape: Source, ending: string): Source | null {
  const { folder = '' } = shape;
  const wanted = shape.name.replace(/shp$/i, ending).toLowerCase();
  return shape.siblings.find((one) => (one.folder ?? '') === folder && one.name.toLowerCase() === wanted) ?? null;
}
