import type { Language } from '../problem.ts';
import type { CostCase } from './settings.ts';

/** What the paper for the council says besides its figures. */
export interface ReportWords {
  head: string;
  generated: string;
  question: (speed: string, day: string) => string;
  where: (where: string) => string;
  withProposed: string;
  atSummary: { title: string; budget: string; cost: string; served: string; left: string };
  holdsFor: Record<CostCase, string>;
  fromTo: (low: string, high: string) => string;
  ofBefore: (before: string) => string;
  atTarget: string;
  figures: {
    title: string;
    segments: string;
    length: string;
    employees: string;
    exports: string;
    pledges: string;
    inZones: string;
    points: string;
    connections: string;
    saved: string;
  };
  notStating: (count: string) => string;
  onTop: string;
  map: { title: string; chosen: string; notChosen: string; served: string; notServed: string };
  mapSays: (segments: string, served: string, left: string) => string;
  certificateTitle: string;
  terms: (weights: string) => string;
  weight: Record<'firm' | 'employee' | 'exportShare' | 'pledge' | 'zone', string>;
  byHand: (pinned: string, excluded: string) => string;
  zoneInEach: string;
  cap: (eur: string) => string;
  capacity: (metres: string) => string;
  before: { title: string; name: string; before: string; after: string; fewer: string; total: string };
  segments: {
    title: string;
    none: string;
    name: string;
    length: string;
    cost: string;
    range: string;
    adds: string;
    promised: string;
    works: string;
  };
  after: (numbers: string) => string;
  later: string;
  shares: { title: string; byFirms: string; byLength: string; shapley: string; says: string };
  notices: string;
  data: { title: string; state: (fingerprint: string, method: string, madeOn: string) => string };
  costs: (asOf: string, changed: string) => string;
  asUsual: string;
  generatedMark: string;
  more: (count: string) => string;
  page: (number: number) => string;
}

export const REPORT_WORDS: Record<Language, ReportWords> = {
  it: {
    head: 'Ultimo Miglio · Piano per la banda ultralarga nelle zone industriali',
    generated: 'Contiene dati generati per dimostrazione: non sono fatti.',
    question: (speed, day) => `Quali tratte costruire prima perché più aziende abbiano ${speed} entro il ${day}?`,
    where: (where) => `Per: ${where}.`,
    withProposed: 'Comprese le tratte proposte, con finanziamento non definitivo.',
    atSummary: {
      title: 'In breve',
      budget: 'Budget',
      cost: 'Costo probabile',
      served: 'Aziende servite in più',
      left: 'Aziende ancora senza servizio',
    },
    holdsFor: { low: 'per il costo minimo', likely: 'per il costo probabile', high: 'per il costo massimo' },
    fromTo: (low, high) => `da ${low} a ${high}`,
    ofBefore: (before) => `prima del piano: ${before}`,
    atTarget: 'all’obiettivo e all’orizzonte',
    figures: {
      title: 'Che cosa porta',
      segments: 'Tratte',
      length: 'Lunghezza',
      employees: 'Addetti',
      exports: 'Export medio',
      pledges: 'Aziende che aderirebbero',
      inZones: 'Aziende in zona industriale',
      points: 'Punti',
      connections: 'Allacci delle aziende',
      saved: 'Risparmio, scavi in comune',
    },
    notStating: (count) => `non dichiarano: ${count}`,
    onTop: 'a parte',
    map: {
      title: 'Che cosa si costruisce',
      chosen: 'si costruisce',
      notChosen: 'non nel piano',
      served: 'servita in più',
      notServed: 'ancora senza servizio',
    },
    mapSays: (segments, served, left) =>
      `Mappa: ${segments} tratte del piano, numerate in ordine di costruzione; ${served} aziende servite in più, ${left} ancora senza servizio.`,
    certificateTitle: 'Quanto è buono questo piano',
    terms: (weights) => `Punti per azienda servita in più: ${weights}.`,
    weight: {
      firm: 'per azienda',
      employee: 'per addetto',
      exportShare: 'per tutto il fatturato esportato',
      pledge: 'per adesione',
      zone: 'in zona industriale',
    },
    byHand: (pinned, excluded) => `Tratte scelte a mano: ${pinned}; escluse: ${excluded}.`,
    zoneInEach: 'Almeno una zona per comune, dove possibile.',
    cap: (eur) => `Al massimo ${eur} per comune.`,
    capacity: (metres) => `Lavori: ${metres} all’anno.`,
    before: {
      title: 'Comuni, prima e dopo',
      name: 'Comune',
      before: 'Non servite prima',
      after: 'Non servite dopo',
      fewer: 'Servite in più',
      total: 'Totale',
    },
    segments: {
      title: 'Tratte nell’ordine in cui conviene costruirle',
      none: 'Nessuna tratta nel piano.',
      name: 'Tratta',
      length: 'Lunghezza',
      cost: 'Costo',
      range: 'Da - a',
      adds: 'Aziende in più',
      promised: 'Promessa',
      works: 'Lavori',
    },
    after: (numbers) => `Dopo la n. ${numbers}.`,
    later: 'oltre la promessa',
    shares: {
      title: 'Chi paga: tre modi di ripartire il costo probabile',
      byFirms: 'Per aziende',
      byLength: 'Per lunghezza',
      shapley: 'Shapley',
      says: 'Shapley: ogni tratta in parti uguali tra i comuni che ne hanno bisogno per le proprie aziende.',
    },
    notices: 'Avvertenze',
    data: {
      title: 'Dati e metodo',
      state: (fingerprint, method, madeOn) => `Fatto il ${madeOn}. Stato dei dati ${fingerprint}, metodo ${method}.`,
    },
    costs: (asOf, changed) => `Costi unitari del ${asOf}: ${changed}.`,
    asUsual: 'quelli usuali, con le loro fonti nel programma',
    generatedMark: 'generato',
    more: (count) => `e altre righe: ${count}. Vedi il CSV.`,
    page: (number) => `Pagina ${number} di 2`,
  },
  en: {
    head: 'Ultimo Miglio · Plan for ultra-broadband in industrial zones',
    generated: 'Contains data generated for demonstration: not facts.',
    question: (speed, day) => `Which segments to build first so that more firms have ${speed} by ${day}?`,
    where: (where) => `For: ${where}.`,
    withProposed: 'Including proposed segments, whose financing is not final.',
    atSummary: {
      title: 'In short',
      budget: 'Budget',
      cost: 'Likely cost',
      served: 'Firms newly served',
      left: 'Firms still without service',
    },
    holdsFor: { low: 'for the lowest cost', likely: 'for the likely cost', high: 'for the highest cost' },
    fromTo: (low, high) => `${low} to ${high}`,
    ofBefore: (before) => `before the plan: ${before}`,
    atTarget: 'at the target and horizon',
    figures: {
      title: 'What it brings',
      segments: 'Segments',
      length: 'Length',
      employees: 'Employees',
      exports: 'Mean export share',
      pledges: 'Firms that would subscribe',
      inZones: 'Firms in industrial zones',
      points: 'Points',
      connections: 'Connecting the firms',
      saved: 'Saved by joint works',
    },
    notStating: (count) => `not stating: ${count}`,
    onTop: 'on top',
    map: {
      title: 'What is built',
      chosen: 'is built',
      notChosen: 'not in the plan',
      served: 'newly served',
      notServed: 'still without service',
    },
    mapSays: (segments, served, left) =>
      `Map: ${segments} segments of the plan, numbered in building order; ${served} firms newly served, ${left} still without service.`,
    certificateTitle: 'How good this plan is',
    terms: (weights) => `Points of a firm newly served: ${weights}.`,
    weight: {
      firm: 'per firm',
      employee: 'per employee',
      exportShare: 'for all of the turnover exported',
      pledge: 'for a pledge',
      zone: 'in an industrial zone',
    },
    byHand: (pinned, excluded) => `Segments chosen by hand: ${pinned}; excluded: ${excluded}.`,
    zoneInEach: 'At least one zone in each municipality, where possible.',
    cap: (eur) => `At most ${eur} in a municipality.`,
    capacity: (metres) => `Works: ${metres} a year.`,
    before: {
      title: 'Municipalities, before and after',
      name: 'Municipality',
      before: 'Not served before',
      after: 'Not served after',
      fewer: 'Newly served',
      total: 'Total',
    },
    segments: {
      title: 'Segments in the order in which they are best built',
      none: 'No segment in the plan.',
      name: 'Segment',
      length: 'Length',
      cost: 'Cost',
      range: 'From - to',
      adds: 'Firms added',
      promised: 'Promised',
      works: 'Works',
    },
    after: (numbers) => `After no. ${numbers}.`,
    later: 'past the promise',
    shares: {
      title: 'Who pays: three ways of sharing the likely cost',
      byFirms: 'By firms',
      byLength: 'By length',
      shapley: 'Shapley',
      says: 'Shapley: each segment in equal parts among the municipalities that need it for their firms.',
    },
    notices: 'Notices',
    data: {
      title: 'Data and method',
      state: (fingerprint, method, madeOn) => `Made on ${madeOn}. State of the data ${fingerprint}, method ${method}.`,
    },
    costs: (asOf, changed) => `Unit costs of ${asOf}: ${changed}.`,
    asUsual: 'the usual ones, with their sources in the program',
    generatedMark: 'generated',
    more: (count) => `and ${count} more: see the CSV.`,
    page: (number) => `Page ${number} of 2`,
  },
};
