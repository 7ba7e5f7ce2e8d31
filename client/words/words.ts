import { computed } from '@preact/signals';
import { language } from '../address.ts';
import { en } from './en.ts';
import { enMap } from './en-map.ts';
import { enMethod } from './en-method.ts';
import { enWhatIf } from './en-what-if.ts';
import { it } from './it.ts';
import { itMap } from './it-map.ts';
import { itMethod } from './it-method.ts';
import { itWhatIf } from './it-what-if.ts';

/** The words of the reader's language. */
export const words = computed(() => (language.value === 'en' ? en : it));
export const methodWords = computed(() => (language.value === 'en' ? enMethod : itMethod));
export const mapWords = computed(() => (language.value === 'en' ? enMap : itMap));
export const whatIfWords = computed(() => (language.value === 'en' ? enWhatIf : itWhatIf));
