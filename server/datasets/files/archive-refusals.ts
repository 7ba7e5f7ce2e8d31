import { Problem } from '../../problem.ts';

const refused = (en: string, it: string) => new Problem('file-unreadable', { en, it });
const shown = (name: string) => JSON.stringify(name.slice(0, 200));

export const leadsOut = (name: string) =>
  refused(
    `The archive is refused: its entry ${shown(name)} would lead out of its folder`,
    `L'archivio è rifiutato: la voce ${shown(name)} porterebbe fuori dalla sua cartella`,
  );

export const isLink = (name: string) =>
  refused(
    `The archive is refused: its entry ${shown(name)} is a symbolic link. Pack the file itself`,
    `L'archivio è rifiutato: la voce ${shown(name)} è un collegamento simbolico. Comprimere il file stesso`,
  );

export const isEncrypted = (name: string) =>
  refused(
    `The archive is protected by a password (${shown(name)}). Pack it again without one`,
    `L'archivio è protetto da una password (${shown(name)}). Comprimerlo di nuovo senza password`,
  );

export const packedOtherwise = (name: string, method: number) =>
  refused(
    `${shown(name)} is packed in a way that is not read (method ${method}). Pack it again as an ordinary ZIP (deflate)`,
    `${shown(name)} è compresso con un metodo non leggibile (${method}). Comprimerlo di nuovo come ZIP comune (deflate)`,
  );

export const tooManyMembers = (count: number, limit: number) =>
  refused(
    `The archive holds ${count} files, and at most ${limit} are looked into (IMPORT_MAX_ARCHIVE_MEMBERS)`,
    `L'archivio contiene ${count} file, e se ne esaminano al massimo ${limit} (IMPORT_MAX_ARCHIVE_MEMBERS)`,
  );

export const unpacksTooLarge = (limit: number) =>
  refused(
    `The archive unpacks to more than ${Math.round(limit / 1024 / 1024)} MB (IMPORT_MAX_UNPACKED_MB)`,
    `L'archivio, estratto, supera ${Math.round(limit / 1024 / 1024)} MB (IMPORT_MAX_UNPACKED_MB)`,
  );

export const packedTooWell = (name: string, ratio: number) =>
  refused(
    `${shown(name)} unpacks to more than ${ratio} times its packed size: this is how archives are made that are to fill a disk (IMPORT_MAX_UNPACKED_RATIO)`,
    `${shown(name)}, estratto, supera ${ratio} volte la dimensione compressa: così si fanno gli archivi che devono riempire un disco (IMPORT_MAX_UNPACKED_RATIO)`,
  );

export const nestedTooDeep = (name: string) =>
  refused(
    `${shown(name)} is an archive inside an archive inside an archive. Send what is in it`,
    `${shown(name)} è un archivio dentro un archivio dentro un archivio. Inviare ciò che contiene`,
  );

export const broken = (said: string) =>
  refused(
    `The archive is damaged or cut short (${said.slice(0, 200)}). Pack it again`,
    `L'archivio è danneggiato o troncato (${said.slice(0, 200)}). Comprimerlo di nuovo`,
  );
