import { RING_COLOURS } from './firm-marks.ts';
import type { Swatch as Look } from './legend-entries.ts';
import { MARK_PX, cornersOf } from './marks.ts';
import type { Fill, LineStyle, Mark } from './styles.ts';

const WIDTH = 26;
const HEIGHT = 16;
const MIDDLE_X = WIDTH / 2;
const MIDDLE_Y = HEIGHT / 2;

/** A sample of how something looks on the map. The text beside it says the same, so readers of the screen skip it. */
export function Swatch({ look }: { look: Look }) {
  return (
    <svg
      class="map-swatch"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio={look.kind === 'fill' ? 'none' : 'xMidYMid'}
      aria-hidden="true"
    >
      {look.kind === 'fill' && <FillSample fill={look.fill} line={look.line} opacity={look.opacity} />}
      {look.kind === 'line' && <LineSample line={look.line} />}
      {look.kind === 'mark' && <MarkSample mark={look.mark} />}
      {look.kind === 'ring' && <RingSample />}
    </svg>
  );
}

function FillSample({ fill, line, opacity }: { fill: Fill; line: string; opacity: number }) {
  const box = { x: 1, y: 1, width: WIDTH - 2, height: HEIGHT - 2 };
  return (
    <>
      <rect {...box} fill={fill.colour} fill-opacity={opacity} stroke={line} />
      {fill.hatch !== undefined && (
        <path d="M2 14 L15 1 M10 15 L24 1 M18 15 L25 8 M1 7 L7 1" stroke={fill.hatch} stroke-width="1.5" />
      )}
    </>
  );
}

function LineSample({ line }: { line: LineStyle }) {
  return (
    <line
      x1="0"
      x2={WIDTH}
      y1={MIDDLE_Y}
      y2={MIDDLE_Y}
      stroke={line.colour}
      stroke-width={line.widthPx}
      stroke-dasharray={line.dashes.join(' ') || undefined}
    />
  );
}

function MarkSample({ mark }: { mark: Mark }) {
  const look = {
    fill: mark.hollow ? '#ffffff' : mark.colour,
    stroke: mark.colour,
    'stroke-width': mark.hollow ? 2 : 0,
  };
  return mark.shape === 'circle' ? (
    <circle cx={MIDDLE_X} cy={MIDDLE_Y} r={MARK_PX} {...look} />
  ) : (
    <polygon points={cornersOf(mark.shape, MIDDLE_X, MIDDLE_Y, MARK_PX)} {...look} />
  );
}

/** A group of which a quarter is not served. */
function RingSample() {
  return (
    <>
      <circle cx={MIDDLE_X} cy={MIDDLE_Y} r="6" fill="#ffffff" stroke={RING_COLOURS.served} stroke-width="3" />
      <path
        d={`M${MIDDLE_X} 2 A6 6 0 0 1 ${MIDDLE_X + 6} ${MIDDLE_Y}`}
        fill="none"
        stroke={RING_COLOURS.notServed}
        stroke-width="3"
      />
    </>
  );
}
