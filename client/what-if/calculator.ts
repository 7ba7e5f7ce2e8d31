import type { WhatIfQuestion, WhatIfReply } from '../worker/protocol.ts';

export interface Calculator {
  /** Asks; of the questions that come while one is being answered, only the last is asked afterwards. */
  ask(question: WhatIfQuestion): void;
  stop(): void;
}

type Told = Exclude<WhatIfReply, { kind: 'grown' }>;

/** Starts a worker that computes what-ifs. */
export function startCalculator(onReply: (reply: Told, to: WhatIfQuestion) => void): Calculator {
  const worker = new Worker(new URL('../worker/what-if-worker.ts', import.meta.url), { type: 'module' });
  let latest: WhatIfQuestion | null = null;
  let asked: WhatIfQuestion | null = null;
  const post = () => {
    asked = latest;
    worker.postMessage(asked);
  };
  const settle = (reply: Told) => {
    const to = asked!;
    asked = null;
    if (latest !== to) post();
    onReply(reply, to);
  };
  worker.addEventListener('message', ({ data }: MessageEvent<WhatIfReply>) => {
    if (data.kind !== 'grown') settle(data);
    else if (asked === null) post();
    // Asked before the worker knew: a copy is another question.
    else latest = { ...latest! };
  });
  worker.addEventListener('error', ({ message }) => {
    if (asked) settle({ kind: 'failed', error: message, isConnection: false });
  });
  return {
    ask(question) {
      latest = question;
      if (asked === null) post();
    },
    stop: () => worker.terminate(),
  };
}
