import { language } from './address.ts';
import * as api from './api.ts';
import { isStarting } from './fetch-json.ts';
import { connection, dataRevision, figuresRevision, recomputing, reload, status } from './state.ts';

/** Waits between two looks at the server's status, in milliseconds. */
const WHILE_RECOMPUTING_MS = 2000;
const WHILE_QUIET_MS = 30_000;
const WHILE_AWAY_MS = 3000;
/** While figures are recomputed, what is shown is asked for again at most this often. */
const BETWEEN_REFRESHES_MS = 6000;

let timer: ReturnType<typeof setTimeout> | undefined;
let refreshedAt = 0;

/**
 * Keeps the page fresh: looks at the server's status, more often while figures are recomputed or the connection
 * is lost, not at all while the page is hidden, and asks again for what has changed.
 */
export function keepFresh(): void {
  document.addEventListener('visibilitychange', lookNow);
  window.addEventListener('online', lookNow);
  // A lost connection should not wait for the end of a quiet half minute.
  connection.subscribe((held) => {
    if (held !== 'held') lookAfter(WHILE_AWAY_MS);
  });
  lookNow();
}

function lookNow(): void {
  lookAfter(0);
}

function lookAfter(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void look(), ms);
}

async function look(): Promise<void> {
  if (document.hidden) return;
  const found = await api.getStatus({ language: language.peek() }).catch((error: unknown) => {
    connection.value = isStarting(error) ? 'starting' : 'lost';
    return null;
  });
  if (found !== null) takeStatus(found);
  if (found === null) lookAfter(WHILE_AWAY_MS);
  else lookAfter(recomputing.peek() > 0 ? WHILE_RECOMPUTING_MS : WHILE_QUIET_MS);
}

function takeStatus(found: api.Status): void {
  const last = status.peek();
  const wasAway = connection.peek() !== 'held';
  status.value = found;
  connection.value = 'held';
  if (wasAway) {
    reload();
    return;
  }
  if (last === null) return;
  const finished = last.recomputing > 0 && found.recomputing === 0;
  // What set the recompute off may have been an import: its data sets and boundaries are new as well.
  if (finished || last.municipalities !== found.municipalities) dataRevision.value += 1;
  const changed = last.lastComputedAt !== found.lastComputedAt || last.recomputing !== found.recomputing;
  const rested = Date.now() - refreshedAt > BETWEEN_REFRESHES_MS;
  if (changed && (rested || found.recomputing === 0)) {
    refreshedAt = Date.now();
    figuresRevision.value += 1;
  }
}
