import { parentPort } from 'node:worker_threads';

// Program of a reading thread that a wild file has caught: it neither ends nor says a word.

parentPort!.postMessage({ type: 'batch', events: [], bytesRead: 0, bytesTotal: 1 });
for (;;);
