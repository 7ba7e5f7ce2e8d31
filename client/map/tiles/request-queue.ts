/** Takes what is most wanted off a list and asks for it; null where nothing is wanted. */
export type TakeNext = () => Promise<void> | null;

/** Of the six connections that a browser opens to a server two stay free: figures do not wait behind tiles. */
const MOST_AT_ONCE = 4;

const sources = new Set<TakeNext>();
let underWay = 0;

/** Lets a source ask for what it wants; those that came first are served first. @returns lets it ask no more */
export function joinQueue(source: TakeNext): () => void {
  sources.add(source);
  return () => sources.delete(source);
}

/** Sends as many requests as may be under way. */
export function sendRequests(): void {
  for (const takeNext of sources) {
    while (underWay < MOST_AT_ONCE) {
      const request = takeNext();
      if (request === null) break;
      underWay += 1;
      void request.finally(() => {
        underWay -= 1;
        sendRequests();
      });
    }
  }
}
