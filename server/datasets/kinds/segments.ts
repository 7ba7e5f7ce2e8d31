import { STATUSES, type SegmentStatus } from '../../segments/status.ts';
import { mainWorksType, WORKS_TYPES, type Works, type WorksType } from '../../segments/works.ts';
import { TECHNOLOGIES, type Technology } from '../../targets/technology.ts';
import { readAnnouncements, latestPromise, type Announcement } from './announcements.ts';
import { SPEED } from './coverage.ts';
import { readGeometry } from './geometry.ts';
import { featureId, type Kind, type StagedRow } from './kind.ts';
import { isOfdsSpan, readOfdsSpan } from './ofds-span.ts';
import type { RowReader } from './row-reader.ts';
import { readWorks } from './works.ts';

/** What a source tells of a segment beside its place and its name. */
export interface SegmentDetails {
  network: string | null;
  worksType: WorksType | null;
  works: Works | null;
  crossings: number | null;
  terminations: number | null;
  technology: Technology | null;
  downMbps: number | null;
  upMbps: number | null;
  reachM: number | null;
  costEur: number | null;
  /** the latest promise */
  readyOn: string | null;
  announcements: Announcement[];
}

export interface SegmentRow extends StagedRow, SegmentDetails {
  id: string;
  name: string | null;
  status: SegmentStatus;
  technology: Technology;
  geometry: GeoJSON.LineString | GeoJSON.MultiLineString;
}

/** Milestones of works in the Italian BUL portal, by their letters alone. */
const MILESTONES: Record<string, SegmentStatus> = {
  inprogrammazione: 'planned',
  inprogettazionedefinitiva: 'planned',
  inprogettazioneesecutiva: 'planned',
  inesecuzione: 'underConstruction',
  lavorichiusi: 'underConstruction',
  incollaudo: 'underConstruction',
  terminato: 'operational',
};

/** Planned segments, GeoJSON lines: our own layout, or spans of the Open Fibre Data Standard 0.2 and 0.3. */
export const segments: Kind<SegmentRow> = {
  format: 'geojson',
  columns: [
    { name: 'id' },
    { name: 'name', synonyms: ['nome'] },
    { name: 'network', synonyms: ['rete'] },
    { name: 'status', synonyms: ['stato'], required: true },
    { name: 'works_type', synonyms: ['worksType'] },
    { name: 'works' },
    { name: 'crossings', synonyms: ['attraversamenti'] },
    { name: 'terminations', synonyms: ['terminazioni'] },
    { name: 'technology', synonyms: ['tecnologia'] },
    { name: 'down_mbps', synonyms: ['downMbps'] },
    { name: 'up_mbps', synonyms: ['upMbps'] },
    { name: 'reach_m', synonyms: ['reachM'] },
    { name: 'cost_eur', synonyms: ['costEur'] },
    { name: 'ready_on', synonyms: ['readyOn'] },
    { name: 'announcements' },
    // Of OFDS:
    { name: 'readyForServiceDate' },
    { name: 'networkProviders' },
    { name: 'physicalInfrastructureProvider' },
    { name: 'transmissionMedium' },
    { name: 'deployment' },
    { name: 'featureType' },
    { name: 'start' },
    { name: 'end' },
  ],
  parse(row, context) {
    const id = featureId(context, row);
    const name = row.text('name');
    const status = row.requiredChoice('status', STATUSES, MILESTONES);
    const details = isOfdsSpan(row) ? readOfdsSpan(row) : readOwnLayout(row);
    const geometry = readGeometry(row, ['LineString', 'MultiLineString']);
    const { technology } = details;
    if (status === null || technology === null || geometry === null || row.faults.length > 0) return null;
    return { row: row.row, line: row.line, id, name, status, ...details, technology, geometry };
  },
};

function readOwnLayout(row: RowReader): SegmentDetails {
  const announcements = readAnnouncements(row);
  const stated = row.day('ready_on');
  const promised = latestPromise(announcements);
  if (stated !== null && promised !== null && stated !== promised) {
    row.fault('ready_on', stated, {
      en: `is not the latest announced day (${promised})`,
      it: `non è l'ultima data annunciata (${promised})`,
    });
  }
  const works = readWorks(row);
  return {
    network: row.text('network'),
    worksType: row.choice('works_type', WORKS_TYPES) ?? (works && mainWorksType(works)),
    works,
    crossings: row.number('crossings', { min: 0, max: 1000, whole: true }),
    terminations: row.number('terminations', { min: 0, max: 100_000, whole: true }),
    technology: row.requiredChoice('technology', TECHNOLOGIES),
    downMbps: row.number('down_mbps', SPEED),
    upMbps: row.number('up_mbps', SPEED),
    reachM: row.number('reach_m', { min: 0, max: 10_000 }),
    costEur: row.number('cost_eur', { min: 0, max: 1e12 }),
    readyOn: promised ?? stated,
    announcements,
  };
}
