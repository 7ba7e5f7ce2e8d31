import { words } from '../words/words.ts';

/** Marks what was generated for demonstration: not a fact. */
export function GeneratedMark() {
  const { mark, sign } = words.value.generated;
  return (
    <span class="generated-mark" title={mark}>
      <span aria-hidden="true">{sign}</span>
      <span class="visually-hidden">({mark})</span>
    </span>
  );
}
