import type { ComponentChildren } from 'preact';

/** Leads from a figure to the part of the sheet that is behind it; the page's address stays as it is. */
export function FollowLink({
  to,
  before,
  children,
  ...rest
}: {
  /** id of the part */
  to: string;
  /** what to do first, so that the part shows what the figure counts */
  before?: () => void;
  children: ComponentChildren;
  class?: string;
  title?: string;
}) {
  const follow = (event: MouseEvent) => {
    event.preventDefault();
    before?.();
    const part = document.getElementById(to);
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
  };
  return (
    <a href={`#${to}`} onClick={follow} {...rest}>
      {children}
    </a>
  );
}
