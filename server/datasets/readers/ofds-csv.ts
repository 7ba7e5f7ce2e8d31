import type { RowError } from '../../problem.ts';
import { csv } from './csv.ts';
import type { FormatReader } from './format-reader.ts';
import { unreadable } from './json-problems.ts';
import { ofdsLayers, readNetworks } from './ofds-network.ts';
import { OfdsTables } from './ofds-tables.ts';
import type { Source } from './source.ts';

/** All tables are joined before the first record is told: what belongs to a node stands in several. */
const MAX_BYTES = 64 * 1024 * 1024;
const TABLE = /^(networks|links|(nodes|spans|organisations|phases|contracts)(_\w+)?)\.csv$/i;

/** Reads the CSV tables of the Open Fibre Data Standard 0.2 to 0.4 that lie together in an archive. */
export const ofdsCsv: FormatReader = {
  format: 'ofdsCsv',
  layers: async (source) => ofdsLayers(await joinAll(source)),
  read: async function* (source, { layer = null }) {
    yield* readNetworks(await joinAll(source), layer);
  },
};

async function joinAll(source: Source): Promise<Record<string, unknown>[]> {
  const { folder = '' } = source;
  const tables = source.siblings.filter((sibling) => TABLE.test(sibling.name) && (sibling.folder ?? '') === folder);
  if (tables.reduce((sum, { bytes }) => sum + bytes, 0) > MAX_BYTES) throw tooLong();
  const joined = new OfdsTables();
  for (const table of tables) {
    const name = table.name.replace(/\.csv$/i, '');
    for await (const event of csv.read(table, {})) {
      if (event.type === 'fault') throw inTable(table.name, event.error);
      if (event.type === 'record') joined.add(name, { cells: event.record.properties, line: event.record.line });
    }
  }
  return joined.networks();
}

/** Rows of several tables make one record: none of them can be left out by itself. */
function inTable(table: string, { line, reason }: RowError) {
  return unreadable(`${table}, line ${line}: ${reason.en}`, `${table}, linea ${line}: ${reason.it}`);
}

function tooLong() {
  return unreadable(
    'The tables are longer than 64 MB together: export the network as GeoJSON, nodes and spans apart',
    'Le tabelle superano insieme 64 MB: esportare la rete in GeoJSON, nodi e tratte separati',
  );
}
