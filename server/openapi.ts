import { z } from 'zod';
import type { Contract } from './contract.ts';
import { coverage } from './coverage/contract.ts';
import { dataset } from './datasets/contract.ts';
import { deliveryPoint } from './delivery-points/contract.ts';
import { firmAtTarget } from './firms/contract.ts';
import { figures, municipalityGapSummary } from './gaps/contract.ts';
import { broadbandStatistic, municipalityWithGap } from './municipalities/contract.ts';
import { problemResponses, problemSchema } from './openapi-problems.ts';
import { searchHit } from './search/contract.ts';
import { announcement, segment } from './segments/contract.ts';
import { target, thresholdSet } from './targets/contract.ts';
import { zone } from './zones/contract.ts';

/** JSON Schema 2020-12, as OpenAPI 3.1 uses it. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  description?: string;
  default?: string | number | boolean;
  example?: string | number;
  enum?: string[];
  const?: string;
  minimum?: number;
  maximum?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema | false;
  prefixItems?: Schema[];
  anyOf?: Schema[];
  $defs?: Record<string, Schema>;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description?: string;
  schema: Schema;
  example?: string | number;
}

export interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: (Parameter | { $ref: string })[];
  requestBody?: { required: true; content: Record<string, { schema: Schema }> };
  responses: Record<string, unknown>;
  security?: Record<string, string[]>[];
}

export interface OpenApiDocument {
  openapi: string;
  info: { title: string; version: string; summary: string; description: string; license: object };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; [part: string]: unknown };
}

/** Schemas that have a name in the document; every other one is written out where it is used. */
const NAMED: Record<string, z.ZodType> = {
  BroadbandStatistic: broadbandStatistic,
  Coverage: coverage,
  Dataset: dataset,
  DeliveryPoint: deliveryPoint,
  Figures: figures,
  FirmAtTarget: firmAtTarget,
  MunicipalityGap: municipalityGapSummary,
  Municipality: municipalityWithGap,
  SearchHit: searchHit,
  Segment: segment,
  SegmentAnnouncement: announcement,
  Target: target,
  ThresholdSet: thresholdSet,
  Zone: zone,
};

const EXAMPLES: Record<string, string | number> = {
  code: '019035',
  municipality: '019035',
  target: 1000,
  horizon: '2028-12-31',
  q: 'Crema',
  downMbps: 1000,
  kind: 'firms',
  name: 'my firms',
  fileName: 'firms.csv',
};

/** As zod writes it: with marks that have no place inside an OpenAPI document. */
type Identified = Schema & { $schema?: string; id?: string };

/** Describes the API of these contracts as an OpenAPI 3.1 document. */
export function describeApi(contracts: readonly Contract[], version: string): OpenApiDocument {
  for (const [id, schema] of Object.entries(NAMED)) z.globalRegistry.add(schema, { ...schema.meta(), id });
  const schemas: Record<string, Schema> = { Problem: problemSchema };
  const paths: OpenApiDocument['paths'] = {};
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[contract.method] = describeOperation(contract, schemas);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ultimo Miglio',
      version,
      summary: 'Coverage gaps of industrial zones and the planned ultra-broadband segments that close them',
      description:
        'Reading is open. Coordinates are [lng, lat] in degrees WGS84, areas m2 on the ellipsoid, lengths m. ' +
        'Null means not known, never zero. Every answer to GET has an ETag; send If-None-Match to ask whether it changed.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/api/v1' }],
    tags: [...new Set(contracts.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).toSorted(([one], [other]) => (one < other ? -1 : 1))),
      parameters: { lang: languageParameter },
      responses: problemResponses,
      securitySchemes: { administratorKey: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function describeOperation(contract: Contract, schemas: Record<string, Schema>): Operation {
  const uploads = contract.upload?.mediaTypes.map((type) => [type, { schema: {} }] as const);
  const sent = contract.body
    ? { 'application/json': { schema: toSchema(contract.body, 'input', schemas) } }
    : uploads && Object.fromEntries(uploads);
  const inPath = listParameters(contract.params, 'path', schemas);
  const inQuery = listParameters(contract.query, 'query', schemas);
  return {
    operationId: operationId(contract),
    summary: contract.summary,
    tags: [contract.tag],
    parameters: [...inPath, ...inQuery, { $ref: '#/components/parameters/lang' }],
    ...(sent && { requestBody: { required: true as const, content: sent } }),
    responses: {
      200: {
        description: contract.file ? 'A file to be saved' : 'The answer',
        ...(contract.method === 'get' && { headers: { ETag: { schema: { type: 'string' } } } }),
        content: describeAnswer(contract, schemas),
      },
      ...(contract.method === 'get' && { 304: { description: 'Not changed since the ETag in If-None-Match' } }),
      ...Object.fromEntries(statuses(contract).map((status) => [status, { $ref: `#/components/responses/${status}` }])),
    },
    ...(contract.access === 'administrator' && { security: [{ administratorKey: [] }] }),
  };
}

function describeAnswer({ file, mediaType, answer }: Contract, schemas: Record<string, Schema>) {
  if (file) return Object.fromEntries(file.mediaTypes.map((type) => [type, { schema: {} }]));
  return { [mediaType]: { schema: toSchema(answer, 'output', schemas) } };
}

/** `getMunicipalitiesByCodeGap` */
function operationId({ method, path }: Contract): string {
  const words = path.split('/').filter(Boolean);
  return (
    method +
    words
      .map((word) =>
        word.replace(/^:/, 'by-').replace(/(^|-)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase()),
      )
      .join('')
  );
}

/** Statuses of the problems that an operation may answer. */
function statuses({ params, query, body, upload, access }: Contract): number[] {
  const names = [params, query].flatMap((schema) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : []));
  return [
    400,
    ...(access === 'administrator' ? [401, 403] : []),
    ...(params instanceof z.ZodObject && Object.keys(params.shape).length > 0 ? [404] : []),
    ...(body ? [409] : []),
    ...(body || upload ? [413, 415] : []),
    ...(upload || names.includes('target') ? [422] : []),
    429,
    500,
    503,
  ];
}

function listParameters(schema: z.ZodType, place: 'path' | 'query', schemas: Record<string, Schema>): Parameter[] {
  const { properties = {}, required = [] } = toSchema(schema, 'input', schemas);
  return Object.entries(properties).map(([name, { description, example, ...rest }]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema: rest,
    ...withExample(example ?? EXAMPLES[name]),
  }));
}

const withExample = (example: string | number | undefined) => (example === undefined ? {} : { example });

/** JSON Schema of one side of a zod schema; named parts move to the components of the document. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Record<string, Schema>): Schema {
  const converted = z.toJSONSchema(schema, {
    io,
    override: ({ jsonSchema }) => {
      // What the format says already, and the limits of a double that zod writes for every integer.
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      // An answer may gain a property in a later version: readers must not break on it.
      if (io === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  const referring = JSON.parse(
    JSON.stringify(converted).replaceAll('"#/$defs/', '"#/components/schemas/'),
  ) as Identified;
  const { $schema: _dialect, $defs = {}, id: _name, ...own } = referring;
  for (const [name, part] of Object.entries($defs)) {
    const { id: _id, ...content } = part as Identified;
    schemas[name] = content;
  }
  return own;
}

const languageParameter = {
  name: 'lang',
  in: 'query',
  required: false,
  description: 'language of messages; else Accept-Language decides, else Italian',
  schema: { type: 'string', enum: ['it', 'en'] },
};
