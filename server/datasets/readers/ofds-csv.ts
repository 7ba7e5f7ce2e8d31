import { csv } from './csv.ts';
import type { FormatReader } from './format-reader.ts';
import { unreadable } from './json-problems.ts';
import { ofdsLayers, readNetworks } from './ofds-network.ts';
import { joinTables } from './ofds-tables.ts';
import type { Source } from './source.ts';

/** All tables are joined before the first record is told: what belongs to a node stands in several. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Reads the CSV tables of the Open Fibre Data Standard 0.2 to 0.4 that lie together in an archive, or one that came alone. */
export const ofdsCsv: FormatReader = {
  format: 'ofdsCsv',
  layers: async (source) => ofdsLayers(await joinAll(source)),
  read: async function* (source, { layer = null }) {
    yield* readNetworks(await joinAll(source), layer);
  },
};

function joinAll(source: Source): Promise<Record<string, unknown>[]> {
  const { folder = '' } = source;
  const files = source.siblings.filter(({ name, folder: its = '' }) => /\.csv$/i.test(name) && its === folder);
  if (files.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_BYTES) throw tooLong();
  return joinTables(files.map((file) => ({ name: file.name.replace(/\.csv$/i, ''), read: () => csv.read(file, {}) })));
}

function tooLong() {
  return unreadable(
    'The tables are longer than 64 MB together: export the network as GeoJSON, nodes and spans apart',
    'Le tabelle superano insieme 64 MB: esportare la rete in GeoJSON, nodi e tratte separati',
  );
}
