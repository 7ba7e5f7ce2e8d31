import { openAsBlob } from 'node:fs';
import type { Config } from '../../server/config.ts';
import type { Partner } from './converse.ts';
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
 * The conversation with the running server, which reads the file from us. Its functions throw Refused with the server's
 * problem, TypeError where no server answers.
 */
export function partnerAt(address: string, adminKey: string, language: Language): Partner {
  async function ask<T>(method: string, path: string, body?: Blob | object): Promise<T> {
    const isFile = body instanceof Blob;
    const url = new URL(`/api/v1${path}`, address);
    url.searchParams.set('lang', language);
    const answer = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${adminKey}`,
        'content-type': isFile ? 'application/octet-stream' : 'application/json',
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    });
    const said = (await answer.json()) as unknown;
    if (!answer.ok) throw new Refused(said as ProblemDetails);
    return said as T;
  }
  return {
    receive: async (path, fileName) =>
      ask('POST', `/uploads?fileName=${encodeURIComponent(fileName)}`, await openAsBlob(path)),
    proposal: (id, asked) => ask('POST', `/uploads/${id}/proposal`, asked),
    preview: (id, choices) => ask('POST', `/uploads/${id}/preview`, choices),
    check: (id, asked) => ask('POST', `/uploads/${id}/runs`, asked),
    run: (id) => ask('GET', `/runs/${id}`),
    importRun: (id, rows) => ask('POST', `/runs/${id}/import`, { rows }),
    forget: async (id) => void (await ask('DELETE', `/uploads/${id}`)),
  };
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
