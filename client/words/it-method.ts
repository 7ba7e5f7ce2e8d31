import {
  JOINS_WITHIN_M,
  LEAST_SHARED_M,
  SAME_PERIOD_DAYS,
  SAME_TRENCH_WITHIN_M,
  STEP_M,
} from '../../server/plans/method.ts';
/** The method in words, in Italian: sections of the page, each with its paragraphs. */
export const itMethod = {
  title: 'Metodo',
  lead: 'Che cosa vuol dire ogni cifra, in parole. Se una definizione cambia, cambia la versione del metodo e tutto viene ricalcolato: un cambio di metodo non deve sembrare un progresso.',
  version: (version: string) => `Versione del metodo: **${version}**`,
  sections: [
    {
      title: 'Servito',
      paragraphs: [
        'Un luogo è **servito** a un obiettivo e a un orizzonte quando si trova dentro un’area di copertura che offre almeno quella velocità, oppure entro 50 metri da un civico coperto, oppure entro la portata di una tratta prevista, promessa entro l’orizzonte, che offre almeno quella velocità.',
        'Da 300 Mbit/s in su contano solo le reti cablate: nel 2021 solo circa il 10 % dei civici «coperti» in wireless fisso risultava davvero servito (Infratel).',
        'Delle tratte contano quelle pianificate, in costruzione e in esercizio; quelle solo proposte contano se lo si chiede.',
      ],
    },
    {
      title: 'Divario',
      paragraphs: [
        'Il **divario** di un comune è ciò che resta delle sue zone industriali tolta l’area servita, e le sue aziende non servite. Le superfici sono misurate sull’ellissoide WGS84.',
        'Un comune o una zona non si dicono mai serviti perché lo è una loro parte: le medie nascondono i divari.',
      ],
    },
    {
      title: 'Quote pesate',
      paragraphs: [
        'La quota pesata per **addetti** dice quanti addetti, tra le aziende che li dichiarano, lavorano in aziende non servite. La quota pesata per **export** fa pesare ogni azienda quanto la parte del suo fatturato che esporta.',
        'Un dato assente resta assente (n.d.): non vale mai zero.',
      ],
    },
    {
      title: 'Posizione ignota',
      paragraphs: [
        'Di alcune aziende si conosce solo il comune. Non si dicono né servite né non servite: si contano a parte, con accanto la quota di famiglie del comune raggiunte dalla fibra fino a casa (AGCOM).',
      ],
    },
    {
      title: 'Area bianca, grigia, nera',
      paragraphs: [
        'Quante reti separate servono un luogo all’obiettivo: nessuna (**bianca**), una (**grigia**), due o più (**nera**). Più operatori sulla stessa rete contano una volta. Contano i piani credibili entro tre anni, e non oltre l’orizzonte.',
      ],
    },
    {
      title: 'Date promesse e slittamento',
      paragraphs: [
        'Ogni data annunciata si conserva. Lo **slittamento** è l’ultima promessa meno la prima. Una tratta è **in ritardo** se la data promessa è passata e la tratta non è in esercizio.',
      ],
    },
    {
      title: 'Piani',
      paragraphs: [
        'Il **beneficio** di un insieme di tratte sono le aziende che il divario perde grazie a esso, ciascuna pesata come si sceglie e contata una volta sola. Il **costo** di una tratta è quello dichiarato dalla fonte, altrimenti la lunghezza per tipo di lavori moltiplicata per il costo unitario, basso, probabile e alto.',
        `Una tratta si può costruire solo se porta alla rete. Si considera che tocchi ciò a cui la sua linea arriva entro **${JOINS_WITHIN_M} m**: un PCN, una copertura che soddisfa l'obiettivo, una tratta che si costruisce comunque, un'altra tratta. Questa distanza è un'ipotesi.`,
        `Due tratte le cui linee corrono entro **${SAME_TRENCH_WITHIN_M} m** l'una dall'altra per almeno **${LEAST_SHARED_M} m**, e le cui date promesse distano meno di **${SAME_PERIOD_DAYS} giorni**, condividono lo scavo, e parte del costo si risparmia. Anche queste cifre sono ipotesi. Le lunghezze dentro un comune e di scavo comune si contano a passi di ${STEP_M} m.`,
        'Il certificato dice di quanto al massimo un altro insieme, alle stesse condizioni, potrebbe essere migliore. Le tratte contano secondo la data promessa; il calendario per capacità di lavoro accompagna il piano e non cambia chi è servito entro l’orizzonte.',
      ],
    },
    {
      title: 'Distanze',
      paragraphs: [
        'Metri in linea d’aria dall’azienda al luogo servito più vicino e alla linea della tratta prevista più vicina. Oltre 25 km si dice che non ce n’è.',
      ],
    },
  ],
  targets: 'Obiettivi',
  targetName: 'Nome',
  speed: 'Velocità',
  technologies: 'Tecnologie che contano',
  any: 'tutte',
  wired: 'solo cablate',
  source: 'Fonte',
  thresholds: (name: string, day: string) => `${name}, ${day}`,
  thresholdNames: {
    premisesReachM: 'Distanza massima da un civico coperto (m)',
    plansWithinYears: 'Anni entro cui un piano conta per l’area',
    nga: 'Rete NGA (download/upload)',
    ultrafast: 'Rete ultraveloce',
    marketFailure: 'Fallimento del mercato (download/upload)',
    stepChange: 'Salto di qualità rispetto all’esistente',
    vhcn: 'Rete ad altissima capacità (VHCN)',
    italia1Giga: 'Piano Italia a 1 Giga: dove si interviene, che cosa si costruisce, quota pubblica',
    germanCall: 'Bando tedesco per le aree produttive: per postazione, aziende, contributo',
  } as Record<string, string>,
  threshold: 'Soglia',
  value: 'Valore',
};

/** The method's words of one language. */
export type MethodWords = typeof itMethod;
