import { useEffect } from 'preact/hooks';
import { useFocusedHeading } from '../parts/focus-heading.ts';

/** The heading of a step: takes focus and eye when its step begins. */
export function StepHeading({ id, text }: { id: string; text: string }) {
  const heading = useFocusedHeading();
  useEffect(() => heading.current?.scrollIntoView({ block: 'start' }), []);
  return (
    <h2 id={id} ref={heading} tabIndex={-1}>
      {text}
    </h2>
  );
}
