import { readGeometry } from './geometry.ts';
import { featureId, SKIPPED, type Kind, type StagedRow } from './kind.ts';
import { listOf, nameOf } from './ofds-values.ts';
import type { RowReader } from './row-reader.ts';

export interface DeliveryPointRow extends StagedRow {
  id: string;
  name: string | null;
  operator: string | null;
  geometry: GeoJSON.Point;
}

/** Neutral delivery points: our own layout, or nodes of the Open Fibre Data Standard 0.2 and 0.3. */
export const deliveryPoints: Kind<DeliveryPointRow> = {
  columns: [
    {
      name: 'id',
      synonyms: ['identificativo', 'codice', 'id_pcn'],
      meaning: { en: 'number or name by which the source knows it', it: 'identificativo presso la fonte' },
    },
    { name: 'name', synonyms: ['nome', 'denominazione', 'pcn'], meaning: { en: 'name', it: 'nome' } },
    { name: 'operator', synonyms: ['operatore', 'gestore'], meaning: { en: 'who runs it', it: 'chi lo gestisce' } },
    // Of OFDS:
    {
      name: 'physicalInfrastructureProvider',
      meaning: { en: 'OFDS: owner of the site', it: 'OFDS: proprietario del sito' },
    },
    { name: 'networkProviders', meaning: { en: 'OFDS: networks there', it: 'OFDS: reti presenti' } },
    { name: 'network', meaning: { en: 'OFDS: network it is part of', it: 'OFDS: rete di cui fa parte' } },
    {
      name: 'accessPoint',
      meaning: { en: 'OFDS: whether a network can be joined there', it: 'OFDS: se ci si può collegare' },
    },
    { name: 'status', meaning: { en: 'OFDS: status', it: 'OFDS: stato' } },
  ],
  place: { shapes: ['Point'] },
  leavesOut: {
    en: 'are nodes at which no network can be joined: without access (accessPoint) or decommissioned',
    it: 'sono nodi in cui non ci si può collegare a una rete: senza accesso (accessPoint) o dismessi',
  },
  parse(row, context) {
    if (!canBeJoined(row)) return SKIPPED;
    const id = featureId(context, row);
    const name = row.text('name');
    const operator = row.text('operator') ?? providerOf(row);
    const geometry = readGeometry(row, ['Point']);
    if (geometry === null || row.faults.length > 0) return null;
    return { row: row.row, line: row.line, id, name, operator, geometry };
  },
};

/** A node is where one can join its network, whatever its type, unless it says otherwise. */
function canBeJoined(row: RowReader): boolean {
  return row.raw('accessPoint') !== false && row.raw('status') !== 'decommissioned';
}

/** Who runs an OFDS node: the owner of its site, else the first network there, else the network it is part of. */
function providerOf(row: RowReader): string | null {
  return (
    nameOf(row.raw('physicalInfrastructureProvider')) ??
    nameOf(listOf(row.raw('networkProviders'))[0]) ??
    nameOf(row.raw('network'))
  );
}
