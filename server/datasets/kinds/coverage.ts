import { TECHNOLOGIES, type Technology } from '../../targets/technology.ts';
import { readGeometry } from './geometry.ts';
import { featureId, type Kind, type StagedRow } from './kind.ts';

export interface CoverageRow extends StagedRow {
  id: string;
  network: string;
  operator: string | null;
  technology: Technology;
  downMbps: number;
  upMbps: number | null;
  asOf: string | null;
  /** an area, or one covered premises */
  geometry: GeoJSON.Polygon | GeoJSON.MultiPolygon | GeoJSON.Point;
}

/** Speeds in Mbit/s; a terabit to the premises is a slip of the unit. */
export const SPEED = { min: 0, max: 1_000_000 };

/** What can be bought today, GeoJSON: polygons are areas, points are covered premises. */
export const coverage: Kind<CoverageRow> = {
  format: 'geojson',
  columns: [
    { name: 'id' },
    { name: 'network', synonyms: ['rete'], required: true },
    { name: 'operator', synonyms: ['operatore'] },
    { name: 'technology', synonyms: ['tecnologia'], required: true },
    { name: 'down_mbps', synonyms: ['downMbps'], required: true },
    { name: 'up_mbps', synonyms: ['upMbps'] },
    { name: 'as_of', synonyms: ['asOf'] },
  ],
  parse(row, context) {
    const id = featureId(context, row, ['network']);
    const network = row.requiredText('network');
    const technology = row.requiredChoice('technology', TECHNOLOGIES);
    const downMbps = row.requiredNumber('down_mbps', SPEED);
    const read = { operator: row.text('operator'), upMbps: row.number('up_mbps', SPEED), asOf: row.day('as_of') };
    const geometry = readGeometry(row, ['Polygon', 'MultiPolygon', 'Point']);
    if (network === null || technology === null || downMbps === null || geometry === null) return null;
    if (row.faults.length > 0) return null;
    return { row: row.row, line: row.line, id, network, technology, downMbps, ...read, geometry };
  },
};
