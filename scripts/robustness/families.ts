import { drawBowTies } from './families/bow-ties.ts';
import { drawDuplicates } from './families/duplicates.ts';
import { drawGeneric } from './families/generic.ts';
import { drawNearCoincident } from './families/near-coincident.ts';
import { drawSameRoad } from './families/same-road.ts';
import { drawSharedBorders } from './families/shared-borders.ts';
import { drawSharedEdges } from './families/shared-edges.ts';
import { drawSlivers } from './families/slivers.ts';
import { drawSpikes } from './families/spikes.ts';
import { drawTouchingHoles } from './families/touching-holes.ts';
import type { Family } from './field.ts';

/** Ten ways in which geometry is hard. */
export const FAMILIES: Record<string, Family> = {
  generic: drawGeneric,
  'same-road': drawSameRoad,
  'near-coincident': drawNearCoincident,
  duplicates: drawDuplicates,
  'shared-edges': drawSharedEdges,
  slivers: drawSlivers,
  'shared-borders': drawSharedBorders,
  spikes: drawSpikes,
  'bow-ties': drawBowTies,
  'touching-holes': drawTouchingHoles,
};

export const CASES_EACH = 1000;
