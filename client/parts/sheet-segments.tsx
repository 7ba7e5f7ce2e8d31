import type { SegmentFeature } from '../api.ts';
import { municipalitySegments } from '../state.ts';
import { words } from '../words/words.ts';
import { SegmentItem } from './segment-item.tsx';
import { Waiting } from './waiting.tsx';

/** The planned segments that touch the municipality, the soonest promised first. */
export function SheetSegments() {
  const { sheet, segments } = words.value;
  return (
    <section aria-labelledby="sheet-segments">
      <h3 id="sheet-segments" tabIndex={-1}>
        {sheet.sections.segments}
      </h3>
      <Waiting for={municipalitySegments.value}>
        {({ features }) =>
          features.length === 0 ? (
            <p class="empty">{segments.none}</p>
          ) : (
            <ul class="segments">
              {features.toSorted(bySoonest).map(({ id, properties }) => (
                <SegmentItem key={id} segment={{ ...properties, id }} />
              ))}
            </ul>
          )
        }
      </Waiting>
    </section>
  );
}

function bySoonest(a: SegmentFeature, b: SegmentFeature): number {
  // A segment without a date comes after every date there is.
  const [left, right] = [a.properties.readyOn ?? '9999', b.properties.readyOn ?? '9999'];
  return left === right ? (a.id < b.id ? -1 : 1) : left < right ? -1 : 1;
}
