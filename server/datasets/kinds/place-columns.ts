import type { Column } from './columns.ts';

/** Columns that tell the place of a row where its format has no geometry: x and y, or both in a cell, or a shape. */
export const PLACE_COLUMNS: readonly Column[] = [
  {
    name: 'x',
    synonyms: [
      'lng',
      'lon',
      'long',
      'longitude',
      'longitudine',
      'est',
      'east',
      'easting',
      'coord_x',
      'coordx',
      'x_coord',
      'coordinata_x',
      'coordinata est',
      'utm_x',
      'gb_est',
    ],
    holds: 'number',
    meaning: { en: 'longitude, or east', it: 'longitudine, o est' },
  },
  {
    name: 'y',
    synonyms: [
      'lat',
      'latitude',
      'latitudine',
      'nord',
      'north',
      'northing',
      'coord_y',
      'coordy',
      'y_coord',
      'coordinata_y',
      'coordinata nord',
      'utm_y',
      'gb_nord',
    ],
    holds: 'number',
    meaning: { en: 'latitude, or north', it: 'latitudine, o nord' },
  },
  {
    name: 'position',
    synonyms: ['posizione', 'coordinate', 'coordinates', 'latlon', 'lat_lon', 'lonlat', 'geo_point_2d', 'geopoint'],
    meaning: { en: 'both coordinates in one cell', it: 'entrambe le coordinate in una cella' },
  },
  {
    name: 'wkt',
    synonyms: ['geometry', 'geometria', 'the_geom', 'geom', 'wkt_geom', 'shape'],
    meaning: { en: 'shape as well-known text (WKT)', it: 'forma come testo WKT' },
  },
];
