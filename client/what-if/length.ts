import type { Position } from 'geojson';
import { DistanceFrom } from '../../server/geo/distance.ts';

/** Metres along lines of [lng, lat], to show while they are drawn: the server measures what is saved. */
export const lengthM = (lines: readonly (readonly Position[])[]): number =>
  lines.reduce(
    (sum, line) => line.slice(1).reduce((length, end, index) => length + new DistanceFrom(line[index]!).to(end), sum),
    0,
  );
