import { language } from '../address.ts';
import { ApiProblem, ConnectionLost } from '../fetch-json.ts';
import { formatNumber } from '../format.ts';
import { importWords } from './import-words.ts';

/** What the server objects to, in its own words: they say the way out. */
export function TroubleNote({ error, retry }: { error: Error | null; retry?: () => void }) {
  if (error === null) return null;
  const say = importWords.value.trouble;
  const details = error instanceof ApiProblem ? error.details : null;
  return (
    <div class="note note-warning import-trouble" role="alert">
      <p>
        <strong>{details?.title ?? say.title}</strong>
      </p>
      <p>{error instanceof ConnectionLost ? say.lost : error.message}</p>
      {details?.errors && details.errors.length > 0 && (
        <ul aria-label={say.rows}>
          {details.errors.slice(0, 20).map((fault, index) => (
            <li key={index}>{faultText(fault)}</li>
          ))}
        </ul>
      )}
      {retry && (
        <button type="button" class="import-button" onClick={retry}>
          {say.retry}
        </button>
      )}
    </div>
  );
}

type Errors = NonNullable<NonNullable<ApiProblem['details']>['errors']>;

function faultText({ line, column, value, reason }: Errors[number]): string {
  return `${importWords.value.fault(formatNumber(line, language.value), column, value)} ${reason}`;
}
