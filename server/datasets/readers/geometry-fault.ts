import type { Bilingual, RowError } from '../../problem.ts';

/** A geometry that cannot be handed on, and why. */
export class GeometryFault extends Error {
  readonly reason: Bilingual;

  constructor(reason: Bilingual) {
    super(reason.en);
    this.reason = reason;
  }
}

/** What is told of the record whose geometry it is. */
export function faultOf(row: number, { reason }: { reason: Bilingual }): { type: 'fault'; error: RowError } {
  return { type: 'fault', error: { row, line: row, column: 'geometry', value: null, reason } };
}

export function tooManyVertices(limit: number): GeometryFault {
  return new GeometryFault({
    en: `the geometry has more than ${limit} vertices: simplify or split it`,
    it: `la geometria ha più di ${limit} vertici: semplificarla o dividerla`,
  });
}

export function tooDeep(limit: number): GeometryFault {
  return new GeometryFault({
    en: `the geometry has more than ${limit} levels inside one another`,
    it: `la geometria ha più di ${limit} livelli uno dentro l'altro`,
  });
}

export const damaged = () => new GeometryFault({ en: 'the geometry is damaged', it: 'la geometria è danneggiata' });

export const noNumber = () =>
  new GeometryFault({
    en: 'a coordinate of the geometry is no number',
    it: 'una coordinata della geometria non è un numero',
  });

export const isCurved = () =>
  new GeometryFault({
    en: 'the geometry has arcs: convert it to straight lines (in QGIS "Convert to linear", or export as GeoJSON)',
    it: 'la geometria ha archi: convertirla in linee rette (in QGIS esportarla come GeoJSON)',
  });
