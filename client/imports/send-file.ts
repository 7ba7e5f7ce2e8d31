import type { ProblemDetails } from '../../server/problem.ts';
import { language } from '../address.ts';
import { ApiProblem, ConnectionLost } from '../fetch-json.ts';
import { type Upload, uploadUrl } from './import-api.ts';

/**
 * Sends a file; by XMLHttpRequest, since fetch does not say how much has left.
 *
 * @param tell  called with the bytes sent so far
 * @throws ApiProblem      what the server objects to
 * @throws ConnectionLost  no answer
 * @throws the signal's reason once it is aborted
 */
export function sendFile(file: File, key: string, tell: (sent: number) => void, signal: AbortSignal): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', uploadUrl(file.name.slice(-200)));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('accept-language', language.peek());
    request.setRequestHeader('authorization', `Bearer ${key}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => tell(loaded));
    request.addEventListener('load', () => {
      const answer = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as Upload);
      else reject(new ApiProblem(request.status, answer as ProblemDetails | null));
    });
    request.addEventListener('error', () => reject(new ConnectionLost('upload')));
    request.addEventListener('abort', () => reject(signal.reason as Error));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    signal.throwIfAborted();
    request.send(file);
  });
}

/** A proxy whose server is away answers in its own words. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
