import { clockTime, localDay, localTime, timeAgo, utcTime } from '../format/times';
import { useNow } from './useNow';

type Shape = 'full' | 'clock' | 'day';
const shapes: Record<Shape, (iso: string) => string> = { full: localTime, clock: clockTime, day: localDay };

/** An instant in the reader's zone; the UTC of the records on hover. */
export function Time({ at, shape = 'full' }: { at: string; shape?: Shape }) {
  return <time className="number" dateTime={at} title={utcTime(at)}>{shapes[shape](at)}</time>;
}

/** How long ago, kept current; the exact instant on hover. */
export function TimeAgo({ at }: { at: string }) {
  const now = useNow(10_000);
  return <time className="number" dateTime={at} title={`${localTime(at)} · ${utcTime(at)}`}>{timeAgo(at, now)}</time>;
}
