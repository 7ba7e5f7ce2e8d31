import { useEffect, useRef } from 'preact/hooks';
import { DrawButton } from '../drawing/draw-button.tsx';
import { DrawPlace } from '../drawing/draw-place.tsx';
import { Legend } from '../map/legend.tsx';
import { mountMap } from '../map/mount.ts';
import { narrow } from './narrow.ts';
import { WhatIfPlace } from '../what-if/what-if-place.tsx';
import { words } from '../words/words.ts';

/** The map with its legend, which also switches the layers; Leaflet keeps what is inside the canvas to itself. */
export function MapPane() {
  const canvas = useRef<HTMLDivElement>(null);
  useEffect(() => mountMap(canvas.current!), []);
  return (
    <section class="map-pane" aria-label={words.value.mapLabel}>
      <div class="map-canvas" ref={canvas} />
      <DrawButton />
      <div class="map-tools">
        <Legend />
      </div>
      {narrow.value && (
        <>
          <DrawPlace />
          <WhatIfPlace />
        </>
      )}
    </section>
  );
}
