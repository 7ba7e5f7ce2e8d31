import type { Feature, MultiPolygon, Point, Polygon } from 'geojson';

import { NETWORKS, type NetworkKey } from './networks.ts';

export type CoverageProperties = {
  id: string;
  network: string;
  operator: string;
  technology: 'FTTH' | 'FTTB' | 'FTTC' | 'DSL' | 'CABLE' | 'FWA' | 'MOBILE' | 'SATELLITE';
  down_mbps: number;
  up_mbps: number;
  /** date, YYYY-MM-DD */
  as_of: string;
  generated: true;
};

/** A coverage area, or a covered premises where the geometry is a point. */
export type CoverageFeature = Feature<Polygon | MultiPolygon | Point, CoverageProperties>;

/** The day of the AGCOM figures that the household shares are calibrated to. */
const AS_OF = '2025-06-30';

/** What is sold: a network, a technology and its speeds. */
export type Offer = {
  networkKey: NetworkKey;
  technology: CoverageProperties['technology'];
  downMbps: number;
  upMbps: number;
};

export function describeCoverage(
  id: string,
  offer: Offer,
  geometry: CoverageFeature['geometry'],
  operator: string = NETWORKS[offer.networkKey].operators[0],
): CoverageFeature {
  const properties: CoverageProperties = {
    id,
    network: NETWORKS[offer.networkKey].network,
    operator,
    technology: offer.technology,
    down_mbps: offer.downMbps,
    up_mbps: offer.upMbps,
    as_of: AS_OF,
    generated: true,
  };
  return { type: 'Feature', properties, geometry };
}
