import { useEffect } from 'preact/hooks';
import { KeyForm } from '../what-if/key-form.tsx';
import { refused, waiting } from './ask-for-key.ts';
import { ColumnsTable } from './columns-table.tsx';
import { resume, step } from './conversation.ts';
import { DetailsForm } from './details-form.tsx';
import { DonePart } from './done-part.tsx';
import { DropZone } from './drop-zone.tsx';
import { importWords } from './import-words.ts';
import { PreviewPart } from './preview-part.tsx';
import { ReportPart } from './report-part.tsx';
import { FailedPart, RunningPart } from './running-part.tsx';
import { SendingPart } from './sending-part.tsx';
import { Understood } from './understood.tsx';

/** The conversation about a file, step by step. */
export function ConversationPart() {
  useEffect(() => void resume(), []);
  return (
    <>
      <Step />
      <KeyPlace />
    </>
  );
}

function Step() {
  switch (step.value) {
    case 'choose':
      return <DropZone />;
    case 'sending':
      return <SendingPart />;
    case 'look':
      return (
        <>
          <Understood />
          <ColumnsTable />
          <PreviewPart />
          <DetailsForm />
        </>
      );
    case 'running':
      return <RunningPart />;
    case 'report':
      return <ReportPart />;
    case 'failed':
      return <FailedPart />;
    case 'done':
      return <DonePart />;
  }
}

/** Asks for the administrator's key, wherever on the page it is needed. */
function KeyPlace() {
  const asking = waiting.value;
  const say = importWords.value.key;
  if (asking === null) return null;
  return (
    <div class="import-key" role="dialog" aria-label={say.label}>
      <p role="alert">{refused.value ? say.refused : say.why}</p>
      <KeyForm
        take={asking.give}
        // Also called after a key was given: then nobody waits any more.
        close={() => {
          if (waiting.peek() === asking) asking.giveUp();
        }}
        action={say.go}
      />
    </div>
  );
}
