/** What is said while a segment is being drawn, in Italian. */
export const itDrawing = {
  label: 'Disegno di una tratta',
  how: 'Un clic o un tocco per ogni punto: vicino a una tratta o a un PCN il punto vi si aggancia. Doppio clic o Invio per finire, Backspace toglie l’ultimo punto, Esc annulla.',
  none: 'Nessun punto. Senza puntatore: Invio mette una linea al centro della mappa, da spostare con le maniglie.',
  points: (count: number) => (count === 1 ? '1 punto: ne serve almeno un altro' : `${count} punti`),
  takeBack: 'Togli l’ultimo',
  cancel: 'Annulla',
  finish: 'Finisci',
  inTheMiddle: 'Linea al centro',
};

export type DrawingWords = typeof itDrawing;
