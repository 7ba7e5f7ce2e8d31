/** States that can be gone back to and taken up again. */
export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  /** What the last step did; the same again is one step with it. */
  doing: string | null;
}

export const startHistory = <T>(present: T): History<T> => ({ past: [], present, future: [], doing: null });

/** @param doing steps that do the same one after the other, such as presses of an arrow key, are undone together */
export function step<T>({ past, present, doing: last }: History<T>, next: T, doing: string | null): History<T> {
  const isSame = doing !== null && doing === last;
  return { past: isSame ? past : [...past, present], present: next, future: [], doing };
}

export function undo<T>({ past, present, future, ...rest }: History<T>): History<T> {
  const last = past.at(-1);
  if (last === undefined) return { past, present, future, ...rest };
  return { past: past.slice(0, -1), present: last, future: [present, ...future], doing: null };
}

export function redo<T>({ past, present, future, ...rest }: History<T>): History<T> {
  const [next] = future;
  if (next === undefined) return { past, present, future, ...rest };
  return { past: [...past, present], present: next, future: future.slice(1), doing: null };
}
