/** Towns drawn with more industry than their population alone would give: further zones, larger ones. */
export type IndustrialEmphasis = { zones: number; scale: number };

/**
 * Seats of the cosmetics chain and of other industry around Crema, by ISTAT code. That these towns
 * have industry is known (the firms' facts name them); how much is drawn here is invented.
 */
export const INDUSTRIAL_TOWNS: Readonly<Record<string, IndustrialEmphasis>> = {
  '019035': { zones: 1, scale: 1.25 }, // Crema
  '019062': { zones: 1, scale: 2.4 }, // Offanengo
  '019005': { zones: 1, scale: 2.2 }, // Bagnolo Cremasco
  '019111': { zones: 1, scale: 2 }, // Vaiano Cremasco
  '019086': { zones: 1, scale: 2.2 }, // Romanengo
  '019098': { zones: 1, scale: 1.4 }, // Soresina
  '019025': { zones: 1, scale: 1.3 }, // Castelleone
  '019041': { zones: 1, scale: 1.4 }, // Dovera
  '019055': { zones: 1, scale: 1.5 }, // Madignano
  '019012': { zones: 0, scale: 1.6 }, // Capergnanica
  '019029': { zones: 0, scale: 1.4 }, // Chieve
  '019037': { zones: 0, scale: 1.4 }, // Cremosano
  '019104': { zones: 0, scale: 1.3 }, // Ticengo
  '016142': { zones: 0, scale: 1.6 }, // Mozzanica
  '016053': { zones: 0, scale: 1.3 }, // Caravaggio
  '098031': { zones: 1, scale: 1.2 }, // Lodi
};
