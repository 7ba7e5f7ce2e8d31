import { credentialTable } from '../accounts/table.ts';
import { addressTable, mappedAddressTable } from '../addresses/table.ts';
import { coverageAreaTable, coveredPremisesTable } from '../coverage/table.ts';
import { datasetTable, demonstrationTable } from '../datasets/table.ts';
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

/** Every table of the database, for TypeORM. */
export const entities = [
  credentialTable,
  datasetTable,
  demonstrationTable,
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
