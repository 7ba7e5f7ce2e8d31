import { useSignal, useSignalEffect } from '@preact/signals';
import { connection, reload, status } from '../state.ts';
import { words } from '../words/words.ts';
import { announce } from './announce.tsx';
import { GoLink } from './go-link.tsx';
import { Icon } from './icon.tsx';

/** What holds for the whole page: generated data is on it, the server is starting, the connection is lost. */
export function Notices() {
  const { generated, trouble } = words.value;
  const wasLost = useSignal(false);
  useSignalEffect(() => {
    const lost = connection.value === 'lost';
    if (!lost && wasLost.peek()) announce(trouble.back);
    wasLost.value = lost;
  });
  return (
    <>
      {status.value?.demonstrationData && (
        <aside class="demo-banner" aria-label={generated.banner}>
          <strong>{generated.banner}</strong>
          <span class="demo-banner-text">
            : {generated.bannerText}{' '}
            <span class="generated-mark" aria-hidden="true">
              {generated.sign}
            </span>
          </span>{' '}
          <GoLink change={{ page: 'data' }}>{generated.bannerLink}</GoLink>
        </aside>
      )}
      {connection.value === 'starting' && (
        <div class="starting-banner" role="status">
          <Icon name="clock" />
          <span>{trouble.starting}</span>
        </div>
      )}
      {connection.value === 'lost' && (
        <div class="lost-banner" role="alert">
          <Icon name="warning" />
          <span>{trouble.lost}</span>
          <button type="button" class="btn btn-xs btn-outline-primary" onClick={reload}>
            {trouble.retry}
          </button>
        </div>
      )}
    </>
  );
}
