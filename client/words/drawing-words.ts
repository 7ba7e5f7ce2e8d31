import { computed } from '@preact/signals';
import { language } from '../address.ts';
import { enDrawing } from './en-drawing.ts';
import { itDrawing } from './it-drawing.ts';

/** The words of drawing, in the reader's language: a file of their own, which comes with what draws. */
export const drawingWords = computed(() => (language.value === 'en' ? enDrawing : itDrawing));
