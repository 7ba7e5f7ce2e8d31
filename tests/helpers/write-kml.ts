/** A geometry as KML writes it. */
export function writeKmlGeometry(geometry: GeoJSON.Geometry): string {
  const ring = (positions: readonly number[][]) => `<LinearRing>${coordinatesOf(positions)}</LinearRing>`;
  switch (geometry.type) {
    case 'Point':
      return `<Point>${coordinatesOf([geometry.coordinates])}</Point>`;
    case 'LineString':
      return `<LineString>${coordinatesOf(geometry.coordinates)}</LineString>`;
    case 'Polygon': {
      const [shell, ...holes] = geometry.coordinates;
      const inner = holes.map((hole) => `<innerBoundaryIs>${ring(hole)}</innerBoundaryIs>`);
      return `<Polygon><outerBoundaryIs>${ring(shell!)}</outerBoundaryIs>${inner.join('')}</Polygon>`;
    }
    case 'MultiPoint':
    case 'MultiLineString':
    case 'MultiPolygon': {
      const type = geometry.type.slice(5);
      const parts = geometry.coordinates.map((coordinates) =>
        writeKmlGeometry({ type, coordinates } as unknown as GeoJSON.Geometry),
      );
      return `<MultiGeometry>${parts.join('')}</MultiGeometry>`;
    }
    case 'GeometryCollection':
      return `<MultiGeometry>${geometry.geometries.map(writeKmlGeometry).join('')}</MultiGeometry>`;
  }
}

export function writeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function coordinatesOf(positions: readonly (readonly number[])[]): string {
  return `<coordinates>${positions.map(([x, y]) => `${x},${y},12.5`).join('\n')}</coordinates>`;
}
