import { EntitySchema } from 'typeorm';
import { geometryColumn, provenanceColumns, type ProvenanceRow, sinceColumn } from '../database/columns.ts';
import type { Technology } from '../targets/technology.ts';
import type { SegmentStatus } from './status.ts';
import type { Works } from './works.ts';

export interface SegmentRow extends ProvenanceRow {
  id: string;
  name: string | null;
  network: string | null;
  status: SegmentStatus;
  worksType: string | null;
  works: Works | null;
  crossings: number | null;
  terminations: number | null;
  technology: Technology;
  downMbps: number | null;
  upMbps: number | null;
  reachM: number | null;
  lengthM: number;
  costEur: number | null;
  readyOn: string | null;
  /** When and by whom it was changed by hand; null where it is as its source said. */
  editedAt: Date | null;
  editedBy: string | null;
  geometry: GeoJSON.MultiLineString;
}

export const segmentTable = new EntitySchema<SegmentRow>({
  name: 'segment',
  columns: {
    id: { type: 'text', primary: true },
    name: { type: 'text', nullable: true },
    network: { type: 'text', nullable: true },
    status: { type: 'text' },
    worksType: { name: 'works_type', type: 'text', nullable: true },
    works: { type: 'jsonb', nullable: true },
    crossings: { type: 'integer', nullable: true },
    terminations: { type: 'integer', nullable: true },
    technology: { type: 'text' },
    downMbps: { name: 'down_mbps', type: 'double precision', nullable: true },
    upMbps: { name: 'up_mbps', type: 'double precision', nullable: true },
    reachM: { name: 'reach_m', type: 'double precision', nullable: true },
    lengthM: { name: 'length_m', type: 'double precision' },
    costEur: { name: 'cost_eur', type: 'double precision', nullable: true },
    readyOn: { name: 'ready_on', type: 'date', nullable: true },
    editedAt: { name: 'edited_at', type: 'timestamptz', nullable: true },
    editedBy: { name: 'edited_by', type: 'text', nullable: true },
    geometry: geometryColumn('MultiLineString'),
    ...provenanceColumns,
  },
  indices: [
    { name: 'segment_geometry', columns: ['geometry'], spatial: true },
    { name: 'segment_reach_m', columns: ['reachM'] },
  ],
});

export interface SegmentAnnouncementRow {
  segmentId: string;
  ordinal: number;
  announcedOn: string | null;
  promisedReadyOn: string;
  source: string | null;
  since: Date;
}

export const segmentAnnouncementTable = new EntitySchema<SegmentAnnouncementRow>({
  name: 'segment_announcement',
  columns: {
    segmentId: { name: 'segment_id', type: 'text', primary: true },
    ordinal: { type: 'integer', primary: true },
    announcedOn: { name: 'announced_on', type: 'date', nullable: true },
    promisedReadyOn: { name: 'promised_ready_on', type: 'date' },
    source: { type: 'text', nullable: true },
    since: sinceColumn,
  },
});
