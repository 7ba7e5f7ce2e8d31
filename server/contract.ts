import { z } from 'zod';
import { endOfDayInItaly } from './targets/days.ts';

/**
 * One operation of the API: what comes in, what goes out, who may call it. `endpoint.ts` serves it,
 * `openapi.ts` documents it, the client takes its types from it.
 */
export interface Contract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** Below /api/v1, express style: `/firms/:id`. */
  path: string;
  summary: string;
  tag: string;
  params: Params;
  query: Query;
  /** JSON body; absent where there is none or where it is a stream (`upload`). */
  body?: Body;
  /** The body is a file, read as a stream. */
  upload?: { mediaTypes: readonly string[] };
  answer: Answer;
  mediaType: 'application/json' | 'application/geo+json' | 'application/vnd.mapbox-vector-tile';
  /** The answer is bytes; read by this they are what `answer` describes. Absent where it is JSON. */
  decode?: (bytes: Uint8Array) => unknown;
  /** The answer is a file to be saved, of one of these types; `mediaType` and `answer` say nothing then. */
  file?: { mediaTypes: readonly FileType[] };
  access: 'open' | 'administrator';
}

export type FileType = 'application/pdf' | 'text/csv' | 'application/geo+json';

const nothing = z.object({});

/** Fills in what most operations share: GET, open to read, JSON, no parameters. */
export function defineContract<
  Answer extends z.ZodType,
  Params extends z.ZodType = typeof nothing,
  Query extends z.ZodType = typeof nothing,
  Body extends z.ZodType = z.ZodType,
>(contract: {
  path: string;
  summary: string;
  tag: string;
  answer: Answer;
  params?: Params;
  query?: Query;
  method?: Contract['method'];
  body?: Body;
  upload?: Contract['upload'];
  mediaType?: Contract['mediaType'];
  access?: Contract['access'];
}): Contract<Params, Query, Answer, Body> {
  return {
    method: 'get',
    mediaType: 'application/json',
    access: 'open',
    ...contract,
    params: contract.params ?? (nothing as unknown as Params),
    query: contract.query ?? (nothing as unknown as Query),
  };
}

/** GET of a file to be saved, in the language of the one who asks: see `endpointOfFile`. */
export function defineFile<Params extends z.ZodType = typeof nothing, Query extends z.ZodType = typeof nothing>(file: {
  path: string;
  summary: string;
  tag: string;
  params?: Params;
  query?: Query;
  mediaTypes: readonly FileType[];
}): Contract<Params, Query, z.ZodUnknown> & { file: NonNullable<Contract['file']> } {
  const { mediaTypes, ...contract } = file;
  return { ...defineContract({ ...contract, answer: z.unknown() }), file: { mediaTypes } };
}

/** Whole number; the format keeps the OpenAPI document honest. */
export const integer = z.int().meta({ format: 'int32' });
/** `[lng, lat]` in degrees WGS84. */
export const position = z.tuple([z.number(), z.number()]);
/** Calendar day, `YYYY-MM-DD`, of these times: databases know no year 0. */
export const day = z.iso.date().refine((text) => /^(19|20|21)/.test(text), 'a day between 1900 and 2199');
/** Moment, ISO 8601 with zone. */
export const instant = z.iso.datetime({ offset: true });
/** ISTAT code of a municipality: six digits, leading zeros kept. */
export const istatCode = z.string().regex(/^\d{6}$/, 'six digits, such as 019035');

const ring = z.array(position);
export const multiPolygon = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(ring)),
});
export const multiLine = z.object({
  type: z.literal('MultiLineString'),
  coordinates: z.array(ring),
});
export const point = z.object({ type: z.literal('Point'), coordinates: position });

/** `west,south,east,north` in degrees WGS84. */
export const bbox = z
  .string()
  .transform((text, context) => {
    const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
    const [west, south, east, north] = numbers;
    const fits =
      numbers.length === 4 &&
      numbers.every(Number.isFinite) &&
      west! <= east! &&
      south! <= north! &&
      Math.abs(west!) <= 180 &&
      Math.abs(east!) <= 180 &&
      Math.abs(south!) <= 90 &&
      Math.abs(north!) <= 90;
    if (!fits) {
      context.addIssue({
        code: 'custom',
        message: 'west,south,east,north in degrees, such as 9.5,45.2,9.9,45.5',
      });
      return z.NEVER;
    }
    return [west, south, east, north] as [number, number, number, number];
  })
  .meta({ type: 'string', example: '9.5,45.2,9.9,45.5' });

/**
 * The state at a moment that is asked for: an instant, or a day, which means its end in Italy. Absent: as it is now.
 * Gives an instant.
 */
export const asOf = z
  .union([day, instant])
  .transform((text) => (text.includes('T') ? new Date(text) : endOfDayInItaly(text)).toISOString())
  .optional()
  .meta({
    type: 'string',
    example: '2026-03-31',
    description: 'the state that was held then: a day (its end in Italy) or an instant with zone',
  });

/** `true` or `false` in a query string. */
export const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

/** Page of a list; `limit` is bounded so that no reader can ask for everything at once. */
export const page = (most: number, usual: number) => ({
  limit: z.coerce.number().int().min(1).max(most).default(usual),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

/** A GeoJSON feature collection that says how many features there are in all, as OGC API Features does. */
export function featureCollection<G extends z.ZodType, P extends z.ZodType>(geometry: G, properties: P) {
  return z.object({
    type: z.literal('FeatureCollection'),
    numberMatched: integer.describe('how many there are in all'),
    numberReturned: integer,
    features: z.array(z.object({ type: z.literal('Feature'), id: z.string(), geometry: geometry, properties })),
  });
}

/** Where a record comes from: the data set and the row in its file. */
export const provenance = {
  datasetId: integer,
  datasetName: z.string(),
  datasetVersion: integer.describe('the version of the data set that says so; 0: none, it is drawn by hand'),
  sourceRow: integer.nullable().describe('row of the source file, counted from 1'),
  generated: z.boolean().describe('true where the data set was generated for demonstration: not a fact'),
};
