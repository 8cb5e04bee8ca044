const local = new Intl.DateTimeFormat(undefined, {
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
});
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const days = 24 * hour;

/** "Nov 21, 2026, 14:03:22" in the reader's zone. */
export function localTime(iso: string): string {
  return local.format(new Date(iso));
}

/** "14:03:22" in the reader's zone. */
export function clockTime(iso: string): string {
  return clock.format(new Date(iso));
}

/** "Nov 21, 2026" in the reader's zone. */
export function localDay(iso: string): string {
  return day.format(new Date(iso));
}

/** "2026-11-21 17:03:22 UTC": what stands in the records. */
export function utcTime(iso: string): string {
  return `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** "2 min. ago", "yesterday". Anything within five seconds, before or after, is "now": clocks differ. */
export function timeAgo(iso: string, now: number): string {
  const difference = Date.parse(iso) - now;
  const size = Math.abs(difference);
  if (size < 5 * second) {
    return 'now';
  }

  const [unit, length]: [Intl.RelativeTimeFormatUnit, number] =
    size < minute ? ['second', second] : size < hour ? ['minute', minute] : size < days ? ['hour', hour] : ['day', days];
  return relative.format(Math.trunc(difference / length), unit);
}

/** How long between two events of a story: "40 s", "4 min", "2 h 5 min", "3 d 1 h". */
export function duration(milliseconds: number): string {
  const parts: [number, string][] = [[days, 'd'], [hour, 'h'], [minute, 'min'], [second, 's']];
  const first = parts.findIndex(([length]) => milliseconds >= length);
  if (first < 0) {
    return '0 s';
  }

  const [length, unit] = parts[first]!;
  const whole = Math.floor(milliseconds / length);
  const next = parts[first + 1];
  const rest = next === undefined ? 0 : Math.floor((milliseconds % length) / next[0]);
  // Seconds beside minutes are noise in a story that people read.
  return rest === 0 || unit === 'min' ? `${whole} ${unit}` : `${whole} ${unit} ${rest} ${next![1]}`;
}

/** The value of a datetime-local field for an instant, and back. Both are in the reader's zone, to the minute. */
export function toField(iso: string | undefined): string {
  if (iso === undefined || Number.isNaN(Date.parse(iso))) {
    return '';
  }

  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * minute).toISOString().slice(0, 16);
}

export function fromField(value: string): string | undefined {
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** Milliseconds of a time span as the API writes it: "00:05:00", "1.12:00:00". */
export function fromSpan(text: string): number {
  const match = /^(?:(\d+)\.)?(\d+):(\d+):(\d+)/.exec(text);
  if (match === null) {
    return 0;
  }

  const [, day = '0', hours, minutes, seconds] = match;
  return Number(day) * days + Number(hours) * hour + Number(minutes) * minute + Number(seconds) * second;
}
