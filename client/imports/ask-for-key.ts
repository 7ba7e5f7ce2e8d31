import { signal } from '@preact/signals';
import { administratorKey, forgetAdministratorKey, keepAdministratorKey } from '../administrator-key.ts';
import { ApiProblem } from '../fetch-json.ts';

/** Somebody was asked for the key and gave none: nothing was done. */
export class KeyNotGiven extends Error {
  constructor() {
    super('no key was given');
    this.name = 'KeyNotGiven';
  }
}

/** What waits for the key; the page shows the form while there is somebody. */
export const waiting = signal<{ give: (key: string) => void; giveUp: () => void } | null>(null);
/** The server has refused the key given last. */
export const refused = signal(false);

let asked: Promise<string> | null = null;

/** Asks once, however many wait for it. */
function askForKey(): Promise<string> {
  asked ??= new Promise<string>((resolve, reject) => {
    const before = document.activeElement as HTMLElement | null;
    const end = () => {
      waiting.value = null;
      asked = null;
      before?.focus({ preventScroll: true });
    };
    waiting.value = {
      give(key) {
        keepAdministratorKey(key);
        end();
        resolve(key);
      },
      giveUp() {
        end();
        reject(new KeyNotGiven());
      },
    };
  });
  return asked;
}

/**
 * Does what needs the administrator's key; asks for it where nobody has given one, and again where it is refused.
 *
 * @throws KeyNotGiven, and what `doing` throws
 */
export async function keyed<T>(doing: (key: string) => Promise<T>): Promise<T> {
  for (;;) {
    const key = administratorKey() ?? (await askForKey());
    try {
      const answer = await doing(key);
      refused.value = false;
      return answer;
    } catch (error) {
      if (!(error instanceof ApiProblem) || (error.status !== 401 && error.status !== 403)) throw error;
      forgetAdministratorKey();
      refused.value = true;
    }
  }
}
