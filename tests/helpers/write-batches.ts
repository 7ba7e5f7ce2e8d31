import { openDatabase } from '../../server/database/data-source.ts';

// Program: writes batches of 100 rows, two statements to a transaction, and prints the number of each batch that is
// committed, until it is killed. Arguments: number of the first batch, data folder, optional URL.

const [first = '0', dataDir = '', databaseUrl] = process.argv.slice(2);
const { dataSource } = await openDatabase({ dataDir, ...(databaseUrl && { databaseUrl }) });
for (let batch = Number(first); ; batch += 1) {
  await dataSource.transaction(async (manager) => {
    await manager.query(`INSERT INTO written SELECT $1::int, generate_series(1, 50), repeat('x', 1000)`, [batch]);
    await manager.query(`INSERT INTO written SELECT $1::int, generate_series(51, 100), repeat('y', 1000)`, [batch]);
  });
  console.log(batch);
}
