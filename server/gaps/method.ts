/**
 * Version of the method behind the figures, shown wherever they are shown. It changes when a definition changes;
 * every gap is then computed anew, so that a change of method never reads as progress.
 */
export const METHOD_VERSION = '1.0';

/** Beyond this nobody plans a connection; the nearest place is then "none within 25 km". */
export const NEAREST_WITHIN_M = 25_000;

/** What is left of a zone below this is rounding of coordinates to the millimetre, not a place to build on. */
export const NEGLIGIBLE_GAP_M2 = 1;
