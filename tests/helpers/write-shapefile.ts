export interface ShapeField {
  name: string;
  type: 'C' | 'N' | 'D' | 'L';
  length: number;
}
export interface ShapeFeature {
  geometry: GeoJSON.Geometry | null;
  values: string[];
  deleted?: boolean;
}

/** The files of a shapefile named `shape`, its .shp first; kinds of shapes and text may be mixed as no program would. */
export function writeShapefile(
  fields: readonly ShapeField[],
  features: readonly ShapeFeature[],
  {
    encoding = 'latin1',
    languageDriver = 0,
    extra = 0,
  }: { encoding?: BufferEncoding; languageDriver?: number; extra?: number } = {},
): { 'shape.shp': Buffer; 'shape.dbf': Buffer } {
  return {
    'shape.shp': writeShp(features.map(({ geometry }) => shapeOf(geometry, extra))),
    'shape.dbf': writeDbf(fields, features, encoding, languageDriver),
  };
}

/** A .shp of these records, whatever they hold. */
export function writeShp(shapes: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32LE(1000, 28);
  const records = shapes.flatMap((shape, index) => {
    const start = Buffer.alloc(8);
    start.writeInt32BE(index + 1, 0);
    start.writeInt32BE(shape.length / 2, 4);
    return [start, shape];
  });
  return Buffer.concat([header, ...records]);
}

/** @param extra 0 in two dimensions, 10 with heights, 20 with measures */
function shapeOf(geometry: GeoJSON.Geometry | null, extra: number): Buffer {
  if (geometry === null) return int32(0);
  switch (geometry.type) {
    case 'Point':
      return Buffer.concat([int32(1 + extra), positionOf(geometry.coordinates), extra ? double(7) : Buffer.alloc(0)]);
    case 'MultiPoint': {
      const points = geometry.coordinates.map(positionOf);
      return Buffer.concat([int32(8 + extra), Buffer.alloc(32), int32(points.length), ...points]);
    }
    case 'LineString':
      return partsOf(3 + extra, [geometry.coordinates]);
    case 'MultiLineString':
      return partsOf(3 + extra, geometry.coordinates);
    case 'Polygon':
      return partsOf(5 + extra, geometry.coordinates);
    case 'MultiPolygon':
      return partsOf(5 + extra, geometry.coordinates.flat());
    case 'GeometryCollection':
      throw new Error('a shapefile has no collections');
  }
}

function partsOf(kind: number, parts: readonly number[][][]): Buffer {
  let start = 0;
  const starts = parts.map((part) => {
    const at = start;
    start += part.length;
    return int32(at);
  });
  const heights = kind > 10 ? Buffer.alloc(16 + start * 8) : Buffer.alloc(0);
  return Buffer.concat([
    int32(kind),
    Buffer.alloc(32),
    int32(parts.length),
    int32(start),
    ...starts,
    ...parts.flat().map(positionOf),
    heights,
  ]);
}

function writeDbf(
  fields: readonly ShapeField[],
  features: readonly ShapeFeature[],
  encoding: BufferEncoding,
  languageDriver: number,
): Buffer {
  const header = Buffer.alloc(32);
  header[0] = 3;
  header.writeUInt32LE(features.length, 4);
  header.writeUInt16LE(32 + fields.length * 32 + 1, 8);
  header.writeUInt16LE(1 + fields.reduce((sum, { length }) => sum + length, 0), 10);
  header[29] = languageDriver;
  const described = fields.map(({ name, type, length }) => {
    const field = Buffer.alloc(32);
    field.write(name, 'latin1');
    field.write(type, 11, 'latin1');
    field[16] = length;
    return field;
  });
  const rows = features.map(({ values, deleted = false }) => {
    const cells = fields.map(({ length }, index) => {
      const cell = Buffer.alloc(length, ' ');
      Buffer.from(values[index] ?? '', encoding).copy(cell);
      return cell;
    });
    return Buffer.concat([Buffer.from(deleted ? '*' : ' '), ...cells]);
  });
  return Buffer.concat([header, ...described, Buffer.of(0x0d), ...rows, Buffer.of(0x1a)]);
}

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

function positionOf([x, y]: readonly number[]): Buffer {
  return Buffer.concat([double(x!), double(y!)]);
}
