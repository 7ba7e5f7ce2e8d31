/** In what a plan can be saved. */
export const PLAN_FORMATS = ['pdf', 'csv', 'geojson'] as const;
export type PlanFormat = (typeof PLAN_FORMATS)[number];
