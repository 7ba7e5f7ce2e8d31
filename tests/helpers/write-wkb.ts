const KIND = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const;

export interface WkbWriting {
  littleEndian?: boolean;
  /** numbers of a position after the first two, as the standard counts them: 1 height, 2 measure, 3 both */
  thousands?: 0 | 1 | 2 | 3;
}

/** A geometry as well-known binary. */
export function writeWkb(geometry: GeoJSON.Geometry, writing: WkbWriting = {}): Buffer {
  const { littleEndian = true, thousands = 0 } = writing;
  const uint32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (littleEndian) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const position = (numbers: readonly number[]) => {
    const all = [...numbers.slice(0, 2), ...[7, 8].slice(0, [0, 1, 1, 2][thousands])];
    const bytes = Buffer.alloc(all.length * 8);
    for (const [index, value] of all.entries()) {
      if (littleEndian) bytes.writeDoubleLE(value, index * 8);
      else bytes.writeDoubleBE(value, index * 8);
    }
    return bytes;
  };
  const list = <T>(items: readonly T[], write: (item: T) => Buffer) =>
    Buffer.concat([uint32(items.length), ...items.map(write)]);
  const line = (positions: readonly number[][]) => list(positions, position);
  const member = (type: 'Point' | 'LineString' | 'Polygon') => (coordinates: unknown) =>
    writeWkb({ type, coordinates } as GeoJSON.Geometry, writing);
  const body = (): Buffer => {
    switch (geometry.type) {
      case 'Point':
        return position(geometry.coordinates);
      case 'LineString':
        return line(geometry.coordinates);
      case 'Polygon':
        return list(geometry.coordinates, line);
      case 'MultiPoint':
        return list(geometry.coordinates, member('Point'));
      case 'MultiLineString':
        return list(geometry.coordinates, member('LineString'));
      case 'MultiPolygon':
        return list(geometry.coordinates, member('Polygon'));
      case 'GeometryCollection':
        return list(geometry.geometries, (one) => writeWkb(one, writing));
    }
  };
  return Buffer.concat([Buffer.of(Number(littleEndian)), uint32(KIND[geometry.type] + thousands * 1000), body()]);
}
