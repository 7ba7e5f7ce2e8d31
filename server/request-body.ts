import express, { type Request, type Response } from 'express';
import { Readable, Transform, type TransformCallback } from 'node:stream';
import { Problem } from './problem.ts';

const MAX_JSON_BYTES = 1024 * 1024;
/** Nesting of arrays and objects; no body here needs more than 6 (a MultiPolygon in a feature). */
const MAX_JSON_DEPTH = 32;

const parseJson = express.json({
  limit: MAX_JSON_BYTES,
  verify: (_request, _response, bytes) => {
    if (jsonDepth(bytes) > MAX_JSON_DEPTH) throw tooDeep();
  },
});

/** Body of a request as JSON, at most 1 MB and 32 levels deep. */
export async function readJson(request: Request, response: Response): Promise<unknown> {
  if (!request.is('application/json')) throw mediaTypeRefused(request, ['application/json']);
  await new Promise<void>((resolve, reject) =>
    parseJson(request, response, (error?: unknown) => (error ? reject(error) : resolve())),
  );
  return request.body;
}

/**
 * The file that a request carries, as a stream that fails with Problem 'file-too-large' beyond the limit; never
 * held in memory whole. An empty stream where the contract takes no file.
 */
export function receiveUpload(request: Request, mediaTypes: readonly string[] | undefined, maxBytes: number): Readable {
  if (!mediaTypes) return Readable.from([]);
  if (!request.is([...mediaTypes])) throw mediaTypeRefused(request, mediaTypes);
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  const limited = new ByteLimit(maxBytes);
  // A client that goes away must end the import, not leave it waiting for the rest.
  request.once('aborted', () => limited.destroy(new Error('the client went away during the upload')));
  limited.once('close', () => {
    request.unpipe(limited);
    request.resume();
  });
  return request.pipe(limited);
}

class ByteLimit extends Transform {
  readonly #most: number;
  #bytes = 0;

  constructor(most: number) {
    super();
    this.#most = most;
  }

  override _transform(chunk: Buffer, _encoding: string, done: TransformCallback): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#most) done(tooLarge(this.#most));
    else done(null, chunk);
  }
}

function jsonDepth(bytes: Buffer): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (inString) {
      if (byte === 0x5c) at++;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x5b || byte === 0x7b) deepest = Math.max(deepest, ++depth);
    else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return deepest;
}

const tooDeep = () =>
  new Problem('invalid-request', {
    en: `The JSON is nested deeper than ${MAX_JSON_DEPTH} levels`,
    it: `Il JSON ha più di ${MAX_JSON_DEPTH} livelli`,
  });

const tooLarge = (most: number) =>
  new Problem('file-too-large', {
    en: `At most ${most / 1024 ** 2} MB are accepted; split the file`,
    it: `Si accettano al massimo ${most / 1024 ** 2} MB; suddividere il file`,
  });

function mediaTypeRefused(request: Request, accepted: readonly string[]): Problem {
  const sent = request.headers['content-type'] ?? '-';
  return new Problem('media-type-refused', {
    en: `Content-Type is ${sent}; accepted: ${accepted.join(', ')}`,
    it: `Content-Type è ${sent}; accettati: ${accepted.join(', ')}`,
  });
}
