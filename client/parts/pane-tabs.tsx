import { useComputed } from '@preact/signals';
import type { ComponentChildren, ComponentProps } from 'preact';
import { address, go, type Pane, PANES } from '../address.ts';
import { Icon } from './icon.tsx';

/** On a narrow screen: what of the page is shown. */
export function PaneTabs({
  label,
  icons,
  names,
}: {
  label: string;
  icons: Record<Pane, ComponentProps<typeof Icon>['name']>;
  names: Record<Pane, ComponentChildren>;
}) {
  const pane = useComputed(() => address.value.pane).value;
  return (
    <nav class="pane-tabs" aria-label={label}>
      {PANES.map((name) => (
        <button
          key={name}
          type="button"
          aria-current={pane === name ? 'true' : undefined}
          onClick={() => go({ pane: name }, 'replace')}
        >
          <Icon name={icons[name]} />
          {names[name]}
        </button>
      ))}
    </nav>
  );
}
