import { useEffect } from 'preact/hooks';
import { language } from '../address.ts';
import { formatNumber } from '../format.ts';
import { cancelSending, sending } from './conversation.ts';
import { importWords } from './import-words.ts';
import { StepHeading } from './step-heading.tsx';

export const megabytes = (bytes: number): string => formatNumber(bytes / 1e6, language.value, bytes < 1e6 ? 3 : 1);

/** A file on its way, and how to stop it. */
export function SendingPart() {
  const say = importWords.value.sending;
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, []);
  const now = sending.value;
  if (now === null) return null;
  const { fileName, sent, total } = now;
  return (
    <section class="import-step" aria-labelledby="import-sending">
      <StepHeading id="import-sending" text={say.title(fileName)} />
      <progress aria-labelledby="import-sending" max={Math.max(total, 1)} value={sent} />
      <p>{sent >= total ? say.reading : say.of(megabytes(sent), megabytes(total))}</p>
      <button type="button" class="import-button" onClick={cancelSending}>
        {say.cancel}
      </button>
    </section>
  );
}
