// What is drawn by hand comes from no file. Its data sets have names that no import can have: a file would take their place.

/** What ids of drawn segments begin with, as others do with the name of their data set. No import is called so. */
export const DRAWN = 'drawn';

/** The data sets of drawn segments; what is cut off from generated data stays marked as generated. */
export const DRAWN_DATASETS = {
  fact: 'Disegnate a mano / Drawn by hand',
  generated: 'Disegnate a mano, dimostrative / Drawn by hand, demonstration',
} as const;

/** Whether a segment was drawn by hand, by its id: such a one can be deleted. */
export const isDrawn = (id: string): boolean => id.startsWith(`${DRAWN}:`);
