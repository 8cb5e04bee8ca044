import './overview.css';

const height = 72;

/** Bars side by side, the newest at the right. A bar that is not zero is at least visible. */
export function Sparkline({ bars, label }: { bars: readonly number[]; label: string }) {
  const highest = Math.max(...bars, 1);
  return (
    <svg className="sparkline" viewBox={`0 0 ${bars.length * 10} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {bars.map((bar, at) => {
        const size = bar === 0 ? 1.5 : Math.max(4, (bar / highest) * height);
        return <rect key={at} className={bar === 0 ? 'is-zero' : undefined} x={at * 10 + 1} y={height - size} width="8" height={size} />;
      })}
    </svg>
  );
}
