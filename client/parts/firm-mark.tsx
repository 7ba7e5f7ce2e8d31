import type { FirmService } from '../../server/firms/contract.ts';
import { words } from '../words/words.ts';

/** The sign that the map draws for a firm: its shape says what its colour says. */
const SHAPES: Record<FirmService, string> = {
  notServed: 'M7 1 13 7 7 13 1 7Z',
  servedByHorizon: 'M7 2 12.5 12h-11Z',
  served: 'M7 1.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z',
  unknown: 'M2 2h10v10H2Z',
};

export const FirmMark = ({ service }: { service: FirmService }) => (
  <svg class={`firm-mark firm-${service}`} width="14" height="14" viewBox="0 0 14 14" role="img">
    <title>{words.value.serviceOfOne[service]}</title>
    <path d={SHAPES[service]} />
  </svg>
);
