import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, maskPassword, readConfig } from '../../server/config.ts';
import { FILE_LIMITS } from '../../server/datasets/limits.ts';

test('an empty environment gives the defaults, without the optional settings', () => {
  expect(readConfig({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    dataDir: resolve('./.ultimo-miglio'),
    logLevel: 'info',
    fileLimits: FILE_LIMITS,
  });
});

test('every setting is read, and the result is frozen', () => {
  const config = readConfig({
    PORT: '8080',
    HOST: '0.0.0.0',
    DATA_DIR: '/var/lib/ultimo-miglio',
    DATABASE_URL: 'postgres://miglio:secret@db.example.org:5432/miglio?sslmode=require',
    ADMIN_KEY: 'sixteen-letters!',
    LOG_LEVEL: 'debug',
    BASEMAP_URL: 'https://tiles.example.org/{z}/{x}/{y}.png',
    WORKER_THREADS: '3',
    IMPORT_MAX_FILE_MB: '10',
    IMPORT_MAX_ARCHIVE_MEMBERS: '20',
    IMPORT_MAX_UNPACKED_MB: '30',
    IMPORT_MAX_UNPACKED_RATIO: '40',
    IMPORT_MAX_VERTICES: '50',
    IMPORT_MAX_DEPTH: '60',
  });
  expect(config).toEqual({
    port: 8080,
    host: '0.0.0.0',
    dataDir: '/var/lib/ultimo-miglio',
    databaseUrl: 'postgres://miglio:secret@db.example.org:5432/miglio?sslmode=require',
    adminKey: 'sixteen-letters!',
    logLevel: 'debug',
    basemapUrl: 'https://tiles.example.org/{z}/{x}/{y}.png',
    threads: 3,
    fileLimits: {
      fileBytes: 10 * 1024 * 1024,
      archiveMembers: 20,
      unpackedBytes: 30 * 1024 * 1024,
      unpackedRatio: 40,
      vertices: 50,
      depth: 60,
    },
  });
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.fileLimits)).toBe(true);
});

test('an empty variable counts as absent', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: ' ', ADMIN_KEY: '' })).toEqual(readConfig({}));
});

test.each([
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['PORT', 'http'],
  ['HOST', 'not a host'],
  ['DATABASE_URL', 'mysql://db.example.org/miglio'],
  ['DATABASE_URL', 'postgres://db.example.org'],
  ['LOG_LEVEL', 'loud'],
  ['BASEMAP_URL', 'https://tiles.example.org/{z}/{x}.png'],
  ['BASEMAP_URL', 'ftp://tiles.example.org/{z}/{x}/{y}.png'],
  ['WORKER_THREADS', 'all'],
])('%s=%s is refused, naming the variable, what it holds and what is expected', (name, value) => {
  const message = failure({ [name]: value });
  expect(message).toContain(`${name}: expected `);
  expect(message).toContain(`received ${JSON.stringify(value)}`);
});

test('all faulty variables are named at once, one a line', () => {
  expect(failure({ PORT: 'x', LOG_LEVEL: 'y' }).split('\n')).toEqual([
    'PORT: expected a whole number from 0 to 65535, received "x"',
    'LOG_LEVEL: expected one of silent, fatal, error, warn, info, debug, trace, received "y"',
  ]);
});

test('nobody else computes on the embedded database', () => {
  expect(failure({ WORKER_THREADS: '0' })).toMatch(/^WORKER_THREADS=0 needs DATABASE_URL/);
  expect(readConfig({ WORKER_THREADS: '0', DATABASE_URL: 'postgres://db/miglio' }).threads).toBe(0);
});

test('a faulty administrator key is not shown', () => {
  const message = failure({ ADMIN_KEY: 'tooshort' });
  expect(message).toBe('ADMIN_KEY: expected at least 16 characters, received 8 characters (not shown)');
});

test.each([
  'mysql://user:hunter2@db/miglio',
  'postgres://user:hunter2@',
  'postgres:/user:hunter2@db/miglio',
  'user:hunter2@db/miglio',
  'mysql://user:p@hunter2@db/miglio',
  'mysql://user:hunter2#x@db/miglio',
  'mysql://db/miglio?user=u&password=hunter2',
])('the password of the faulty database URL %s is not shown', (url) => {
  expect(failure({ DATABASE_URL: url })).not.toContain('hunter2');
});

test('a masked URL without a password stays as it is', () => {
  expect(maskPassword('postgres://miglio@db:5432/miglio')).toBe('postgres://miglio@db:5432/miglio');
});

function failure(env: NodeJS.ProcessEnv): string {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  throw new Error('accepted');
}
