import { computed } from '@preact/signals';
import { language } from '../address.ts';
import { enImports } from '../words/en-imports.ts';
import { itImports } from '../words/it-imports.ts';

/** The words of imports and versions, which come with the page of data. */
export const importWords = computed(() => (language.value === 'en' ? enImports : itImports));
