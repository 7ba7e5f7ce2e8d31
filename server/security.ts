import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { Problem } from './problem.ts';

/** Requests that one address may make in a minute. */
export interface RateLimits {
  reads: number;
  /** Tiles of the map, beside the other reads: one look at it takes a hundred. */
  tiles: number;
  writes: number;
  /** With a wrong credential, or with none where one is needed. */
  refusals: number;
}

export const RATE_LIMITS: RateLimits = { reads: 1200, tiles: 12_000, writes: 60, refusals: 10 };

/**
 * Security headers. Our page loads everything from here, but for the tiles of the base map that the administrator
 * named. Plain http must work in an office network, so nothing asks the browser for https.
 */
export function securityHeaders(basemapUrl: string | undefined): RequestHandler {
  const tiles = basemapUrl === undefined ? [] : [tileSource(basemapUrl)];
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', ...tiles],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: false,
    // Public tile servers turn away requests that do not say which site they come from.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  });
}

/** Origin of a tile template for the policy; a placeholder in the host (`{s}.tiles.example`) becomes a wildcard. */
function tileSource(template: string): string {
  const origin = /^https?:\/\/[^/?#]+/i.exec(template)?.[0] ?? '';
  const wild = origin.replace(/^(https?:\/\/)\{\w+\}(?=\.)/i, '$1*').replace(/^(https?:\/\/)[^/@]*@/i, '$1');
  return wild.includes('{') ? wild.replace(/\/\/.*$/, '') : wild;
}

/** Limits by address: on everything, on what changes something, and on credentials that were refused. */
export function limitRates(limits: RateLimits): RequestHandler[] {
  const changes = (method: string) => !['GET', 'HEAD', 'OPTIONS'].includes(method);
  const isTile = (path: string) => path.startsWith('/v1/tiles/');
  return [
    perMinute(limits.reads, { skip: ({ path }) => isTile(path) }),
    perMinute(limits.tiles, { skip: ({ path }) => !isTile(path) }),
    perMinute(limits.writes, { skip: ({ method }) => !changes(method) }),
    perMinute(limits.refusals, {
      skip: ({ method }) => !changes(method),
      skipSuccessfulRequests: true,
      requestWasSuccessful: (_request, { statusCode }) => statusCode !== 401 && statusCode !== 403,
    }),
  ];
}

function perMinute(limit: number, more: Parameters<typeof rateLimit>[0]): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-6',
    legacyHeaders: false,
    // The address of the connection counts; a forwarded one is not believed, and need not be complained about.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    handler: (_request, _response, next) =>
      next(
        new Problem('too-many-requests', {
          en: `At most ${limit} such requests a minute; Retry-After says when to go on`,
          it: `Al massimo ${limit} richieste di questo tipo al minuto; Retry-After dice quando riprendere`,
        }),
      ),
    ...more,
  });
}
