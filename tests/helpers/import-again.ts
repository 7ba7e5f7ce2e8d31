import { openDatabase } from '../../server/database/data-source.ts';
import { importFile } from '../../server/imports.ts';

// Program: says that the database is open, imports coverage from a file, and says so. Arguments: path of the file, data folder,
// optional URL.

const [path = '', dataDir = '', databaseUrl] = process.argv.slice(2);
const { dataSource, close } = await openDatabase({ dataDir, ...(databaseUrl && { databaseUrl }) });
console.log('open');
await importFile(dataSource, path, { kind: 'coverage', name: 'killed', fileName: 'file.csv' });
console.log('imported');
await close();
