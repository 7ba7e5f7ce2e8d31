import { addressMappingStaging, addressRegisterStaging } from './addresses/save.ts';
import { coverageStaging } from './coverage/save.ts';
import type { DatasetKind } from './datasets/contract.ts';
import { addressMapping } from './datasets/kinds/address-mapping.ts';
import { addressRegister } from './datasets/kinds/address-register.ts';
import { broadbandStatistics } from './datasets/kinds/broadband-statistics.ts';
import { coverage } from './datasets/kinds/coverage.ts';
import { deliveryPoints } from './datasets/kinds/delivery-points.ts';
import { firms } from './datasets/kinds/firms.ts';
import type { Kind, StagedRow } from './datasets/kinds/kind.ts';
import { municipalities } from './datasets/kinds/municipalities.ts';
import { municipalityMergers } from './datasets/kinds/municipality-mergers.ts';
import { roads } from './datasets/kinds/roads.ts';
import { segments } from './datasets/kinds/segments.ts';
import { zones } from './datasets/kinds/zones.ts';
import type { Staging } from './datasets/staging.ts';
import { deliveryPointStaging } from './delivery-points/save.ts';
import { firmStaging } from './firms/save.ts';
import { broadbandStatisticStaging, municipalityMergerStaging, municipalityStaging } from './municipalities/save.ts';
import { roadStaging } from './roads/save.ts';
import { segmentStaging } from './segments/save.ts';
import { zoneStaging } from './zones/save.ts';

export interface Way {
  kind: Kind<StagedRow>;
  staging: Staging<StagedRow>;
  /** the source's column that no two rows may share */
  keyColumn: string;
}

/** A kind's way from the file to the tables: its parser, its domain's staging. */
export const WAYS: Record<DatasetKind, Way> = {
  municipalities: { kind: municipalities, staging: municipalityStaging, keyColumn: 'com_istat_code' },
  'broadband-statistics': { kind: broadbandStatistics, staging: broadbandStatisticStaging, keyColumn: 'pro_com' },
  firms: { kind: firms, staging: firmStaging, keyColumn: 'id' },
  zones: { kind: zones, staging: zoneStaging, keyColumn: 'id' },
  coverage: { kind: coverage, staging: coverageStaging, keyColumn: 'id' },
  segments: { kind: segments, staging: segmentStaging, keyColumn: 'id' },
  'delivery-points': { kind: deliveryPoints, staging: deliveryPointStaging, keyColumn: 'id' },
  'municipality-mergers': { kind: municipalityMergers, staging: municipalityMergerStaging, keyColumn: 'old_code' },
  'address-register': { kind: addressRegister, staging: addressRegisterStaging, keyColumn: 'id' },
  'address-mapping': { kind: addressMapping, staging: addressMappingStaging, keyColumn: 'id' },
  roads: { kind: roads, staging: roadStaging, keyColumn: 'id' },
};

export const KINDS_BY_NAME = Object.fromEntries(Object.entries(WAYS).map(([name, { kind }]) => [name, kind])) as Record<
  DatasetKind,
  Kind<StagedRow>
>;
