import { Problem } from '../problem.ts';
import type { Run } from './contract.ts';

export const runGone = () =>
  new Problem('not-found', {
    en: 'This run is not here any more: it is forgotten after some hours and at a restart. Check the file again',
    it: 'Questa verifica non è più qui: si dimentica dopo qualche ora e al riavvio. Verificare di nuovo il file',
  });

export const layerUnknown = (layer: string) =>
  new Problem('invalid-request', {
    en: `The file has no layer "${layer.slice(0, 100)}"`,
    it: `Il file non ha il livello "${layer.slice(0, 100)}"`,
  });

export const notChecked = (state: Run['state']) =>
  new Problem('changed-meanwhile', {
    en: `Only a run that is checked can be imported; this one is ${state}`,
    it: `Si può importare solo una verifica conclusa; questa è nello stato ${state}`,
  });

export const defect = () =>
  new Problem('unexpected', {
    en: 'The import failed by a fault of the program, which is logged; nothing was imported',
    it: "L'importazione è fallita per un difetto del programma, che è registrato; non è stato importato nulla",
  });
