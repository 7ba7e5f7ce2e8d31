/**
 * What can go wrong in words a program can match on. Domain code throws a kind and knows no HTTP status;
 * this table alone maps the kind to one (RFC 9457, application/problem+json).
 */
const KINDS = {
  'invalid-request': {
    status: 400,
    en: 'The request is not valid',
    it: 'La richiesta non è valida',
  },
  'credential-missing': { status: 401, en: 'A credential is needed', it: 'Serve una credenziale' },
  'credential-refused': {
    status: 403,
    en: 'The credential is not accepted',
    it: 'La credenziale non è accettata',
  },
  'not-found': { status: 404, en: 'Not found', it: 'Non trovato' },
  'method-not-allowed': { status: 405, en: 'Method not allowed', it: 'Metodo non consentito' },
  'media-type-refused': { status: 415, en: 'Media type not accepted', it: 'Tipo di contenuto non accettato' },
  starting: { status: 503, en: 'Starting, not ready yet', it: 'In avvio, non ancora pronto' },
  'target-exists': { status: 409, en: 'The target exists already', it: "L'obiettivo esiste già" },
  'changed-meanwhile': { status: 409, en: 'Changed meanwhile', it: 'Modificato nel frattempo' },
  'comes-from-file': { status: 409, en: 'It comes from a file', it: 'Viene da un file' },
  'plan-impossible': { status: 422, en: 'No plan meets this', it: 'Nessun piano soddisfa la richiesta' },
  'target-unknown': { status: 422, en: 'No such target', it: 'Obiettivo sconosciuto' },
  'rows-rejected': { status: 422, en: 'The file has faulty rows', it: 'Il file ha righe errate' },
  'file-unreadable': {
    status: 422,
    en: 'The file cannot be read',
    it: 'Il file non si può leggere',
  },
  'file-too-large': { status: 413, en: 'The file is too large', it: 'Il file è troppo grande' },
  'geometry-failed': {
    status: 422,
    en: 'A geometry cannot be processed',
    it: 'Una geometria non è elaborabile',
  },
  'too-many-requests': { status: 429, en: 'Too many requests', it: 'Troppe richieste' },
  'database-busy': { status: 503, en: 'The database is busy', it: 'Il database è occupato' },
  unexpected: { status: 500, en: 'Something went wrong here', it: 'Qualcosa è andato storto qui' },
} as const satisfies Record<string, { status: number; en: string; it: string }>;

export type ProblemKind = keyof typeof KINDS;
/** Every kind as a reader of the documentation meets it. */
export const PROBLEM_KINDS = Object.entries(KINDS).map(([kind, { status, en }]) => ({
  type: problemType(kind),
  status,
  title: en,
}));
export type Language = 'it' | 'en';
/** The same sentence in both languages of the interface. */
export type Bilingual = Record<Language, string>;

/** One faulty place in a file: 1-based line and row (a feature of a GeoJSON, a record of a CSV), the column or property. */
export interface RowError {
  row: number;
  line: number;
  column: string | null;
  value: string | null;
  reason: Bilingual;
}

export interface ProblemExtras {
  /** Faulty rows of a file; at most 1,000 are kept, `errorCount` counts all. */
  errors?: RowError[];
  errorCount?: number;
  /** Faulty parameters of a request. */
  parameters?: { name: string; reason: string }[];
  /** Ids of what caused it: zones, coverage areas, segments. */
  culprits?: string[];
}

/** An error that its user can act on. Anything else that is thrown is a defect and shows as `unexpected`. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly detail: Bilingual;
  readonly extras: ProblemExtras;

  constructor(kind: ProblemKind, detail: Bilingual, extras: ProblemExtras = {}) {
    super(detail.en);
    this.name = 'Problem';
    this.kind = kind;
    this.detail = detail;
    this.extras = extras;
  }
}

/** The body of an application/problem+json answer. */
export interface ProblemDetails {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  parameters?: { name: string; reason: string }[];
  culprits?: string[];
  errorCount?: number;
  errors?: {
    row: number;
    line: number;
    column: string | null;
    value: string | null;
    reason: string;
  }[];
}

/** What is sent for a problem, in the reader's language. */
export function problemDetails(problem: Problem, language: Language, instance?: string): ProblemDetails {
  const { status, [language]: title } = KINDS[problem.kind];
  const { errors, ...extras } = problem.extras;
  return {
    type: problemType(problem.kind),
    title,
    status,
    detail: problem.detail[language],
    ...(instance === undefined ? {} : { instance }),
    ...extras,
    ...(errors === undefined ? {} : { errors: errors.map((error) => ({ ...error, reason: error.reason[language] })) }),
  };
}

/** What a problem says, in both languages, where it is part of an answer. */
export function problemSays({ kind, detail }: Problem): { type: string; title: Bilingual; detail: Bilingual } {
  const { it, en } = KINDS[kind];
  return { type: problemType(kind), title: { it, en }, detail };
}

function problemType(kind: string): string {
  return `urn:ultimo-miglio:problem:${kind}`;
}
