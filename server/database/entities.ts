import { credentialTable } from '../accounts/table.ts';
import { addressTable, mappedAddressTable } from '../addresses/table.ts';
import { coverageAreaTable, coveredPremisesTable } from '../coverage/table.ts';
import { datasetTable, datasetVersionTable, demonstrationTable, historyClockTable } from '../datasets/table.ts';
import { deliveryPointTable } from '../delivery-points/table.ts';
import { firmTable } from '../firms/table.ts';
import {
  firmServiceTable,
  gapReachTable,
  municipalityGapTable,
  staleMunicipalityTable,
  zoneGapTable,
} from '../gaps/table.ts';
import { importShapeTable, stagedRunTable } from '../imports/table.ts';
import { broadbandStatisticTable, municipalityMergerTable, municipalityTable } from '../municipalities/table.ts';
import { planTable } from '../plans/table.ts';
import { roadTable } from '../roads/table.ts';
import { segmentAnnouncementTable, segmentTable } from '../segments/table.ts';
import { targetTable } from '../targets/table.ts';
import { tileVersionTable } from '../tiles/table.ts';
import { zoneTable } from '../zones/table.ts';
import { pastOf } from './past-table.ts';

/** Tables whose rows have a history: see migration 0012. */
const tracked = [
  municipalityTable,
  broadbandStatisticTable,
  zoneTable,
  firmTable,
  coverageAreaTable,
  coveredPremisesTable,
  segmentTable,
  segmentAnnouncementTable,
  deliveryPointTable,
  addressTable,
  mappedAddressTable,
  roadTable,
  municipalityMergerTable,
];

/** Every table of the database, for TypeORM. */
export const entities = [
  credentialTable,
  datasetTable,
  demonstrationTable,
  datasetVersionTable,
  historyClockTable,
  ...tracked,
  ...tracked.map(pastOf),
  targetTable,
  planTable,
  municipalityGapTable,
  zoneGapTable,
  firmServiceTable,
  gapReachTable,
  staleMunicipalityTable,
  tileVersionTable,
  stagedRunTable,
  importShapeTable,
];
