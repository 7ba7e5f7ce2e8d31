import type { DataSource } from 'typeorm';
import { type Endpoint, endpointOfBytes } from '../endpoint.ts';
import { Problem } from '../problem.ts';
import { ask } from '../targets/ask.ts';
import { todayInItaly } from '../targets/days.ts';
import type { Question, ThresholdSet } from '../targets/contract.ts';
import type { PackedBytes, VersionedBytes } from '../versioned-bytes.ts';
import { municipalitiesIn } from './boundaries.ts';
import {
  coverageTile,
  deliveryPointTile,
  firmTile,
  gapTile,
  municipalityTile,
  segmentTile,
  zoneTile,
} from './contract.ts';
import { FirmIndex } from './firm-index.ts';
import { firmMarks } from './firm-marks.ts';
import { Latest } from './latest.ts';
import * as store from './store.ts';
import type { TileContent } from './thread.ts';
import { openThreads } from './threads.ts';
import { type Tile, tileExists } from './tile.ts';
import { TileCache } from './tile-cache.ts';
import { LEAST_ZOOM, MAX_TILE_ZOOM, TILE_LAYERS, type TileLayer } from './zooms.ts';

/** Part of every tile's version: to be raised where the same data is drawn in another way. */
const DRAWING = 1;
/**
 * Of each layer so much is kept, and so few tiles are drawn at once: a layer that waits for its index or for the database
 * holds up no other, nor the rest of the API.
 */
const CACHE = { mostBytes: 12 * 2 ** 20, mostAtOnce: 2 };

export function tileEndpoints(dataSource: DataSource, thresholds: ThresholdSet): Endpoint[] {
  const threads = openThreads();
  const caches = new Map(TILE_LAYERS.map((layer) => [layer, new TileCache(CACHE)]));
  const borders = new Latest(async () => threads.prepareBoundaries(await store.readMunicipalities(dataSource)));
  const firms = new FirmIndex({
    readParts: () => store.readParts(dataSource, 'firms'),
    readPlaces: async () => threads.placeFirms(await store.readFirmPlaces(dataSource)),
    readDays: (target, codes) => store.readFirmDays(dataSource, target, codes),
  });

  /** @param question  what the tile depends on beside the data of its layer; asked while the version is read */
  async function answer<Terms>(
    layer: TileLayer,
    { params: tile, gone }: { params: Tile; gone: AbortSignal },
    question: () => Promise<Terms> | Terms,
    draw: (tile: Tile, terms: Terms, version: string) => Promise<PackedBytes>,
  ): Promise<VersionedBytes> {
    refuseMissing(tile);
    const [data, terms] = await Promise.all([store.readVersion(dataSource, layer), question()]);
    const version = [DRAWING, data, ...Object.values(terms as object)].join('_');
    const key = [tile.z, tile.x, tile.y, version].join('/');
    return {
      version,
      read: () =>
        caches
          .get(layer)!
          .get(key, gone, () =>
            tile.z < LEAST_ZOOM[layer] ? threads.draw({ layer, tile, contents: [] }) : draw(tile, terms, data),
          ),
    };
  }

  /** For layers whose tiles are drawn from what the database has within them. */
  const drawing =
    <Terms>(layer: TileLayer, read: (tile: Tile, terms: Terms) => Promise<TileContent[]>) =>
    async (tile: Tile, terms: Terms): Promise<PackedBytes> =>
      threads.draw({ layer, tile, contents: await read(tile, terms) });

  async function drawMunicipalities(tile: Tile, _nothing: object, version: string): Promise<PackedBytes> {
    const { boundaries, properties } = await borders.at(version);
    const shown = municipalitiesIn(boundaries, tile).map((number): [number, object] => [number, properties[number]!]);
    return threads.drawMunicipalities({ tile, boundaries, shown });
  }

  async function drawFirms(tile: Tile, asked: Question, version: string): Promise<PackedBytes> {
    if (tile.z === MAX_TILE_ZOOM) {
      return threads.draw({ layer: 'firms', tile, contents: [await store.readFirms(dataSource, tile, asked)] });
    }
    const { clusters, singles } = firmMarks(await firms.at(version, asked.target), tile, asked);
    const contents = [await store.readFirmsById(dataSource, singles, asked)];
    return threads.draw({ layer: 'firms', tile, contents, points: clusters });
  }

  return [
    endpointOfBytes(municipalityTile, (input) => answer('municipalities', input, noQuestion, drawMunicipalities)),
    endpointOfBytes(coverageTile, (input) =>
      answer(
        'coverage',
        input,
        noQuestion,
        drawing('coverage', (tile) => store.readCoverage(dataSource, tile)),
      ),
    ),
    endpointOfBytes(zoneTile, (input) =>
      answer(
        'zones',
        input,
        noQuestion,
        drawing('zones', async (tile) => [await store.readZones(dataSource, tile)]),
      ),
    ),
    endpointOfBytes(gapTile, (input) =>
      answer(
        'gaps',
        input,
        () => ask(dataSource, input.query, thresholds),
        drawing('gaps', async (tile, asked) => [await store.readGaps(dataSource, tile, asked)]),
      ),
    ),
    endpointOfBytes(segmentTile, (input) =>
      answer(
        'segments',
        input,
        () => ({ today: todayInItaly(new Date()) }),
        drawing('segments', async (tile, { today }) => [await store.readSegments(dataSource, tile, today)]),
      ),
    ),
    endpointOfBytes(deliveryPointTile, (input) =>
      answer(
        'deliveryPoints',
        input,
        noQuestion,
        drawing('deliveryPoints', async (tile) => [await store.readDeliveryPoints(dataSource, tile)]),
      ),
    ),
    endpointOfBytes(firmTile, (input) =>
      answer('firms', input, () => ask(dataSource, input.query, thresholds), drawFirms),
    ),
  ];
}

const noQuestion = () => ({});

function refuseMissing(tile: Tile): void {
  if (tileExists(tile)) return;
  const most = 2 ** tile.z - 1;
  throw new Problem('not-found', {
    en: `At zoom ${tile.z} x and y go from 0 to ${most}`,
    it: `Allo zoom ${tile.z} x e y vanno da 0 a ${most}`,
  });
}
