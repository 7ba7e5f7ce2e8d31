/** Technologies of a fixed line; a `wired` target counts these alone. */
export const WIRED = ['FTTH', 'FTTB', 'FTTC', 'DSL', 'CABLE'] as const;
export const TECHNOLOGIES = [...WIRED, 'FWA', 'MOBILE', 'SATELLITE'] as const;
export type Technology = (typeof TECHNOLOGIES)[number];
