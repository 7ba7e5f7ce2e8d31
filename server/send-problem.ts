import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Logger } from 'pino';
import { languageOf } from './language.ts';
import { Problem, problemDetails } from './problem.ts';

const SECONDS_TO_RETRY = { starting: '2', 'database-busy': '5' } as Record<string, string>;

/** Answers what was thrown as application/problem+json; what nobody foresaw is logged and its detail kept here. */
export function sendProblems(log: Logger): ErrorRequestHandler {
  return (thrown: unknown, request: Request, response: Response, next) => {
    const problem = foreseen(thrown) ?? unforeseen();
    const requestId = String(response.locals['requestId']);
    if (problem.kind === 'unexpected' || problem.kind === 'database-busy') {
      log.error({ requestId, method: request.method, url: request.originalUrl, err: thrown }, 'request failed');
    }
    // Half an answer is out: nothing can be said any more but that it is broken.
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const language = languageOf(request);
    const details = problemDetails(problem, language, `urn:uuid:${requestId}`);
    const retry = SECONDS_TO_RETRY[problem.kind];
    if (retry !== undefined) response.set('Retry-After', retry);
    if (details.status === 401) response.set('WWW-Authenticate', 'Bearer realm="ultimo-miglio"');
    // Of a body that was refused, the rest may still be on its way: no further request follows on this line.
    if (!request.complete) response.set('Connection', 'close');
    response.set('Cache-Control', 'no-store').set('Content-Language', language).vary('Accept-Language');
    response.status(details.status).type('application/problem+json').send(JSON.stringify(details));
  };
}

const unforeseen = () =>
  new Problem('unexpected', {
    en: 'The error is logged here under the id in "instance"',
    it: 'L\'errore è registrato qui con l\'identificativo in "instance"',
  });

/** Problems, and the errors of express, its parsers and the database driver that have a meaning for the caller. */
function foreseen(thrown: unknown): Problem | null {
  if (thrown instanceof Problem) return thrown;
  if (!(thrown instanceof Error)) return null;
  const { status, type, code } = thrown as Error & { status?: number; type?: string; code?: string };
  if (type === 'entity.too.large') {
    return new Problem('file-too-large', { en: 'The body is larger than 1 MB', it: 'Il corpo supera 1 MB' });
  }
  if (type === 'entity.parse.failed') {
    return new Problem('invalid-request', {
      en: `The body is not JSON: ${thrown.message}`,
      it: `Il corpo non è JSON: ${thrown.message}`,
    });
  }
  if (thrown instanceof URIError) {
    return new Problem('invalid-request', {
      en: 'The path is not percent-encoded correctly',
      it: 'Il percorso non è codificato correttamente',
    });
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return new Problem('invalid-request', { en: thrown.message, it: thrown.message });
  }
  return isBusy(code, thrown.message)
    ? new Problem('database-busy', {
        en: 'The database did not answer in time; try again',
        it: 'Il database non ha risposto in tempo; riprovare',
      })
    : null;
}

/**
 * Too many connections, statement cancelled or timed out, broken off because it waited in a circle with another, shutting
 * down, starting; or no connection became free.
 */
function isBusy(code: string | undefined, message: string): boolean {
  const codes = ['53300', '57014', '40P01', '57P01', '57P03', 'ECONNREFUSED', 'ECONNRESET'];
  return codes.includes(code ?? '') || message.includes('timeout exceeded when trying to connect');
}
