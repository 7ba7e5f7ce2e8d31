/**
 * The interface of polyclip-ts, the clipping kernel of turf's union, difference and intersect, over Clipper2
 * (integer coordinates, non-zero winding). A dependency of that name on this folder takes the original's place, so that turf
 * is used as it is.
 *
 * Geometries are GeoJSON coordinates of a Polygon or a MultiPolygon, [lng, lat] in degrees. Rings may wind either way;
 * rings that cross themselves must have been repaired before.
 */
import {
  Clipper64,
  ClipType,
  FillRule,
  type Path64,
  type Paths64,
  PathType,
  type PolyPath64,
  PolyTree64,
} from 'clipper2-ts';
import { refuseManyAbreast } from './edges-abreast.ts';

type Position = number[];
type Polygon = Position[][];
type Geometry = Polygon | Polygon[];

/** One unit is 1e-8 degrees, about 1 mm: inputs on the 1e-7 grid are exact, crossings are a millimetre off at most. */
const UNITS_PER_DEGREE = 1e8;

export const union = (first: Geometry, ...more: Geometry[]): Polygon[] => clip(ClipType.Union, [first, ...more], []);

export const difference = (first: Geometry, ...more: Geometry[]): Polygon[] => clip(ClipType.Difference, [first], more);

export const intersection = (first: Geometry, ...more: Geometry[]): Polygon[] =>
  more.reduce<Polygon[]>((common, next) => clip(ClipType.Intersection, [common], [next]), polygonsOf(first));

export const xor = (first: Geometry, ...more: Geometry[]): Polygon[] =>
  more.reduce<Polygon[]>((left, next) => clip(ClipType.Xor, [left], [next]), polygonsOf(first));

function clip(type: ClipType, subjects: Geometry[], clips: Geometry[]): Polygon[] {
  const origin = originOf(subjects);
  if (!origin) return [];
  const tree = new PolyTree64();
  const clipper = new Clipper64();
  const toPaths = (geometry: Geometry) => pathsOf(geometry, origin);
  const [subjectPaths, clipPaths] = [subjects.flatMap(toPaths), clips.flatMap(toPaths)];
  refuseManyAbreast([...subjectPaths, ...clipPaths]);
  clipper.addPaths(subjectPaths, PathType.Subject);
  clipper.addPaths(clipPaths, PathType.Clip);
  // What goes wrong in there is not thrown, and would look as if nothing were left.
  if (!clipper.execute(type, FillRule.NonZero, tree)) throw new Error('the clipping kernel gave up');
  return polygonsOfTree(tree, origin);
}

/** Units are counted from the first position, so that products of differences stay exact in doubles. */
function originOf(geometries: Geometry[]): Position | undefined {
  for (const geometry of geometries) {
    const first = polygonsOf(geometry)[0]?.[0]?.[0];
    if (first) return [unitsOf(first[0]!), unitsOf(first[1]!)];
  }
  return undefined;
}

function unitsOf(degrees: number): number {
  return Math.round(degrees * UNITS_PER_DEGREE);
}

function polygonsOf(geometry: Geometry): Polygon[] {
  return typeof geometry[0]?.[0]?.[0] === 'number' ? [geometry as Polygon] : (geometry as Polygon[]);
}

function pathsOf(geometry: Geometry, origin: Position): Paths64 {
  const paths: Paths64 = [];
  for (const polygon of polygonsOf(geometry)) {
    // Non-zero winding wants outer rings one way round and holes the other.
    polygon.forEach((ring, index) => paths.push(pathOf(ring, origin, index > 0)));
  }
  return paths;
}

function pathOf(ring: Position[], [originX, originY]: Position, isHole: boolean): Path64 {
  const path: Path64 = [];
  let doubleArea = 0;
  let from = { x: 0, y: 0 };
  for (let i = 0; i + 1 < ring.length; i++) {
    const to = { x: unitsOf(ring[i]![0]!) - originX!, y: unitsOf(ring[i]![1]!) - originY! };
    doubleArea += from.x * to.y - to.x * from.y;
    path.push(to);
    from = to;
  }
  if (path.length > 0) doubleArea += from.x * path[0]!.y - path[0]!.x * from.y;
  if (!Number.isFinite(doubleArea)) throw new Error('a ring has a coordinate that is not a number');
  return doubleArea < 0 === isHole ? path : path.toReversed();
}

function polygonsOfTree(tree: PolyTree64, [originX, originY]: Position): Polygon[] {
  const toRing = (path: Path64): Position[] => {
    const ring = path.map(({ x, y }) => [(x + originX!) / UNITS_PER_DEGREE, (y + originY!) / UNITS_PER_DEGREE]);
    ring.push(ring[0]!);
    return ring;
  };
  const polygons: Polygon[] = [];
  const visit = (parent: PolyPath64): void => {
    for (let i = 0; i < parent.count; i++) {
      const outer = parent.child(i);
      const polygon = [toRing(outer.poly ?? [])];
      for (let j = 0; j < outer.count; j++) {
        const hole = outer.child(j);
        polygon.push(toRing(hole.poly ?? []));
        visit(hole);
      }
      polygons.push(polygon);
    }
  };
  visit(tree);
  return polygons;
}
