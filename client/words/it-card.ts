/** What a firm's card says, in Italian. */
export const itCard = {
  eyebrow: 'Azienda',
  backTo: (name: string) => `Torna a ${name}`,
  served: (speed: string) => `Oggi è **servita** a ${speed}.`,
  servedByHorizon: (speed: string, day: string) =>
    `Oggi **non è servita** a ${speed}; è promesso che lo sia dal **${day}**.`,
  notServed: (speed: string, day: string) => `**Non è servita** a ${speed}, né oggi né entro il ${day}.`,
  promisedLater: (day: string) => ` È promesso che lo sia dal **${day}**.`,
  unknown: 'Non si sa se sia servita: di questa azienda **si conosce solo il comune**.',
  placeless: 'Non si sa se sia servita: di questa azienda **non si conosce il luogo**.',
  notYet: 'Le cifre di questa azienda **non sono ancora calcolate**.',
  municipalityShare: (name: string, share: string) =>
    `Nel comune di ${name} la fibra fino a casa raggiunge il ${share} delle famiglie (AGCOM): è un dato sul comune, non sull’azienda.`,
  buyNow: 'Che cosa si può comprare oggi',
  buyNothing: 'Nessuna offerta di rete nota in questo punto.',
  targets: 'Quali obiettivi raggiunge',
  meets: 'sì, oggi',
  meetsFrom: (day: string) => `dal ${day}`,
  meetsNot: 'no',
  meetsUnknown: 'non si sa',
  down: (speed: string) => `${speed} in download`,
  up: (speed: string) => `${speed} in upload`,
  asOf: (day: string) => `dato del ${day}`,
  inPlace: 'sul posto',
  aid: 'Area per gli aiuti di Stato',
  aidWhy: {
    white: (speed: string, day: string) =>
      `Area bianca: nessuna rete serve questo punto a ${speed}, contando le tratte previste entro il ${day}.`,
    grey: (speed: string, network: string) => `Area grigia: una sola rete (${network}) serve questo punto a ${speed}.`,
    black: (speed: string, networks: string) => `Area nera: più reti (${networks}) servono questo punto a ${speed}.`,
  },
  aidAbsent: 'Senza una posizione non si può dire l’area.',
  nearest: 'Quanto manca',
  nearestServed: 'Luogo servito più vicino, oggi',
  nearestServedAfter: 'Luogo servito più vicino, all’orizzonte',
  nearestSegment: 'Tratta prevista più vicina',
  serving: 'La tratta che la servirà',
  servingMore: 'Le tratte che la serviranno',
  servingNone: 'Nessuna tratta prevista arriva fin qui.',
  about: 'Sull’azienda',
  activity: 'Attività',
  ateco: 'Codice ATECO',
  employees: 'Addetti',
  export: 'Quota di export',
  pledge: 'Adesione',
  pledged: (speed: string) => `ha dichiarato di volersi abbonare: ${speed}`,
  precision: 'Posizione',
  source: 'Fonte',
  dataset: 'Insieme di dati',
  fromRow: (name: string, version: number, row: string | null) =>
    `«${name}», versione ${version}${row === null ? '' : `, riga ${row}`}`,
  precisions: { exact: 'esatta', address: 'dall’indirizzo', municipality: 'solo il comune', none: 'ignota' },
  notFound: 'Questa azienda non c’è, o non c’è più.',
};

/** The words of a firm's card in one language. */
export type CardWords = typeof itCard;
