import { readGeometry } from './geometry.ts';
import { featureId, type Kind, type StagedRow } from './kind.ts';
import type { RowReader } from './row-reader.ts';

export interface RoadRow extends StagedRow {
  id: string;
  /** value of OpenStreetMap's highway */
  class: string;
  name: string | null;
  surface: string | null;
  access: string | null;
  /** 'forward' and 'backward' along the line */
  oneway: 'no' | 'forward' | 'backward';
  /** for each line of the geometry, the ids of its vertices: two roads meet where they have one in common */
  nodes: number[][] | null;
  geometry: GeoJSON.LineString | GeoJSON.MultiLineString;
}

const ONEWAY: Record<string, RoadRow['oneway']> = {
  yes: 'forward',
  true: 'forward',
  '1': 'forward',
  '-1': 'backward',
  reverse: 'backward',
};

/** Roads along which a network can be laid: `highway` of OpenStreetMap. */
export const roads: Kind<RoadRow> = {
  columns: [
    { name: 'id', synonyms: ['osm_id'], meaning: { en: 'its number', it: 'identificativo' } },
    {
      name: 'highway',
      synonyms: ['class', 'classe', 'fclass'],
      required: true,
      meaning: { en: 'class of the road', it: 'classe della strada' },
    },
    { name: 'name', synonyms: ['nome', 'denominazione'], meaning: { en: 'name', it: 'nome' } },
    { name: 'surface', synonyms: ['fondo', 'pavimentazione'], meaning: { en: 'surface', it: 'fondo' } },
    { name: 'access', synonyms: ['accesso'], meaning: { en: 'who may use it', it: 'chi può usarla' } },
    { name: 'oneway', synonyms: ['senso_unico'], meaning: { en: 'one way', it: 'senso unico' } },
    { name: 'osm_nodes', meaning: { en: 'OpenStreetMap: ids of its nodes', it: 'OpenStreetMap: id dei nodi' } },
  ],
  place: { shapes: ['LineString', 'MultiLineString'] },
  parse(row, context) {
    const id = featureId(context, row);
    const roadClass = row.requiredText('highway');
    const read = { name: row.text('name'), surface: row.text('surface'), access: row.text('access') };
    const oneway = ONEWAY[(row.text('oneway') ?? '').toLowerCase()] ?? 'no';
    const geometry = readGeometry(row, ['LineString', 'MultiLineString']);
    if (roadClass === null || geometry === null || row.faults.length > 0) return null;
    return {
      row: row.row,
      line: row.line,
      id,
      class: roadClass,
      ...read,
      oneway,
      nodes: nodesOf(row, geometry),
      geometry,
    };
  },
};

/** Null where they are not those of the vertices. */
function nodesOf(row: RowReader, geometry: RoadRow['geometry']): number[][] | null {
  const nodes = row.raw('osm_nodes');
  const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
  const isTheirs =
    Array.isArray(nodes) &&
    nodes.length === lines.length &&
    lines.every((line, at) => {
      const ids: unknown = nodes[at];
      return Array.isArray(ids) && ids.length === line.length && ids.every(Number.isSafeInteger);
    });
  return isTheirs ? (nodes as number[][]) : null;
}
