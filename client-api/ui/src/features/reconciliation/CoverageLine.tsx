import { localTime } from '../../format/times';
import { percent } from './coverage';

interface Point { asOf: string; percent?: number | null }

/** The share that is covered, run by run. One run is a number, not a line. */
export function CoverageLine({ runs }: { runs: readonly Point[] }) {
  const known = runs.filter((run): run is { asOf: string; percent: number } => typeof run.percent === 'number');
  if (known.length < 2) {
    return <p className="quiet">One run so far; the next ones draw a line here.</p>;
  }

  const [first, last] = [Date.parse(known[0]!.asOf), Date.parse(known[known.length - 1]!.asOf)];
  const least = Math.min(...known.map((run) => run.percent));
  const floor = Math.max(0, Math.floor(least - 2));
  const points = known.map((run) => {
    const x = last === first ? 0 : (100 * (Date.parse(run.asOf) - first)) / (last - first);
    return `${x.toFixed(2)},${(100 - (100 * (run.percent - floor)) / Math.max(100 - floor, 1)).toFixed(2)}`;
  });
  return (
    <figure className="coverage-line">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img"
        aria-label={`From ${percent(known[0]!.percent)} to ${percent(known[known.length - 1]!.percent)} in ${known.length} runs`}>
        <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption className="sparkline-axis quiet">
        <span>{localTime(known[0]!.asOf)}: {percent(known[0]!.percent)}</span>
        <span>from {floor} to 100 %</span>
        <span>{localTime(known[known.length - 1]!.asOf)}: {percent(known[known.length - 1]!.percent)}</span>
      </figcaption>
    </figure>
  );
}
