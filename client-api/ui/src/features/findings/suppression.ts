const day = 24 * 60 * 60 * 1000;

/** For how long a finding can be set aside: days, and their name. */
export const spans: [days: number, name: string][] = [[7, 'A week'], [30, '30 days'], [90, '90 days'], [365, 'A year']];

/** When a suppression of so many days ends. */
export function untilAfter(days: number, now: number): string {
  return new Date(now + days * day).toISOString();
}
