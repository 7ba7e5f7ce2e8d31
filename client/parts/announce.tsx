import { signal } from '@preact/signals';

const said = signal('');

/** Tells readers of a screen reader what has changed. */
export function announce(text: string): void {
  said.value = text;
}

export const LiveRegion = () => (
  <div class="visually-hidden" role="status" aria-live="polite">
    {said.value}
  </div>
);
