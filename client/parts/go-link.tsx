import type { ComponentChildren } from 'preact';
import type { Address } from '../address.ts';
import { go, hrefOf } from '../address.ts';

type Props = {
  change: Partial<Address>;
  children: ComponentChildren;
  class?: string;
  current?: boolean;
  id?: string;
  lang?: string;
  onKeyDown?: (event: KeyboardEvent) => void;
};

/** A link to another state of the page: opens in place, and in another tab where the reader asks for one. */
export function GoLink({ change, children, current, ...rest }: Props) {
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    go(change);
  };
  return (
    <a href={hrefOf(change)} onClick={follow} aria-current={current ? 'page' : undefined} {...rest}>
      {children}
    </a>
  );
}
