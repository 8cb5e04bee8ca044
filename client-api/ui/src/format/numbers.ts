const plain = new Intl.NumberFormat(undefined);
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });
const tenth = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** 1,284 or, where there is no room, 1.3K. */
export function count(value: number): string {
  return Math.abs(value) < 1_000_000 ? plain.format(value) : compact.format(value);
}

/** A number never stands without its unit: "1 event", "1,284 events". */
export function counted(value: number, unit: string, units = `${unit}s`): string {
  return `${count(value)} ${value === 1 ? unit : units}`;
}

/** Per second, with one decimal while that says something. */
export function rate(value: number): string {
  return value < 10 ? tenth.format(value) : plain.format(Math.round(value));
}
