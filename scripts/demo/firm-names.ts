import type { Random } from './random.ts';

/** A trade of the cosmetics chain: how its firms are called and what they do. */
export type Trade = {
  activity: string;
  /** ATECO 2007 */
  ateco: string;
  /** out of all weights, how often it is met */
  weight: number;
  /** share of turnover exported, typical and spread */
  exportShare: readonly [typical: number, spread: number];
  /** head words of its invented names */
  words: readonly string[];
};

/** Codes and their meaning: ISTAT, ATECO 2007. Weights and export shares are assumptions, 0.7 for cosmetics apart. */
const TRADES: readonly Trade[] = [
  {
    activity: 'trucco conto terzi',
    ateco: '20.42.00',
    weight: 24,
    exportShare: [0.72, 0.13],
    words: ['Cipria', 'Rossetti', 'Mascara', 'Ombretti', 'Fard', 'Terre e Colori', 'Ciglia'],
  },
  {
    activity: 'cura della pelle e profumi',
    ateco: '20.42.00',
    weight: 14,
    exportShare: [0.68, 0.15],
    words: ['Creme', 'Balsami', 'Profumi', 'Essenze', 'Lozioni', 'Petali'],
  },
  {
    activity: 'saponi e detergenti',
    ateco: '20.41.10',
    weight: 5,
    exportShare: [0.4, 0.2],
    words: ['Saponi', 'Bolle', 'Schiume'],
  },
  {
    activity: 'imballaggi in plastica per cosmetici',
    ateco: '22.22.00',
    weight: 14,
    exportShare: [0.5, 0.2],
    words: ['Flaconi', 'Vasetti', 'Astucci', 'Tubetti'],
  },
  {
    activity: 'articoli in plastica, tappi e applicatori',
    ateco: '22.29.09',
    weight: 9,
    exportShare: [0.45, 0.2],
    words: ['Tappi', 'Applicatori', 'Pennelli', 'Stampi'],
  },
  {
    activity: 'imballaggi metallici leggeri',
    ateco: '25.92.00',
    weight: 5,
    exportShare: [0.4, 0.2],
    words: ['Bombolette', 'Latte e Lattine', 'Scatole'],
  },
  {
    activity: 'minuteria metallica',
    ateco: '25.99.99',
    weight: 7,
    exportShare: [0.3, 0.2],
    words: ['Minuterie', 'Cerniere', 'Specchietti'],
  },
  {
    activity: 'macchine per il confezionamento cosmetico',
    ateco: '28.99.99',
    weight: 8,
    exportShare: [0.62, 0.18],
    words: ['Riempitrici', 'Presse', 'Ingranaggi', 'Nastri'],
  },
  {
    activity: 'macchine per la plastica',
    ateco: '28.96.00',
    weight: 4,
    exportShare: [0.6, 0.18],
    words: ['Estrusori', 'Soffiatrici'],
  },
  {
    activity: 'confezionamento conto terzi',
    ateco: '82.92.20',
    weight: 10,
    exportShare: [0.25, 0.2],
    words: ['Confezioni', 'Fiocchi e Nastri', 'Pacchetti'],
  },
];

const TAILS = [
  'della Nebbia',
  'di Mezzanotte',
  'del Mattino',
  'delle Rane',
  'del Pioppeto',
  'della Cascina Rossa',
  'del Gelso',
  'delle Risorgive',
  'del Tortello Dolce',
  'della Luna Piena',
  'del Fontanile',
  'del Canale Storto',
  'delle Lucciole',
  'del Campo Lungo',
  'del Ponte Vecchio',
  'della Roggia Chiara',
  'delle Tre Betulle',
  'del Campanile',
  'della Brina',
  "dell'Airone",
  'del Vento Basso',
  'della Quercia Sola',
  'dei Papaveri',
  'del Granturco',
  'della Foschia',
  'del Cortile',
  'delle Cicogne',
  'del Mulino Fermo',
];
const FORMS = ['S.r.l.', 'S.r.l.', 'S.p.A.', 'S.n.c.', 'S.a.s.'];

export function drawTrade(random: Random): Trade {
  let choice = random.next() * TRADES.reduce((sum, { weight }) => sum + weight, 0);
  return TRADES.find(({ weight }) => (choice -= weight) < 0) ?? TRADES[0]!;
}

/** A name that says of itself that it is invented: "Cipria della Nebbia S.r.l. (dimostrativa)". */
export function inventName(trade: Trade, random: Random): string {
  return `${random.pick(trade.words)} ${random.pick(TAILS)} ${random.pick(FORMS)} (dimostrativa)`;
}

/** Numbers the second and later bearers of a name: "Cipria della Nebbia 2 S.r.l. (dimostrativa)". */
export function numberRepeatedNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const [, stem = name, end = ''] = /^(.*) (S\.\S+ \(dimostrativa\))$/.exec(name) ?? [];
    const count = (seen.get(stem) ?? 0) + 1;
    seen.set(stem, count);
    return count === 1 ? name : `${stem} ${count} ${end}`;
  });
}
