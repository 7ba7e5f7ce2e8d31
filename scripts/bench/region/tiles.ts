import type { PlanePoint } from '../../demo/plane.ts';

const TILE_M = 1000;

/** Finds what lies near a point of the plane: things are kept under every tile that their box touches. */
export class Tiles<Thing> {
  readonly #byTile = new Map<string, Thing[]>();

  /** @param aroundM how far beyond its points a thing is to be found */
  add(thing: Thing, points: readonly PlanePoint[], aroundM: number): void {
    const columns = points.map(([x]) => x);
    const rows = points.map(([, y]) => y);
    const [west, east] = [Math.min(...columns) - aroundM, Math.max(...columns) + aroundM].map(tileOf) as [
      number,
      number,
    ];
    const [south, north] = [Math.min(...rows) - aroundM, Math.max(...rows) + aroundM].map(tileOf) as [number, number];
    for (let column = west; column <= east; column++) {
      for (let row = south; row <= north; row++) {
        const there = this.#byTile.get(`${column} ${row}`);
        if (there) there.push(thing);
        else this.#byTile.set(`${column} ${row}`, [thing]);
      }
    }
  }

  near([x, y]: PlanePoint): readonly Thing[] {
    return this.#byTile.get(`${tileOf(x)} ${tileOf(y)}`) ?? [];
  }
}

function tileOf(metres: number): number {
  return Math.floor(metres / TILE_M);
}
