import compression from 'compression';
import express, { Router, type Express, type Response } from 'express';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { authenticate } from './accounts/store.ts';
import { addressEndpoints } from './addresses/http.ts';
import { coverageEndpoints } from './coverage/http.ts';
import { datasetEndpoints, type ImportFile } from './datasets/http.ts';
import { deliveryPointEndpoints } from './delivery-points/http.ts';
import { DOCS_STYLE, renderDocs } from './docs-page.ts';
import { serveEndpoints, type Endpoint } from './endpoint.ts';
import { firmEndpoints } from './firms/http.ts';
import { gapEndpoints } from './gaps/http.ts';
import { importEndpoints } from './imports/http.ts';
import type { Imports } from './imports/conversation.ts';
import { logRequests } from './logging.ts';
import { municipalityEndpoints } from './municipalities/http.ts';
import { describeApi } from './openapi.ts';
import { Problem } from './problem.ts';
import { roadEndpoints } from './roads/http.ts';
import { searchEndpoints } from './search/http.ts';
import { limitRates, securityHeaders, type RateLimits } from './security.ts';
import { planEndpoints } from './plans/http.ts';
import { segmentEndpoints } from './segments/http.ts';
import { sendProblems } from './send-problem.ts';
import { statusEndpoint, statusEndpoints, type About } from './status/http.ts';
import type { ThresholdSet } from './targets/contract.ts';
import { takeBack } from './take-back.ts';
import { targetEndpoints } from './targets/http.ts';
import { tileEndpoints } from './tiles/http.ts';
import { zoneEndpoints } from './zones/http.ts';

/** What the HTTP surface needs before there is a database. */
export interface Surroundings {
  /** Folder of the built client. */
  clientFolder: string;
  /** Origin that the page may load tiles from. */
  basemapUrl?: string | undefined;
  log: Logger;
  limits: RateLimits;
  /** See `ServingOptions`. */
  checkAnswers: boolean;
  maxUploadBytes: number;
}

/** What the API works with once the database is open. */
export interface Services {
  dataSource: DataSource;
  about: About;
  thresholds: ThresholdSet;
  importFile: ImportFile;
  imports: Imports;
  wakeRecompute: () => void;
}

/** Every operation of the API. */
export const listEndpoints = ({
  dataSource,
  about,
  thresholds,
  importFile,
  imports,
  wakeRecompute,
}: Services): Endpoint[] => [
  ...municipalityEndpoints(dataSource, thresholds),
  ...gapEndpoints(dataSource, thresholds),
  ...zoneEndpoints(dataSource),
  ...firmEndpoints(dataSource, thresholds),
  ...coverageEndpoints(dataSource),
  ...tileEndpoints(dataSource, thresholds),
  ...planEndpoints(dataSource, thresholds),
  ...segmentEndpoints(dataSource, wakeRecompute),
  ...deliveryPointEndpoints(dataSource),
  ...searchEndpoints(dataSource),
  ...targetEndpoints(dataSource, thresholds, wakeRecompute),
  ...datasetEndpoints(dataSource, importFile, async (id, version) => {
    const dataset = await takeBack(dataSource, id, version);
    wakeRecompute();
    return dataset;
  }),
  ...importEndpoints(imports),
  ...addressEndpoints(dataSource),
  ...roadEndpoints(dataSource),
  ...statusEndpoints(dataSource, about),
];

/**
 * The HTTP surface: the API below /api/v1, /status, and the page. Until `open` is called the page is served and
 * the API answers 503 `starting`, so that a browser opened early sees a page and not an error.
 */
export function createApp(surroundings: Surroundings): { app: Express; open: (services: Services) => void } {
  const { basemapUrl, log, limits, clientFolder } = surroundings;
  let doors = closedDoors();
  const app = express()
    .disable('x-powered-by')
    .use(logRequests(log), securityHeaders(basemapUrl), compression({ threshold: 1024 }))
    .use(['/api', '/status'], limitRates(limits))
    .use((request, response, next) => doors(request, response, next))
    .use('/api', notFound)
    .use(servePage(clientFolder), notFound)
    .use(sendProblems(log));
  return { app, open: (services) => void (doors = openDoors(services, surroundings)) };
}

function openDoors(services: Services, { checkAnswers, maxUploadBytes }: Surroundings): Router {
  const { dataSource, about } = services;
  const endpoints = listEndpoints(services);
  const serving = {
    checkAnswers,
    maxUploadBytes,
    authenticate: (header: string | undefined) => authenticate(dataSource, header),
  };
  const described = describeApi(
    endpoints.map(({ contract }) => contract),
    about.version,
  );
  const send = (type: string, text: string) => (_request: unknown, response: Response) =>
    response.set('Cache-Control', 'no-cache').type(type).send(text);
  return Router()
    .use('/api/v1', serveEndpoints(endpoints, serving))
    .get('/api/v1/openapi.json', send('application/json', JSON.stringify(described)))
    .get('/api/v1/docs', send('html', renderDocs(described)))
    .get('/api/v1/docs.css', send('css', DOCS_STYLE))
    .use(serveEndpoints([statusEndpoint(dataSource, about)], serving));
}

function closedDoors(): Router {
  return Router().use(['/api/v1', '/status'], () => {
    throw new Problem('starting', {
      en: 'The database is being opened; try again in a few seconds',
      it: 'Si sta aprendo il database; riprovare tra qualche secondo',
    });
  });
}

/** The built client: files with a hash in their name never change, the page that names them is asked for each time. */
function servePage(folder: string): Router {
  const files = express.static(folder, {
    setHeaders: (response, path) => {
      const hashed = /[\\/]assets[\\/]/.test(path.slice(folder.length));
      response.set('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return Router()
    .use(files)
    .get('/', (_request, response) => {
      response.status(503).type('text').set('Cache-Control', 'no-store');
      response.send('La pagina non è ancora costruita: npm run build\nThe page is not built yet: npm run build\n');
    });
}

function notFound(request: { originalUrl: string }): never {
  const path = request.originalUrl.replace(/\?.*$/s, '').slice(0, 200);
  throw new Problem('not-found', { en: `There is nothing at ${path}`, it: `Non c'è nulla in ${path}` });
}
