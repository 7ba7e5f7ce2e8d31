import { drawBar } from './drawing.ts';

/** Where it stands how to draw. */
export function DrawPlace() {
  const Bar = drawBar.value;
  return Bar && <Bar />;
}
