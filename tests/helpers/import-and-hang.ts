import { openDatabase } from '../../server/database/data-source.ts';
import { importFile } from '../../server/imports.ts';

// Program: imports zones from a file and hangs in the middle, rows written and nothing committed, after saying so.
// Arguments: path of the file, data folder, optional URL.

const [path = '', dataDir = '', databaseUrl] = process.argv.slice(2);
const { dataSource } = await openDatabase({ dataDir, ...(databaseUrl && { databaseUrl }) });
await importFile(dataSource, path, { kind: 'zones', name: 'killed', fileName: 'zones.geojson' }, ({ rows }) => {
  console.log(rows);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
