import { signal } from '@preact/signals';
import type { FirmService } from '../../server/firms/contract.ts';
import type { SegmentStatus } from '../../server/segments/status.ts';
import type { Technology } from '../../server/targets/technology.ts';
import type { GapClass } from './styles.ts';

/** How the base map stands; `failed`: its server does not answer, and it has been taken away. */
export const basemapState = signal<'off' | 'on' | 'failed'>('off');

/** What of the long lists is on the map: the legend explains that and no more. */
export const shownTechnologies = signal<ReadonlySet<Technology>>(new Set());
export const shownGapClasses = signal<ReadonlySet<GapClass>>(new Set());
export const shownServices = signal<ReadonlySet<FirmService>>(new Set());
export const shownStatuses = signal<ReadonlySet<SegmentStatus>>(new Set());

/** Whether parts of zones without service are among it. */
export const shownGapAreas = signal(false);
