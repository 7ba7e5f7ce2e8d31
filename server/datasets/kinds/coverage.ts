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

/** What can be bought today: polygons are areas, points are covered premises. */
export const coverage: Kind<CoverageRow> = {
  columns: [
    {
      name: 'id',
      synonyms: ['identificativo', 'codice', 'id_egon', 'egon', 'id_civico'],
      meaning: { en: 'number or name by which the source knows it', it: 'identificativo presso la fonte' },
    },
    {
      name: 'network',
      synonyms: ['rete', 'network_name'],
      required: true,
      meaning: { en: 'separate physical network', it: 'rete fisica distinta' },
    },
    {
      name: 'operator',
      synonyms: ['operatore', 'provider', 'gestore'],
      meaning: { en: 'who sells it', it: 'operatore che la vende' },
    },
    {
      name: 'technology',
      synonyms: ['tecnologia', 'tech'],
      required: true,
      meaning: {
        en: 'FTTH, FTTB, FTTC, DSL, CABLE, FWA, MOBILE or SATELLITE',
        it: 'FTTH, FTTB, FTTC, DSL, CABLE, FWA, MOBILE o SATELLITE',
      },
    },
    {
      name: 'down_mbps',
      synonyms: ['downMbps', 'download', 'download_mbps', 'velocita download', 'max_download'],
      required: true,
      holds: 'number',
      meaning: { en: 'speed down, Mbit/s', it: 'velocità in download, Mbit/s' },
    },
    {
      name: 'up_mbps',
      synonyms: ['upMbps', 'upload', 'upload_mbps', 'velocita upload', 'max_upload'],
      holds: 'number',
      meaning: { en: 'speed up, Mbit/s', it: 'velocità in upload, Mbit/s' },
    },
    {
      name: 'as_of',
      synonyms: ['asOf', 'data', 'data_rilevazione'],
      holds: 'day',
      meaning: { en: 'day of which it speaks', it: 'giorno a cui si riferisce' },
    },
  ],
  place: { shapes: ['Polygon', 'MultiPolygon', 'Point'] },
  parse(row, context) {
    const id = featureId(context, row);
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
