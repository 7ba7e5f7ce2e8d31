import { FILE_LIMITS } from '../limits.ts';
import type { FormatReader } from './format-reader.ts';
import { notJson, unreadable } from './json-problems.ts';
import { offsetOfJsonError } from './json-syntax.ts';
import { isThing, listOf, ofdsLayers, readNetworks } from './ofds-network.ts';
import type { Source } from './source.ts';
import { decodeUtf8 } from './utf8.ts';

/**
 * A network is held as a whole: what its nodes and spans refer to may stand behind them. A national one of 20,000
 * segments has some 30 MB.
 */
const MAX_CHARACTERS = 64 * 1024 * 1024;
const MAX_SEARCHED_CHARACTERS = 1024 * 1024;

type Network = Record<string, unknown>;

/** Reads networks of the Open Fibre Data Standard 0.2 to 0.4 as JSON: packages, single networks, answers of an API. */
export const ofdsJson: FormatReader = {
  format: 'ofdsJson',
  layers: async (source) => ofdsLayers(await readAll(source, FILE_LIMITS.depth)),
  read: async function* (source, { layer = null, limits = FILE_LIMITS }) {
    yield* readNetworks(await readAll(source, limits.depth), layer);
  },
};

async function readAll(source: Source, depth: number): Promise<Network[]> {
  const pieces: string[] = [];
  let length = 0;
  for await (const piece of decodeUtf8(source.read())) {
    length += piece.length;
    if (length > MAX_CHARACTERS) throw tooLong();
    pieces.push(piece);
  }
  const text = pieces.join('');
  if (text.trim() === '') throw unreadable('The file is empty', 'Il file è vuoto');
  return networksOf(parse(text), depth);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const offset = text.length > MAX_SEARCHED_CHARACTERS ? 0 : offsetOfJsonError(text);
    const before = text.slice(0, offset).split('\n');
    const place = { line: before.length, column: before.at(-1)!.length + 1 };
    throw notJson(place, null, text.slice(offset, offset + 1) || 'EOF');
  }
}

/** A package has networks; an endpoint has nodes or spans alone; all else is a network itself. */
function networksOf(parsed: unknown, depth: number): Network[] {
  const networks = isThing(parsed) ? ('networks' in parsed ? listOf(parsed['networks']) : [networkOf(parsed)]) : [];
  const read = networks.filter(isThing);
  if (read.length === 0) throw noNetwork();
  if (isDeeper(read, depth)) throw tooDeep(depth);
  return read;
}

/** The links of an endpoint lead to its next page, and say nothing of a network. */
function networkOf(parsed: Network): Network {
  if ('id' in parsed) return parsed;
  const { links: _, ...rest } = parsed;
  return rest;
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth === 0 || Object.values(value).some((part) => isDeeper(part, depth - 1));
}

function noNetwork() {
  return unreadable(
    'The file is JSON, but holds no network of the Open Fibre Data Standard ("networks", "nodes" or "spans")',
    'Il file è JSON, ma non contiene una rete Open Fibre Data Standard ("networks", "nodes" o "spans")',
  );
}

function tooDeep(depth: number) {
  return unreadable(`The file is nested deeper than ${depth} levels`, `Il file ha più di ${depth} livelli`);
}

function tooLong() {
  return unreadable(
    'The network is longer than 64 MB, and JSON must be held as a whole: export it as GeoJSON, nodes and spans apart',
    'La rete supera 64 MB, e il JSON va tenuto tutto in memoria: esportarla in GeoJSON, nodi e tratte separati',
  );
}
