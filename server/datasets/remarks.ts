import type { Bilingual } from '../problem.ts';

/**
 * What is remarked on rows beside the faults of single cells, most of it by the database once they are staged. A fault
 * refuses the file; a warning is kept with the data set.
 */
export const REMARKS = {
  areaLost: {
    severity: 'fault',
    column: 'geometry',
    en: 'the polygon encloses no area',
    it: 'il poligono non racchiude alcuna area',
  },
  noLength: {
    severity: 'fault',
    column: 'geometry',
    en: 'the line has no length',
    it: 'la linea non ha lunghezza',
  },
  repairFailed: {
    severity: 'fault',
    column: 'geometry',
    en: 'the polygon is not valid and could not be repaired: draw it again without crossings',
    it: 'il poligono non è valido e non si è potuto riparare: ridisegnarlo senza incroci',
  },
  municipalityUnknown: {
    severity: 'fault',
    column: 'com_istat_code',
    en: 'no municipality with this ISTAT code is here; import the municipalities first, or correct the code',
    it: 'nessun comune con questo codice ISTAT; importare prima i comuni, o correggere il codice',
  },
  positionElsewhere: {
    severity: 'fault',
    column: 'com_istat_code',
    en: 'the position lies more than 7 km outside this municipality: correct one of the two, or leave the code empty and the position tells it',
    it: 'la posizione è a più di 7 km da questo comune: correggere una delle due, o lasciare vuoto il codice e lo dirà la posizione',
  },
  repaired: {
    severity: 'warning',
    column: 'geometry',
    en: 'polygons were not valid (a ring crosses or touches itself) and have been repaired',
    it: 'poligoni non validi (un anello si incrocia o si tocca) sono stati riparati',
  },
  handChangeReplaced: {
    severity: 'warning',
    column: 'id',
    en: 'segments had been changed by hand here; what the file says has taken the place of those changes',
    it: 'tratte erano state modificate qui a mano; quanto dice il file ha sostituito quelle modifiche',
  },
  landuseUntold: {
    severity: 'warning',
    column: 'landuse',
    en: 'polygons have no landuse and have been taken for industrial zones',
    it: 'poligoni senza landuse sono stati presi per zone industriali',
  },
  successorTaken: {
    severity: 'warning',
    column: 'com_istat_code',
    en: 'codes of municipalities that have gone were taken for those of their successors',
    it: 'codici di comuni soppressi sono stati presi per quelli dei comuni subentrati',
  },
  addressUnmatched: {
    severity: 'warning',
    column: 'street',
    isShare: true,
    en: 'addresses are in no register of house numbers that was imported, and have no place',
    it: 'indirizzi non sono in alcun registro dei civici importato, e restano senza posizione',
  },
  technologyAssumed: {
    severity: 'warning',
    column: 'technology',
    en: 'addresses have a class of speed but no technology: FTTH was assumed from 300 Mbit/s on, FTTC below',
    it: 'indirizzi hanno una classe di velocità ma non una tecnologia: si è assunta FTTH da 300 Mbit/s in su, FTTC sotto',
  },
} as const satisfies Record<string, Bilingual & { severity: 'fault' | 'warning'; column: string; isShare?: true }>;

/** A remark on the row with this number; the value, where there is one to show. */
export interface Remark {
  row: number;
  remark: keyof typeof REMARKS;
  value?: string | null;
}
