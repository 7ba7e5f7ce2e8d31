import { ConnectionLost } from '../fetch-json.ts';
import { Neighbourhood } from './neighbourhood.ts';
import type { FollowedGap, WhatIfQuestion, WhatIfReply } from './protocol.ts';

// A worker of the browser: takes one question after the other (the page holds back what is overtaken), and answers with the
// code that computes the server's figures. It fetches a municipality once; no move of a segment asks the server anything.

const neighbourhood = new Neighbourhood();
const reply = (message: WhatIfReply) => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<WhatIfQuestion>) => {
  answer(data).then(reply, (error: Error) =>
    reply({ kind: 'failed', error: error.message, isConnection: error instanceof ConnectionLost }),
  );
});

async function answer(question: WhatIfQuestion): Promise<WhatIfReply> {
  const { codes, target, segment, language } = question;
  const grown = () => reply({ kind: 'grown' });
  if (segment !== null) await neighbourhood.ready(segment, { language });
  const asked = new Set(codes);
  const municipalities: FollowedGap[] = [];
  for (const code of asked) {
    const followed = neighbourhood.at(code, target) ?? (await neighbourhood.load(code, target, { language }));
    municipalities.push(followed.answer(question));
  }
  const missing: string[] = [];
  const around = segment === null ? [] : neighbourhood.around(segment, { language }, grown);
  for (const { code, name } of around) {
    if (asked.has(code)) continue;
    const followed = neighbourhood.at(code, target);
    if (followed) municipalities.push(followed.answer(question));
    else {
      missing.push(name);
      void neighbourhood.load(code, target, { language }).then(grown, () => {});
    }
  }
  return { kind: 'answer', municipalities, missing };
}
