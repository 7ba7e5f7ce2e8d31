import type { DrawingWords } from './it-drawing.ts';

/** What is said while a segment is being drawn, in English. */
export const enDrawing: DrawingWords = {
  label: 'Drawing a segment',
  how: 'A click or a tap for each point: near a segment or a delivery point it snaps to it. Double click or Enter to finish, Backspace takes the last point back, Esc cancels.',
  none: 'No points. Without a pointer: Enter puts a line in the middle of the map, to be moved by its handles.',
  points: (count) => (count === 1 ? '1 point: at least one more is needed' : `${count} points`),
  takeBack: 'Take the last back',
  cancel: 'Cancel',
  finish: 'Finish',
  inTheMiddle: 'Line in the middle',
};
