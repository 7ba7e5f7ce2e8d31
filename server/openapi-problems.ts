import type { Schema } from './openapi.ts';
import { PROBLEM_KINDS } from './problem.ts';

const text = { type: 'string' };
/** What every answer but a success looks like. */
export const problemSchema: Schema = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { ...text, enum: PROBLEM_KINDS.map(({ type }) => type) },
    title: text,
    status: { type: 'integer', format: 'int32' },
    detail: { ...text, description: 'what is wrong and what to do, in the language asked for' },
    instance: { ...text, description: 'id of the request, to be named when asking about it' },
    parameters: {
      type: 'array',
      items: { type: 'object', required: ['name', 'reason'], properties: { name: text, reason: text } },
    },
    culprits: { type: 'array', items: text },
    errorCount: { type: 'integer', format: 'int32', description: 'faulty rows in all; `errors` names the first 1,000' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['row', 'line', 'column', 'value', 'reason'],
        properties: {
          row: { type: 'integer', format: 'int32' },
          line: { type: 'integer', format: 'int32' },
          column: { type: ['string', 'null'] },
          value: { type: ['string', 'null'] },
          reason: text,
        },
      },
    },
  },
};

/** One response for each status a problem can have. */
export const problemResponses = Object.fromEntries(
  [...Map.groupBy(PROBLEM_KINDS, ({ status }) => status)].map(([status, kinds]) => [
    status,
    {
      description: kinds.map(({ title }) => title).join('; '),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          example: { type: kinds[0]!.type, title: kinds[0]!.title, status, detail: '...' },
        },
      },
    },
  ]),
);
