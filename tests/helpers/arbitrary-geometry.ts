import fc from 'fast-check';

const coordinate = fc.double({ min: -1e7, max: 1e7, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const position = fc.tuple(coordinate, coordinate);
const line = fc.array(position, { minLength: 2, maxLength: 6 });

type Ring = [number, number][];

/** A square, closed, clockwise: an outline as a shapefile winds it. */
const outline = fc
  .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 0, max: 20 }))
  .map(([x, place]): Ring => {
    const west = x + place * 10_000;
    return [
      [west, 0],
      [west, 90],
      [west + 90, 90],
      [west + 90, 0],
      [west, 0],
    ];
  });
const polygon = fc.tuple(outline, fc.boolean()).map(([shell, hasHole]) => {
  const [west] = shell[0]!;
  const hole: Ring = [
    [west + 10, 10],
    [west + 20, 10],
    [west + 20, 20],
    [west + 10, 20],
    [west + 10, 10],
  ];
  return hasHole ? [shell, hole] : [shell];
});

const of = <T extends GeoJSON.Geometry>(type: T['type'], coordinates: fc.Arbitrary<unknown>) =>
  coordinates.map((value) => ({ type, coordinates: value }) as unknown as T);

/** Valid geometries of every kind but collections; outlines of polygons wind clockwise and do not touch. */
export const geometry: fc.Arbitrary<GeoJSON.Geometry> = fc.oneof(
  of<GeoJSON.Point>('Point', position),
  of<GeoJSON.MultiPoint>('MultiPoint', fc.array(position, { minLength: 1, maxLength: 5 })),
  of<GeoJSON.LineString>('LineString', line),
  of<GeoJSON.MultiLineString>('MultiLineString', fc.array(line, { minLength: 2, maxLength: 3 })),
  of<GeoJSON.Polygon>('Polygon', polygon),
  of<GeoJSON.MultiPolygon>(
    'MultiPolygon',
    fc.uniqueArray(polygon, { minLength: 2, maxLength: 4, selector: ([shell]) => Math.floor(shell![0]![0] / 5000) }),
  ),
);

/** Text as people write it in a cell: no blanks at its ends, nothing that a format would take for an end. */
export const cellText = fc
  .string({ unit: fc.constantFrom(...Array.from('abcXYZ019 àèéìòùÀ€&<>"\'')), minLength: 1, maxLength: 12 })
  .map((text) => text.trim())
  .filter((text) => text !== '');
