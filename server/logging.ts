import type { RequestHandler } from 'express';
import { randomUUID } from 'node:crypto';
import pino, { type Logger } from 'pino';
import type { Config } from './config.ts';

/** What programs read: JSON, one line an event, to stderr. People read the lines of `say`, on stdout. */
export function createLog(level: Config['logLevel']): Logger {
  // The values of a failed statement may be megabytes, and whole data sets.
  const redact = { paths: ['err.parameters', 'err.driverError'], remove: true };
  return pino({ level, redact }, pino.destination({ dest: 2, sync: true }));
}

/** One line for the person who started the program. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Gives each request an id (`response.locals.requestId`) and, at level debug, a line when it is answered. */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    response.locals['requestId'] = requestId;
    const begun = performance.now();
    response.once('close', () => {
      log.debug({
        requestId,
        method: request.method,
        url: request.originalUrl,
        status: response.statusCode,
        complete: response.writableFinished,
        durationMs: Math.round(performance.now() - begun),
      });
    });
    next();
  };
}
