/** Tags of an element of OpenStreetMap, by key; without a prototype, for a key may be anything. */
export type Tags = Record<string, string>;

export interface OsmNode {
  type: 'node';
  id: number;
  lng: number;
  lat: number;
  tags: Tags;
}

export interface OsmWay {
  type: 'way';
  id: number;
  /** ids of its nodes, in order */
  refs: number[];
  tags: Tags;
}

export interface OsmRelation {
  type: 'relation';
  id: number;
  members: { type: 'node' | 'way' | 'relation'; ref: number; role: string }[];
  tags: Tags;
}

export type OsmElement = OsmNode | OsmWay | OsmRelation;

/** Reads the elements of one type, whatever their order in the file; each call begins anew. */
export type ReadElements = <T extends OsmElement['type']>(
  type: T,
) => AsyncIterable<readonly Extract<OsmElement, { type: T }>[]>;

export const noTags = (): Tags => Object.create(null) as Tags;

/** 1e-7 degrees, the unit of OpenStreetMap. */
export const NANODEGREES_PER_UNIT = 100;
export const UNITS_PER_DEGREE = 1e7;
