import { defineConfig } from 'oxlint';

/**
 * The house's one-way rule, as lint: `main -> app -> <domain>/http -> store | save | pure -> contract, geo`.
 *
 * Files have a role by their name (see CONTRIBUTING, "The cast"); each role has one list of imports it may not
 * have. Where two overrides match a file the later one wins whole, so every list below is complete in itself.
 * tests/architecture.test.ts plants one violation of each rule and asserts that it is reported.
 */
type Pattern = { group?: string[]; regex?: string; message: string; allowTypeImports?: boolean };

const UPWARDS: Pattern = {
  regex: '(^|/)(main|worker|app)\\.ts$',
  message: 'One way: main -> app -> domains. Nothing below imports app.ts, main.ts or worker.ts.',
};
const ROUTERS: Pattern = {
  regex: '/http\\.ts$',
  message: "One way: only app.ts imports a domain's http.ts.",
};
const FOREIGN_DOMAIN: Pattern = {
  regex: '^(\\.\\./)+[^./][^/]*/(table|store[^/]*|save|http)\\.ts$',
  message: "A domain never imports another's table, store, save or http: ask across domains in one SQL statement here.",
};
const WEB_SERVER: Pattern = {
  regex: '^(express|express-rate-limit|helmet|compression)(/|$)',
  message: 'Requests and responses are touched by app.ts and endpoint.ts alone.',
};
const DATABASE_DRIVERS: Pattern = {
  regex: '^(pg|pg-boss|typeorm|@electric-sql/.*)(/|$)',
  message: 'Domains ask the database through what they are handed: import its types only.',
  allowTypeImports: true,
};
const IMPURE_SIBLINGS: Pattern = {
  regex: '(^|/)(table|store[^/]*|save|recompute[^/]*|threads?)\\.ts$',
  message: 'Pure files take data and give data: they import no table, store, save, recompute or thread.',
};
const SIDE_EFFECTS: Pattern = {
  regex:
    '^(express|express-rate-limit|helmet|compression|pg|pg-boss|typeorm|@electric-sql/.*|pino|piscina|node:.*)(/|$)',
  message: 'Pure files know no express, typeorm, pg or node built-in.',
};
const GEO_ALONE: Pattern[] = [
  { regex: '^\\.\\./[^.]', message: 'server/geo imports nothing of the house but itself.' },
  {
    group: ['*', '!./**', '!../**', '!@turf/**', '!clipper2-ts', '!cheap-ruler', '!flatbush'],
    message: 'server/geo knows turf, clipper2-ts, cheap-ruler and flatbush alone.',
    allowTypeImports: true,
  },
];
const CONTRACT_ALONE: Pattern = {
  group: ['*', '!./**', '!../**', '!zod'],
  message: 'A contract is zod schemas and types of what goes over the wire, nothing else.',
};
const SERVER_FROM_CLIENT: Pattern[] = [
  {
    regex:
      '/server/(.*/)?(table|store[^/]*|save|http|recompute[^/]*|threads?|main|app|config|endpoint)\\.ts$|/server/database/',
    message:
      'The client imports from the server types of a contract.ts, and pure files; nothing that stores or serves.',
  },
  {
    regex: '/server/(.*/)?contract\\.ts$|/server/[^/]+\\.ts$',
    message: 'The client imports types of contracts only, so that zod stays out of the browser.',
    allowTypeImports: true,
  },
  { ...SIDE_EFFECTS, message: 'This belongs to the server: it does not run in a browser.' },
  { regex: '^zod(/|$)', message: 'zod stays out of the browser.', allowTypeImports: true },
];

const restrict = (...patterns: Pattern[]): { 'no-restricted-imports': ['error', { patterns: Pattern[] }] } => ({
  'no-restricted-imports': ['error', { patterns }],
});

export default defineConfig({
  plugins: ['eslint', 'typescript', 'unicorn', 'oxc', 'import', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['dist/**', 'data/**', 'tests/golden/**', 'tests/fixtures/**'],
  rules: {
    'import/no-cycle': 'error',
    'import/no-default-export': 'error',
    'max-lines': ['error', { max: 300 }],
    'unicorn/filename-case': ['error', { case: 'kebabCase' }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/await-thenable': 'error',
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/no-unsafe-function-type': 'error',
    // `import { type X }` stays an import at run time; `import type { X }` does not.
    'typescript/no-import-type-side-effects': 'error',
    'typescript/consistent-type-imports': 'error',
    // Rows of the database and parsed JSON come without a type: what reads them says which one it expects.
    'typescript/no-unsafe-type-assertion': 'off',
    // Asks for a window's targetOrigin of a worker's postMessage, which takes none.
    'unicorn/require-post-message-target-origin': 'off',
    // Takes a flag that another closure or thread sets for one that nobody sets.
    'no-unmodified-loop-condition': 'off',
    // fast-check is documented, and known, as `fc`.
    'import/no-named-as-default-member': 'off',
    // A style sheet has nothing to assign.
    'import/no-unassigned-import': ['error', { allow: ['**/*.{css,scss}'] }],
    // TypeScript's noImplicitReturns says it, and knows when a switch is exhaustive.
    'consistent-return': 'off',
    'typescript/consistent-return': 'off',
    // Leaflet names what its subclasses may use with a leading underscore.
    'no-underscore-dangle': 'off',
    // expect(value, message): the message names the case that failed.
    'vitest/valid-expect': ['error', { maxArgs: 2 }],
    'vitest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert'] }],
    'vitest/no-conditional-expect': 'off',
    // Matters of taste, which the reader of a change judges better.
    'no-shadow': 'off',
    'typescript/no-unnecessary-type-arguments': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/no-array-sort': 'off',
    eqeqeq: ['error', 'always', { null: 'ignore' }],
  },
  overrides: [
    { files: ['server/**'], rules: { 'no-console': 'error', ...restrict(UPWARDS, ROUTERS) } },
    { files: ['server/{main,worker}.ts'], rules: { 'no-console': 'off', 'no-restricted-imports': 'off' } },
    { files: ['server/app.ts'], rules: restrict({ ...UPWARDS, regex: '(^|/)main\\.ts$' }) },
    // A domain folder: whatever has no role of its own below is pure.
    {
      files: ['server/*/**'],
      excludeFiles: ['server/database/**', 'server/geo/**'],
      rules: {
        'import/no-nodejs-modules': 'error',
        ...restrict(UPWARDS, ROUTERS, FOREIGN_DOMAIN, IMPURE_SIBLINGS, SIDE_EFFECTS),
      },
    },
    {
      files: ['server/*/{table,store*,save,http,recompute*,thread*}.ts'],
      rules: {
        'import/no-nodejs-modules': 'off',
        ...restrict(UPWARDS, ROUTERS, FOREIGN_DOMAIN, WEB_SERVER, DATABASE_DRIVERS),
      },
    },
    // Opening, keeping and reading uploaded files: the places of data sets that touch the disk.
    {
      files: ['server/datasets/files/*.ts', 'server/imports/{keep-file,read-thread,reading,uploads,conversation}.ts'],
      rules: {
        'import/no-nodejs-modules': 'off',
        ...restrict(UPWARDS, ROUTERS, FOREIGN_DOMAIN, IMPURE_SIBLINGS, WEB_SERVER, DATABASE_DRIVERS),
      },
    },
    { files: ['server/*/table.ts'], rules: restrict(UPWARDS, ROUTERS, FOREIGN_DOMAIN, WEB_SERVER, IMPURE_SIBLINGS) },
    { files: ['server/**/contract.ts'], rules: restrict(UPWARDS, ROUTERS, IMPURE_SIBLINGS, CONTRACT_ALONE) },
    { files: ['server/geo/**'], rules: { 'import/no-nodejs-modules': 'error', ...restrict(...GEO_ALONE) } },
    { files: ['client/**'], rules: { 'import/no-nodejs-modules': 'error', ...restrict(...SERVER_FROM_CLIENT) } },
    // A list of words is looked up, not read.
    { files: ['client/words/{it,en}.ts'], rules: { 'max-lines': 'off' } },
    { files: ['*.config.ts'], rules: { 'import/no-default-export': 'off' } },
  ],
});
