import { Problem, type Bilingual } from '../../problem.ts';
import type { StagedRow } from './kind.ts';

/** Italy with its islands, in degrees, rounded outwards. */
const ITALY = { west: 6, east: 19, south: 35, north: 48 };
/** No degree is as large as this; metres of a projected system are. */
const SURELY_METRES = 1000;

/**
 * Watches where the positions of a file lie, to tell a file whose coordinates are no longitude and latitude, or have
 * them the wrong way round, from one that is right.
 */
export class EnvelopeWatch {
  #placed = 0;
  #swapped = 0;
  #outside = 0;
  #firstOutside: StagedRow | null = null;

  /**
   * Takes note of one record's positions, whether or not the record is otherwise right.
   *
   * @throws Problem 'file-unreadable' where they are metres of a projected system
   */
  watch(place: StagedRow, geometry: unknown): void {
    const box = boxOf((geometry as { coordinates?: unknown } | null)?.coordinates);
    if (box === null) return;
    const [west, south, east, north] = box;
    if (Math.max(Math.abs(west), Math.abs(east), Math.abs(south), Math.abs(north)) >= SURELY_METRES) {
      throw projected(place, west, south);
    }
    this.#placed += 1;
    const { west: w, east: e, south: s, north: n } = ITALY;
    if (west >= w && east <= e && south >= s && north <= n) return;
    if (south >= w && north <= e && west >= s && east <= n) this.#swapped += 1;
    this.#outside += 1;
    this.#firstOutside ??= { row: place.row, line: place.line };
  }

  /**
   * What is to be said once the file is read.
   *
   * @throws Problem 'file-unreadable' where every position would lie in Italy if only it were the other way round
   */
  conclude(): Bilingual[] {
    if (this.#firstOutside === null) return [];
    if (this.#swapped === this.#placed) throw swapped(this.#firstOutside);
    const { row, line } = this.#firstOutside;
    const count = this.#outside;
    return [
      {
        en: `${count} of ${this.#placed} rows lie, wholly or in part, outside Italy (6-19 E, 35-48 N); the first is row ${row}, line ${line}`,
        it: `${count} righe su ${this.#placed} sono, in tutto o in parte, fuori dall'Italia (6-19 E, 35-48 N); la prima è la ${row}, linea ${line}`,
      },
    ];
  }
}

/** West, south, east, north of nested GeoJSON coordinates; null where there is no position. */
function boxOf(coordinates: unknown): [number, number, number, number] | null {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (value: unknown): void => {
    if (!Array.isArray(value)) return;
    const [x, y] = value as unknown[];
    if (typeof x !== 'number' || typeof y !== 'number') {
      for (const part of value as unknown[]) visit(part);
      return;
    }
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  };
  visit(coordinates);
  return Number.isFinite(box[0]) ? box : null;
}

function projected({ row, line }: StagedRow, x: number, y: number): Problem {
  const shown = `${Math.round(x)}, ${Math.round(y)}`;
  return new Problem('file-unreadable', {
    en: `The coordinates of row ${row}, line ${line} (${shown}) are no degrees: it looks like a projected system, in metres. Save the file in WGS 84, longitude and latitude (EPSG:4326)`,
    it: `Le coordinate della riga ${row}, linea ${line} (${shown}) non sono gradi: sembra un sistema proiettato, in metri. Salvare il file in WGS 84, longitudine e latitudine (EPSG:4326)`,
  });
}

function swapped({ row, line }: StagedRow): Problem {
  return new Problem('file-unreadable', {
    en: `Longitude and latitude are the wrong way round in the whole file (see row ${row}, line ${line}): the longitude comes first, such as 9.69, 45.36. Swap them`,
    it: `Longitudine e latitudine sono scambiate in tutto il file (vedi riga ${row}, linea ${line}): prima viene la longitudine, ad esempio 9.69, 45.36. Scambiarle`,
  });
}
