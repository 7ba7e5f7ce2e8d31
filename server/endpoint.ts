import { Router, type Request, type Response } from 'express';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Actor } from './accounts/actor.ts';
import { answerMismatch } from './answer-check.ts';
import type { Contract } from './contract.ts';
import { languageOf } from './language.ts';
import { givenParameters, parseRequest } from './parse-request.ts';
import { Problem, type Language } from './problem.ts';
import { readJson, receiveUpload } from './request-body.ts';
import { sendBytes, type VersionedBytes, type VersionedFile } from './versioned-bytes.ts';

/** What a handler gets: parsed, typed, and nothing of HTTP. */
export interface Input<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  /** The file of an `upload` contract, to be read once; an empty stream for every other contract. */
  upload: Readable;
  language: Language;
  /** Who asks; null where the contract is open. */
  actor: Actor | null;
  /** Aborted once the one who asks has gone away. */
  gone: AbortSignal;
}

/** A contract and what answers it. `handle` throws Problem for what its caller can act on. */
export interface Endpoint {
  contract: Contract;
  handle: (input: Input<never, never, never>) => unknown;
}

/** Binds a handler to its contract; the types of what comes in and goes out follow from the contract. */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, A extends z.ZodType, B extends z.ZodType>(
  contract: Contract<P, Q, A, B>,
  handle: (input: Input<z.output<P>, z.output<Q>, z.output<B>>) => z.input<NoInfer<A>> | Promise<z.input<NoInfer<A>>>,
): Endpoint {
  return { contract, handle };
}

/** The same for an answer of bytes, which are made only for who does not have that version yet. */
export function endpointOfBytes<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  contract: Contract<P, Q, z.ZodType, B> & { decode: (bytes: Uint8Array) => unknown },
  handle: (input: Input<z.output<P>, z.output<Q>, z.output<B>>) => Promise<VersionedBytes>,
): Endpoint {
  return { contract, handle };
}

/** The same for a file to be saved: see `defineFile`. The language need not be part of its version. */
export function endpointOfFile<P extends z.ZodType, Q extends z.ZodType>(
  contract: Contract<P, Q> & { file: NonNullable<Contract['file']> },
  handle: (input: Input<z.output<P>, z.output<Q>, unknown>) => Promise<VersionedFile>,
): Endpoint {
  return { contract, handle };
}

export interface ServingOptions {
  /** @throws Problem 'credential-missing' or 'credential-refused' */
  authenticate: (authorization: string | undefined) => Promise<Actor>;
  /** Compare each answer with its contract and fail where they differ; for development and tests. */
  checkAnswers: boolean;
  /** of a file that is sent */
  maxUploadBytes: number;
}

/** Serves endpoints below the place where the router is mounted; a wrong method is a 405 that names the right ones. */
export function serveEndpoints(endpoints: Endpoint[], options: ServingOptions): Router {
  const router = Router();
  const byPath = Map.groupBy(endpoints, ({ contract }) => contract.path);
  for (const [path, sharing] of byPath) {
    const route = router.route(path);
    for (const one of sharing) {
      route[one.contract.method](async (request: Request, response: Response) =>
        serve(one, request, response, options),
      );
    }
    const methods = sharing.flatMap(({ contract: { method } }) =>
      method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()],
    );
    const allow = [...methods, 'OPTIONS'].join(', ');
    route.options((_request, response) => void response.set('Allow', allow).status(204).end());
    route.all((request, response) => {
      response.set('Allow', allow);
      throw new Problem('method-not-allowed', {
        en: `${request.method} is not among ${allow}`,
        it: `${request.method} non è tra ${allow}`,
      });
    });
  }
  return router;
}

async function serve({ contract, handle }: Endpoint, request: Request, response: Response, options: ServingOptions) {
  const language = languageOf(request);
  // Who may not write learns nothing about what a body should look like, and sends no file for nothing.
  const actor = contract.access === 'open' ? null : await options.authenticate(request.headers.authorization);
  const params = parseRequest(contract.params, request.params, 'path', language);
  const query = parseRequest(contract.query, givenParameters(request.query), 'query', language);
  const body = contract.body && parseRequest(contract.body, await readJson(request, response), 'body', language);
  const upload = receiveUpload(request, contract.upload?.mediaTypes, options.maxUploadBytes);

  const leaving = new AbortController();
  response.on('close', () => leaving.abort());

  const input = { params, query, body, upload, language, actor, gone: leaving.signal } as Input<never, never, never>;
  const answer = await handle(input);
  const check = (sent: () => string) => {
    const mismatch = options.checkAnswers ? answerMismatch(contract.answer, sent()) : null;
    if (mismatch)
      throw new Error(`${contract.method} ${contract.path} answers what its contract does not say: ${mismatch}`);
  };

  // `no-cache` is "ask again each time": with an ETag, ours or the one that express adds, an unchanged answer costs no body.
  response.set('Cache-Control', contract.method === 'get' ? 'no-cache' : 'no-store');
  if (contract.file) {
    const file = answer as VersionedFile;
    if (!contract.file.mediaTypes.includes(file.mediaType)) {
      throw new Error(`${contract.path} answers ${file.mediaType}, which its contract does not say`);
    }
    const version = `${file.version}_${language}`;
    response.set('Content-Language', language).vary('Accept-Language');
    // Named only once it has been made: a problem is no file to be saved.
    await sendBytes(
      { version, read: file.read },
      file.mediaType,
      request,
      response,
      () => void response.attachment(file.fileName),
    );
  } else if (contract.decode) {
    await sendBytes(answer as VersionedBytes, contract.mediaType, request, response, (bytes) =>
      check(() => JSON.stringify(contract.decode!(bytes()))),
    );
  } else {
    const text = JSON.stringify(answer);
    check(() => text);
    response.set('Content-Language', language).vary('Accept-Language').type(contract.mediaType).send(text);
  }
}
