/** The conditions of the list, by the name that address and API share. All hold together. */
export const conditions = ['eventName', 'eventSource', 'actor', 'sourceIp', 'accountId', 'region', 'errorCode', 'batchId'] as const;

export type Condition = (typeof conditions)[number];

export type EventFilter = Partial<Record<Condition | 'from' | 'to', string>>;

/** Spans to choose with one click; the address holds the word, so that a link stays "the last day". */
export const spans = { '1h': 3_600_000, '24h': 86_400_000, '7d': 604_800_000, '30d': 2_592_000_000 } as const;

export type Span = keyof typeof spans;

export function readFilter(search: URLSearchParams): EventFilter {
  const names = [...conditions, 'from', 'to'] as const;
  return Object.fromEntries(names.flatMap((name) => {
    const value = search.get(name)?.trim();
    return value === undefined || value === '' ? [] : [[name, value]];
  }));
}

export function readSpan(search: URLSearchParams): Span | undefined {
  const span = search.get('last');
  return span !== null && Object.hasOwn(spans, span) ? (span as Span) : undefined;
}

/** What to ask the platform: a span becomes the instant it began. */
export function queryOf(filter: EventFilter, span: Span | undefined, now: number): EventFilter {
  return span === undefined ? filter : { ...filter, from: new Date(now - spans[span]).toISOString(), to: undefined };
}

/** The address of a filter; empty conditions are not in it. */
export function searchOf(filter: EventFilter, span: Span | undefined): URLSearchParams {
  const entries = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1].trim() !== '');
  const search = new URLSearchParams(entries.map(([name, value]) => [name, value.trim()]));
  if (span !== undefined) {
    search.delete('from');
    search.delete('to');
    search.set('last', span);
  }
  return search;
}
