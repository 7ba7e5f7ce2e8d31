import { resolve } from 'node:path';
import { z } from 'zod';
import { FILE_LIMITS, type FileLimits } from './datasets/limits.ts';

/** The settings of one running program; frozen. */
export type Config = Readonly<{
  /** TCP port; 0 lets the operating system choose a free one */
  port: number;
  host: string;
  /** absolute path of the folder that holds everything the program keeps */
  dataDir: string;
  /** a native PostgreSQL server; absent: the embedded database in `dataDir` */
  databaseUrl?: string;
  /** the administrator key in the clear; absent: one is made at first start */
  adminKey?: string;
  logLevel: 'silent' | 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';
  /** tile URL template with {z}, {x} and {y}; absent: no base map is offered */
  basemapUrl?: string;
  /** threads that compute gaps in this process, 0: others do it; absent: as many as there are cores */
  threads?: number;
  /** how much of an uploaded file is taken before it is refused */
  fileLimits: Readonly<FileLimits>;
}>;

const MIN_ADMIN_KEY_LENGTH = 16;

const MB = 1024 * 1024;
const count = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
  .optional();

const environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port <= 65_535)
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/)
    .default('127.0.0.1'),
  DATA_DIR: z.string().default('./.ultimo-miglio'),
  DATABASE_URL: z.string().refine(isPostgresUrl).optional(),
  ADMIN_KEY: z.string().min(MIN_ADMIN_KEY_LENGTH).optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).default('info'),
  BASEMAP_URL: z.string().refine(isTileTemplate).optional(),
  WORKER_THREADS: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .optional(),
  IMPORT_MAX_FILE_MB: count,
  IMPORT_MAX_ARCHIVE_MEMBERS: count,
  IMPORT_MAX_UNPACKED_MB: count,
  IMPORT_MAX_UNPACKED_RATIO: count,
  IMPORT_MAX_VERTICES: count,
  IMPORT_MAX_DEPTH: count.refine((depth) => depth === undefined || depth <= 1000),
});

type Variable = keyof typeof environment.shape;

const WHOLE_NUMBER = 'a whole number from 1';
const EXPECTED: Record<Variable, string> = {
  PORT: 'a whole number from 0 to 65535',
  HOST: 'a host name or an IP address',
  DATA_DIR: 'the path of a folder',
  DATABASE_URL: 'a URL like postgres://user:password@host:5432/database',
  ADMIN_KEY: `at least ${MIN_ADMIN_KEY_LENGTH} characters`,
  LOG_LEVEL: 'one of silent, fatal, error, warn, info, debug, trace',
  BASEMAP_URL: 'an http(s) URL with {z}, {x} and {y}, like https://tiles.example.org/{z}/{x}/{y}.png',
  WORKER_THREADS: 'a whole number, 0 to leave the computing to `npm run worker`',
  IMPORT_MAX_FILE_MB: WHOLE_NUMBER,
  IMPORT_MAX_ARCHIVE_MEMBERS: WHOLE_NUMBER,
  IMPORT_MAX_UNPACKED_MB: WHOLE_NUMBER,
  IMPORT_MAX_UNPACKED_RATIO: WHOLE_NUMBER,
  IMPORT_MAX_VERTICES: WHOLE_NUMBER,
  IMPORT_MAX_DEPTH: 'a whole number from 1 to 1000',
};

/** Settings that cannot be used; the message has one line for each faulty variable. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * Reads the settings from the environment; an empty variable counts as absent.
 *
 * @throws ConfigError naming every faulty variable, what it holds (secrets left out) and what is expected
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const variables = Object.keys(environment.shape) as Variable[];
  const given = Object.fromEntries(variables.map((name) => [name, env[name]?.trim() || undefined])) as Partial<
    Record<Variable, string>
  >;
  const result = environment.safeParse(given);
  if (!result.success) {
    const faulty = new Set(result.error.issues.map((issue) => issue.path[0] as Variable));
    const lines = [...faulty].map(
      (name) => `${name}: expected ${EXPECTED[name]}, received ${describe(name, given[name] ?? '')}`,
    );
    throw new ConfigError(lines.join('\n'));
  }
  const { data } = result;
  if (data.WORKER_THREADS === 0 && !data.DATABASE_URL) {
    throw new ConfigError('WORKER_THREADS=0 needs DATABASE_URL: on the embedded database nobody else can compute');
  }
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    dataDir: resolve(data.DATA_DIR),
    ...(data.DATABASE_URL && { databaseUrl: data.DATABASE_URL }),
    ...(data.ADMIN_KEY && { adminKey: data.ADMIN_KEY }),
    logLevel: data.LOG_LEVEL,
    ...(data.BASEMAP_URL && { basemapUrl: data.BASEMAP_URL }),
    ...(data.WORKER_THREADS !== undefined && { threads: data.WORKER_THREADS }),
    fileLimits: readFileLimits(data),
  });
}

function readFileLimits(data: z.output<typeof environment>): Readonly<FileLimits> {
  const bytes = (megabytes: number | undefined) => (megabytes === undefined ? undefined : megabytes * MB);
  return Object.freeze({
    fileBytes: bytes(data.IMPORT_MAX_FILE_MB) ?? FILE_LIMITS.fileBytes,
    archiveMembers: data.IMPORT_MAX_ARCHIVE_MEMBERS ?? FILE_LIMITS.archiveMembers,
    unpackedBytes: bytes(data.IMPORT_MAX_UNPACKED_MB) ?? FILE_LIMITS.unpackedBytes,
    unpackedRatio: data.IMPORT_MAX_UNPACKED_RATIO ?? FILE_LIMITS.unpackedRatio,
    vertices: data.IMPORT_MAX_VERTICES ?? FILE_LIMITS.vertices,
    depth: data.IMPORT_MAX_DEPTH ?? FILE_LIMITS.depth,
  });
}

function describe(name: Variable, value: string): string {
  if (name === 'ADMIN_KEY') return `${value.length} characters (not shown)`;
  if (name === 'DATABASE_URL') return JSON.stringify(maskPassword(value));
  return JSON.stringify(value);
}

/**
 * A database URL fit to be shown: what may be a password is replaced by ***.
 *
 * Works on text that is no valid URL too, since that is when it gets printed.
 */
export function maskPassword(databaseUrl: string): string {
  const [, scheme = '', rest = ''] = /^([^:]*:\/\/)?(.*)$/s.exec(databaseUrl) ?? [];
  return scheme + rest.replace(/^([^:@/?#]*):(.*)@/s, '$1:***@').replace(/(password|passwd|pwd)=[^&\s]*/gi, '$1=***');
}

function isPostgresUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^postgres(ql)?:\/\//.test(text) && url.pathname.length > 1;
}

function isTileTemplate(text: string): boolean {
  if (!['{z}', '{x}', '{y}'].every((place) => text.includes(place))) return false;
  const url = URL.parse(text.replace(/\{\w+\}/g, '0'));
  return url !== null && /^https?:$/.test(url.protocol);
}
