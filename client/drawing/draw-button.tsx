import { Icon } from '../parts/icon.tsx';
import { planLook } from '../map/plan-look.ts';
import { phase } from '../what-if/session.ts';
import { mapWords } from '../words/words.ts';
import { drawing, startDrawing } from './drawing.ts';

/** Starts to draw a segment; away while one is drawn or tried, and where the map shows a plan. */
export function DrawButton() {
  const { draw, drawFailed } = mapWords.value;
  if (planLook.value !== null || phase.value !== 'none' || drawing.value === 'open') return null;
  return (
    <div class="draw-start">
      <button type="button" disabled={drawing.value === 'opening'} onClick={startDrawing}>
        <Icon name="pen" size={18} />
        {draw}
      </button>
      {drawing.value === 'failed' && <p role="alert">{drawFailed}</p>}
    </div>
  );
}
