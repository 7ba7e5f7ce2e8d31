import { signal } from '@preact/signals';

/** The style sheet turns to one column at the same width. */
const QUERY = '(max-width: 767.98px)';

const query = typeof window === 'undefined' ? null : window.matchMedia(QUERY);

/** A phone: one of map, ranking and sheet is shown at a time. */
export const narrow = signal(query?.matches ?? false);

query?.addEventListener('change', ({ matches }) => (narrow.value = matches));
