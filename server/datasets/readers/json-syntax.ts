const TOKEN =
  // oxlint-disable-next-line no-control-regex -- what JSON forbids inside a text
  /\s*(?:(?<open>[[{])|(?<close>[\]}])|(?<comma>,)|(?<colon>:)|(?<text>"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?<plain>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|true(?!\w)|false(?!\w)|null(?!\w)))/y;

/** What may come next; `OrEnd` where the object or array may also close. */
type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd';

/**
 * Where a text stops being JSON, as an offset from its start. JSON.parse knows, but does not always say.
 *
 * @param text  what JSON.parse refused: one value, from its first character
 */
export function offsetOfJsonError(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    const next: Expected | null = groups ? follow(groups, expected, open) : null;
    if (next === null) return at + /^\s*/.exec(text.slice(at, at + 1000))![0].length;
    expected = next;
    at = TOKEN.lastIndex;
    if (open.length === 0) break;
  }
  return at;
}

/** What may follow a token; null where the token itself may not stand there. */
function follow(token: Record<string, string>, expected: Expected, open: string[]): Expected | null {
  const wantsValue = expected === 'value' || expected === 'valueOrEnd';
  const wantsKey = expected === 'key' || expected === 'keyOrEnd';
  if (token['open']) {
    if (!wantsValue) return null;
    open.push(token['open']);
    return token['open'] === '{' ? 'keyOrEnd' : 'valueOrEnd';
  }
  if (token['close']) {
    if (!expected.endsWith('OrEnd')) return null;
    return open.pop() === (token['close'] === '}' ? '{' : '[') ? 'commaOrEnd' : null;
  }
  if (token['comma']) {
    if (expected !== 'commaOrEnd') return null;
    return open.at(-1) === '{' ? 'key' : 'value';
  }
  if (token['colon']) return expected === 'colon' ? 'value' : null;
  if (wantsKey) return token['text'] ? 'colon' : null;
  return wantsValue ? 'commaOrEnd' : null;
}
