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

/** Planned segments, lines: our own layout, or spans of the Open Fibre Data Standard 0.2 and 0.3. */
export const segments: Kind<SegmentRow> = {
  columns: [
    {
      name: 'id',
      synonyms: ['identificativo', 'codice'],
      meaning: { en: 'number or name by which the source knows it', it: 'identificativo presso la fonte' },
    },
    { name: 'name', synonyms: ['nome', 'denominazione', 'tratta'], meaning: { en: 'name', it: 'nome' } },
    {
      name: 'network',
      synonyms: ['rete'],
      meaning: { en: 'network it is to be part of', it: 'rete di cui farà parte' },
    },
    {
      name: 'status',
      synonyms: ['stato', 'stato lavori', 'fase'],
      required: true,
      meaning: {
        en: 'how far it is: proposed, planned, underConstruction, operational, or a milestone of the works',
        it: 'stato: proposed, planned, underConstruction, operational, o fase dei lavori',
      },
    },
    {
      name: 'works_type',
      synonyms: ['worksType', 'tipo lavori'],
      meaning: {
        en: 'how it is built: trench, microTrench, aerial, existingDuct',
        it: 'come si costruisce: trench, microTrench, aerial, existingDuct',
      },
    },
    {
      name: 'works',
      meaning: { en: 'shares of its length by works type', it: 'quote della lunghezza per tipo di lavori' },
    },
    {
      name: 'crossings',
      synonyms: ['attraversamenti'],
      holds: 'number',
      meaning: { en: 'crossings', it: 'attraversamenti' },
    },
    {
      name: 'terminations',
      synonyms: ['terminazioni'],
      holds: 'number',
      meaning: { en: 'terminations', it: 'terminazioni' },
    },
    {
      name: 'technology',
      synonyms: ['tecnologia'],
      meaning: { en: 'technology it brings', it: 'tecnologia che porta' },
    },
    {
      name: 'down_mbps',
      synonyms: ['downMbps', 'download'],
      holds: 'number',
      meaning: { en: 'speed down, Mbit/s', it: 'velocità in download, Mbit/s' },
    },
    {
      name: 'up_mbps',
      synonyms: ['upMbps', 'upload'],
      holds: 'number',
      meaning: { en: 'speed up, Mbit/s', it: 'velocità in upload, Mbit/s' },
    },
    {
      name: 'reach_m',
      synonyms: ['reachM'],
      holds: 'number',
      meaning: { en: 'how far from it premises are served, m', it: 'fin dove serve, m' },
    },
    {
      name: 'cost_eur',
      synonyms: ['costEur', 'costo'],
      holds: 'number',
      meaning: { en: 'cost, EUR', it: 'costo, EUR' },
    },
    {
      name: 'ready_on',
      synonyms: ['readyOn', 'data fine lavori'],
      holds: 'day',
      meaning: { en: 'day by which it is to be ready', it: 'giorno in cui sarà pronta' },
    },
    { name: 'announcements', meaning: { en: 'all days that were announced', it: 'tutte le date annunciate' } },
    // Of OFDS:
    { name: 'readyForServiceDate', meaning: { en: 'OFDS: day of service', it: 'OFDS: data di servizio' } },
    { name: 'networkProviders', meaning: { en: 'OFDS: networks on it', it: 'OFDS: reti presenti' } },
    { name: 'physicalInfrastructureProvider', meaning: { en: 'OFDS: owner', it: 'OFDS: proprietario' } },
    {
      name: 'transmissionMedium',
      meaning: { en: 'OFDS: fibre, copper, coaxial, microwave', it: 'OFDS: fibra, rame, coassiale, ponte radio' },
    },
    { name: 'deployment', meaning: { en: 'OFDS: above or below ground', it: 'OFDS: aerea o interrata' } },
    { name: 'featureType', meaning: { en: 'OFDS: node or span', it: 'OFDS: nodo o tratta' } },
    { name: 'start', meaning: { en: 'OFDS: node where it begins', it: 'OFDS: nodo iniziale' } },
    { name: 'end', meaning: { en: 'OFDS: node where it ends', it: 'OFDS: nodo finale' } },
  ],
  place: { shapes: ['LineString', 'MultiLineString'] },
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
