import { whatIfWords } from '../words/words.ts';

/** A difference of two figures with its sign. Less is better, unless it is said that more is, or that neither is. */
export function Difference(props: {
  from: number;
  to: number;
  format: (number: number) => string;
  isGood?: 'less' | 'more' | 'neither';
}) {
  const { from, to, format, isGood = 'less' } = props;
  const difference = format(Math.abs(to - from));
  // What is there but too little to be shown is no difference.
  if (difference === format(0)) return <span class="difference">{whatIfWords.value.same}</span>;
  const kind = isGood === 'neither' ? '' : to < from === (isGood === 'less') ? ' better' : ' worse';
  return <span class={`difference${kind}`}>{`${to < from ? '−' : '+'}${difference}`}</span>;
}
