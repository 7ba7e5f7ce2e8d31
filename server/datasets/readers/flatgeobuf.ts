import { Problem } from '../../problem.ts';
import { FILE_LIMITS } from '../limits.ts';
import { ByteReader } from './byte-reader.ts';
import { epsgCrs, readDeclaredCrs } from './declared-crs.ts';
import { Table } from './flatbuffer.ts';
import { readFeature, type Column } from './flatgeobuf-feature.ts';
import type { DeclaredCrs, FormatReader } from './format-reader.ts';
import { faultOf, GeometryFault, tooManyVertices } from './geometry-fault.ts';
import type { Source } from './source.ts';

const MAGIC_BYTES = 8;
const MAX_HEADER_BYTES = 1024 * 1024;
/** Of one feature: its vertices, with heights, measures and times, and as much again for what is said of it. */
const BYTES_OF_VERTEX = 80;
/** Places of fields in the tables of header.fbs. */
const HEADER = { type: 2, columns: 7, count: 8, indexNodeSize: 9, crs: 10 } as const;
const COLUMN = { name: 0, type: 1 } as const;
const CRS = { org: 0, code: 1, wkt: 4 } as const;
const INDEX_NODE_SIZE = 16;
const INDEX_NODE_BYTES = 40;

interface Header {
  type: number;
  columns: Column[];
  /** 0 where it is not told */
  count: number;
  indexBytes: number;
  crs: DeclaredCrs | null;
}

/** Reads FlatGeobuf feature by feature; its index is passed over. */
export const flatgeobuf: FormatReader = {
  format: 'flatgeobuf',
  layers: async (source) => {
    const reader = new ByteReader(source.read());
    try {
      const { columns, crs, count } = await readHeader(reader, source);
      const records = count === 0 ? null : count;
      return [{ name: '', columns: columns.map(({ name }) => name), crs, records, text: null }];
    } finally {
      await reader.close();
    }
  },
  read: async function* (source, { limits = FILE_LIMITS }) {
    const reader = new ByteReader(source.read());
    try {
      const { columns, type, indexBytes } = await readHeader(reader, source);
      yield { type: 'columns', columns: columns.map(({ name }) => name), line: 1 };
      await reader.skip(indexBytes);
      for (let row = 1; ; row += 1) {
        const prefix = await reader.take(4);
        if (prefix.length === 0) return;
        const size = prefix.length < 4 ? Infinity : new DataView(prefix.buffer).getUint32(0, true);
        if (size > source.bytes - reader.position) throw broken(row);
        if (size > limits.vertices * BYTES_OF_VERTEX) {
          await reader.skip(size);
          yield faultOf(row, tooManyVertices(limits.vertices));
          continue;
        }
        try {
          const { properties, geometry } = readFeature(await reader.take(size), columns, type, limits);
          yield { type: 'record', record: { row, line: row, properties, geometry, size } };
        } catch (error) {
          if (!(error instanceof GeometryFault)) throw error;
          yield faultOf(row, error);
        }
      }
    } finally {
      await reader.close();
    }
  },
};

async function readHeader(reader: ByteReader, source: Source): Promise<Header> {
  const start = await reader.take(MAGIC_BYTES + 4);
  const magic = new TextDecoder('latin1').decode(start.subarray(0, 7));
  if (start.length < MAGIC_BYTES + 4 || magic !== 'fgb\x03fgb') throw broken(0);
  const size = new DataView(start.buffer).getUint32(MAGIC_BYTES, true);
  if (size > MAX_HEADER_BYTES || size > source.bytes) throw broken(0);
  const bytes = await reader.take(size);
  try {
    const header = Table.root(bytes);
    const columns = header.tables(HEADER.columns).map((column) => ({
      name: column.text(COLUMN.name) ?? '',
      type: column.uint8(COLUMN.type, 0),
    }));
    const count = header.uint64(HEADER.count);
    const indexBytes = bytesOfIndex(count, header.uint16(HEADER.indexNodeSize, INDEX_NODE_SIZE));
    if (indexBytes > source.bytes - reader.position) throw broken(0);
    return { type: header.uint8(HEADER.type, 0), columns, count, indexBytes, crs: readCrs(header) };
  } catch (error) {
    throw error instanceof RangeError ? broken(0) : error;
  }
}

/** A packed tree: so many nodes as there are features, and those above them, level by level. */
function bytesOfIndex(count: number, nodeSize: number): number {
  if (count === 0 || nodeSize === 0) return 0;
  let nodes = count;
  let level = count;
  do {
    level = Math.ceil(level / Math.max(2, nodeSize));
    nodes += level;
  } while (level > 1);
  return nodes * INDEX_NODE_BYTES;
}

function readCrs(header: Table): DeclaredCrs | null {
  const crs = header.table(HEADER.crs);
  if (crs === null) return null;
  const code = crs.int32(CRS.code, 0);
  const wkt = crs.text(CRS.wkt);
  if (code > 0 && /^(epsg)?$/i.test(crs.text(CRS.org) ?? '')) return epsgCrs(code);
  return wkt === null ? null : readDeclaredCrs(wkt);
}

function broken(row: number): Problem {
  const [en, it] = row === 0 ? ['', ''] : [` at feature ${row}`, ` all'elemento ${row}`];
  return new Problem('file-unreadable', {
    en: `The FlatGeobuf is damaged or cut short${en}. Export it again`,
    it: `Il FlatGeobuf è danneggiato o troncato${it}. Esportarlo di nuovo`,
  });
}
