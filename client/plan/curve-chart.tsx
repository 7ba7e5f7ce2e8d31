import { useEffect, useRef } from 'preact/hooks';
import type UPlot from 'uplot';
import { language } from '../address.ts';
import { formatEuros, formatNumber } from '../format.ts';
import type { PlanCurve } from './plan-api.ts';
import { budgetEur, choose } from './plan-state.ts';
import { planWords } from './plan-words.ts';

const HEIGHT_PX = 220;
const COLOURS = { curve: '#0059b3', bound: '#8fa3b7', budget: '#b35900', line: '#d5dde6', ink: '#455b71' };

/** The curve as a drawing; who cannot see it reads the table. A click chooses the budget. */
export function CurveChart({ points }: { points: PlanCurve['points'] }) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<UPlot | null>(null);
  const latest = useRef(points);
  latest.current = points;
  const spoken = language.value;
  const say = planWords.value.curve;
  const marked = budgetEur.value;

  useEffect(() => {
    let isGone = false;
    const resized = new ResizeObserver(() => {
      const width = box.current?.clientWidth ?? 0;
      if (width > 0) chart.current?.setSize({ width, height: HEIGHT_PX });
    });
    void Promise.all([import('uplot'), import('uplot/dist/uPlot.min.css')]).then(([{ default: Chart }]) => {
      if (isGone || box.current === null) return;
      chart.current = new Chart(optionsOf(box.current.clientWidth), columnsOf(latest.current), box.current);
      resized.observe(box.current);
    });
    return () => {
      isGone = true;
      resized.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [spoken]);
  useEffect(() => chart.current?.setData(columnsOf(points)), [points]);
  useEffect(() => chart.current?.redraw(false), [marked]);

  const optionsOf = (width: number): UPlot.Options => ({
    width,
    height: HEIGHT_PX,
    scales: { x: { time: false } },
    legend: { show: false },
    cursor: { drag: { setScale: false }, points: { show: true } },
    axes: [
      {
        stroke: COLOURS.ink,
        grid: { stroke: COLOURS.line, width: 1 },
        space: 90,
        values: (_, euros) => euros.map((amount) => formatEuros(amount, spoken)),
      },
      {
        stroke: COLOURS.ink,
        grid: { stroke: COLOURS.line, width: 1 },
        values: (_, numbers) => numbers.map((number) => formatNumber(number, spoken)),
      },
    ],
    series: [
      {},
      { label: say.bound, stroke: COLOURS.bound, width: 1, dash: [4, 4], points: { show: false } },
      { label: say.points, stroke: COLOURS.curve, width: 2.5, points: { show: true, size: 6 } },
    ],
    hooks: {
      draw: [
        (chart) => {
          const { ctx, bbox } = chart;
          const at = chart.valToPos(budgetEur.peek(), 'x', true);
          if (at < bbox.left || at > bbox.left + bbox.width) return;
          ctx.save();
          ctx.strokeStyle = COLOURS.budget;
          ctx.lineWidth = 2;
          ctx.beginPath();
          ctx.moveTo(at, bbox.top);
          ctx.lineTo(at, bbox.top + bbox.height);
          ctx.stroke();
          ctx.restore();
        },
      ],
      ready: [
        (chart) =>
          chart.over.addEventListener('click', ({ offsetX }) => {
            const euros = Math.round(chart.posToVal(offsetX, 'x'));
            if (euros >= 0) choose({ budgetEur: roundTo(euros) });
          }),
      ],
    },
  });
  return <div class="plan-chart" ref={box} role="img" aria-label={say.chart} />;
}

const columnsOf = (points: PlanCurve['points']): UPlot.AlignedData => [
  points.map(({ budgetEur }) => budgetEur),
  points.map(({ boundPoints }) => boundPoints),
  points.map(({ points }) => points),
];

/** Three figures are as near as a finger comes. */
function roundTo(euros: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(euros, 1))) - 2);
  return Math.round(euros / step) * step;
}
