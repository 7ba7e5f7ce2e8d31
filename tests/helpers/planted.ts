/** A file that breaks one rule of the house, and how the lint names it. */
export interface Plant {
  rule: string;
  path: string;
  source: string;
  /** the lint's name of the rule */
  code: string;
  /** part of the sentence that the lint shows for it; absent where the code says it all */
  says?: string;
}

const RESTRICTED = 'eslint(no-restricted-imports)';

/** One violation of each rule that the lint holds; no path exists in the project. */
export const PLANTS: Plant[] = [
  {
    rule: 'a cycle',
    path: 'server/zones/planted-egg.ts',
    source: "import { hen } from './planted-hen.ts';\nexport const egg = () => hen();\n",
    code: 'import(no-cycle)',
  },
  {
    rule: 'the other half of the cycle',
    path: 'server/zones/planted-hen.ts',
    source: "import { egg } from './planted-egg.ts';\nexport const hen = (): unknown => egg();\n",
    code: 'import(no-cycle)',
  },
  {
    rule: 'a pure file that imports express',
    path: 'server/zones/planted-express.ts',
    source: "import express from 'express';\nexport const planted = express;\n",
    code: RESTRICTED,
    says: 'Pure files know no express',
  },
  {
    rule: 'a pure file that imports a node built-in',
    path: 'server/gaps/planted-built-in.ts',
    source: "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n",
    code: 'import(no-nodejs-modules)',
  },
  {
    rule: 'a reader that opens files by itself',
    path: 'server/datasets/readers/planted-files.ts',
    source: "import { open } from 'node:fs/promises';\nexport const planted = open;\n",
    code: 'import(no-nodejs-modules)',
  },
  {
    rule: 'a pure file in a deeper folder that imports pg',
    path: 'server/datasets/readers/planted-pg.ts',
    source: "import { Pool } from 'pg';\nexport const planted = Pool;\n",
    code: RESTRICTED,
    says: 'Pure files know no express',
  },
  {
    rule: "a pure file that imports its own domain's table",
    path: 'server/zones/planted-sibling.ts',
    source: "import { zoneTable } from './table.ts';\nexport const planted = zoneTable;\n",
    code: RESTRICTED,
    says: 'Pure files take data and give data',
  },
  {
    rule: 'a pure file that opens worker threads',
    path: 'server/tiles/planted-threads.ts',
    source: "import { openThreads } from './threads.ts';\nexport const planted = openThreads;\n",
    code: RESTRICTED,
    says: 'Pure files take data and give data',
  },
  {
    rule: 'geometry that imports typeorm',
    path: 'server/geo/planted-typeorm.ts',
    source: "import { DataSource } from 'typeorm';\nexport const planted = DataSource;\n",
    code: RESTRICTED,
    says: 'server/geo knows turf',
  },
  {
    rule: 'geometry that imports a domain',
    path: 'server/geo/planted-domain.ts',
    source: "import { STATUSES } from '../segments/status.ts';\nexport const planted = STATUSES;\n",
    code: RESTRICTED,
    says: 'server/geo imports nothing of the house',
  },
  {
    rule: "a domain that imports another's table",
    path: 'server/planted/save.ts',
    source: "import { firmTable } from '../firms/table.ts';\nexport const planted = firmTable;\n",
    code: RESTRICTED,
    says: "A domain never imports another's table",
  },
  {
    rule: 'a contract that imports more than zod',
    path: 'server/planted/contract.ts',
    source: "import pino from 'pino';\nexport const planted = pino;\n",
    code: RESTRICTED,
    says: 'A contract is zod schemas',
  },
  {
    rule: 'a router that touches express',
    path: 'server/planted/http.ts',
    source: "import { Router } from 'express';\nexport const planted = Router();\n",
    code: RESTRICTED,
    says: 'Requests and responses',
  },
  {
    rule: 'a store that opens the database by itself',
    path: 'server/planted/store.ts',
    source: "import { DataSource } from 'typeorm';\nexport const planted = DataSource;\n",
    code: RESTRICTED,
    says: 'import its types only',
  },
  {
    rule: 'a file beside app.ts that imports a router',
    path: 'server/planted-router.ts',
    source: "import { planted } from './planted/http.ts';\nexport const again = planted;\n",
    code: RESTRICTED,
    says: 'only app.ts imports',
  },
  {
    rule: 'a step back up to main.ts',
    path: 'server/database/planted-up.ts',
    source: "import * as main from '../main.ts';\nexport const planted = main;\n",
    code: RESTRICTED,
    says: 'Nothing below imports app.ts, main.ts or worker.ts',
  },
  {
    rule: 'a client that imports a table',
    path: 'client/planted-table.ts',
    source: "import { zoneTable } from '../server/zones/table.ts';\nexport const planted = zoneTable;\n",
    code: RESTRICTED,
    says: 'nothing that stores or serves',
  },
  {
    rule: 'a client that imports the type of a store',
    path: 'client/parts/planted-store.ts',
    source: "import type * as store from '../../server/planted/store.ts';\nexport type Planted = typeof store;\n",
    code: RESTRICTED,
    says: 'nothing that stores or serves',
  },
  {
    rule: 'a client that runs a contract',
    path: 'client/planted-contract.ts',
    source: "import { figures } from '../server/gaps/contract.ts';\nexport const planted = figures;\n",
    code: RESTRICTED,
    says: 'types of contracts only',
  },
  {
    rule: 'a promise that nobody awaits',
    path: 'scripts/planted-floating.ts',
    source: 'const later = async () => 1;\nexport function start() {\n  later();\n}\n',
    code: 'typescript(no-floating-promises)',
  },
  {
    rule: 'a promise taken for a truth value',
    path: 'scripts/planted-misused.ts',
    source: "const later = async () => true;\nexport const planted = () => (later() ? 'yes' : 'no');\n",
    code: 'typescript(no-misused-promises)',
  },
  {
    rule: 'an await of what is no promise',
    path: 'scripts/planted-await.ts',
    source: 'const now = () => 1;\nexport const planted = async () => await now();\n',
    code: 'typescript(await-thenable)',
  },
  {
    rule: 'a default export',
    path: 'server/planted-default.ts',
    source: 'export default 1;\n',
    code: 'import(no-default-export)',
  },
  {
    rule: 'a line on the console',
    path: 'server/planted-console.ts',
    source: "export const planted = () => console.log('here');\n",
    code: 'eslint(no-console)',
  },
  {
    rule: 'a file of more than 300 lines',
    path: 'client/planted-long.ts',
    source: Array.from({ length: 301 }, (_, index) => `export const planted${index} = ${index};\n`).join(''),
    code: 'eslint(max-lines)',
  },
  {
    rule: 'a file name in camelCase',
    path: 'scripts/plantedName.ts',
    source: 'export const planted = 1;\n',
    code: 'unicorn(filename-case)',
  },
];
