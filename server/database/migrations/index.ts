import { FirstHouse1764000000001 } from './0001-first-house.ts';
import { StaleGaps1764000000002 } from './0002-stale-gaps.ts';
import { Demonstration1764000000003 } from './0003-demonstration.ts';
import { TileVersions1764000000004 } from './0004-tile-versions.ts';
import { JobQueue1764000000005 } from './0005-job-queue.ts';
import { ChangedPlaces1764000000006 } from './0006-changed-places.ts';
import { EditedSegments1764000000008 } from './0008-edited-segments.ts';
import { DeliveryPoints1764000000009 } from './0009-delivery-points.ts';
import { WorksAndPledges1764000000010 } from './0010-works-and-pledges.ts';
import { Plans1764000000011 } from './0011-plans.ts';
import { Versions1764000000012 } from './0012-versions.ts';
import { Imports1764000000013 } from './0013-imports.ts';
import { Networks1764000000014 } from './0014-networks.ts';

/** In the order in which they run. */
export const migrations = [
  FirstHouse1764000000001,
  StaleGaps1764000000002,
  Demonstration1764000000003,
  TileVersions1764000000004,
  JobQueue1764000000005,
  ChangedPlaces1764000000006,
  EditedSegments1764000000008,
  DeliveryPoints1764000000009,
  WorksAndPledges1764000000010,
  Plans1764000000011,
  Versions1764000000012,
  Imports1764000000013,
  Networks1764000000014,
];
