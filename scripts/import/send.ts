import { openAsBlob } from 'node:fs';
import type { Config } from '../../server/config.ts';
import type { Description, ImportOutcome } from '../../server/imports.ts';
import type { Bilingual, Language, ProblemDetails } from '../../server/problem.ts';

const ANY_ADDRESS: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** What the running server answered, where it did not import the file. */
export class Refused extends Error {
  override name = 'Refused';
  readonly problem: ProblemDetails;

  constructor(problem: ProblemDetails) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Where a server with these settings listens, seen from this machine. */
export function addressOf({ host, port }: Pick<Config, 'host' | 'port'>): string {
  const name = ANY_ADDRESS[host] ?? host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/**
 * Has the running server import the file, which it then reads from us.
 *
 * @throws Refused with the server's problem; TypeError where no server answers
 */
export async function sendFile(
  address: string,
  adminKey: string,
  path: string,
  description: Description,
  language: Language,
): Promise<ImportOutcome> {
  const url = new URL('/api/v1/datasets', address);
  for (const [name, value] of Object.entries({ ...description, lang: language })) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/octet-stream' },
    body: await openAsBlob(path),
  });
  const body = (await answer.json()) as unknown;
  if (!answer.ok) throw new Refused(body as ProblemDetails);
  return body as ImportOutcome;
}

export const SENDING = (address: string): Bilingual => ({
  en: `the database is open in a running server: sending the file to ${address}`,
  it: `il database è aperto in un server in funzione: invio del file a ${address}`,
});

export const NOBODY_ANSWERS = (address: string): Bilingual => ({
  en: `The data folder is in use, but no server answers at ${address}. Set HOST and PORT as the server has them, or stop the program that uses the folder.`,
  it: `La cartella dei dati è in uso, ma nessun server risponde a ${address}. Impostare HOST e PORT come per il server, o fermare il programma che usa la cartella.`,
});

export const KEY_NEEDED: Bilingual = {
  en: 'The database is open in another program, most likely the server. Set ADMIN_KEY to the administrator key, and the file is sent to it; or stop it and import again.',
  it: 'Il database è aperto in un altro programma, probabilmente il server. Impostare ADMIN_KEY con la chiave di amministratore e il file gli viene inviato; oppure fermarlo e importare di nuovo.',
};
