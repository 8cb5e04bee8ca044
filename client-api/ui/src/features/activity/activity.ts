/** One thing that happened in the organization, as `GET /v1/activity` streams it. */
export interface ActivityEntry {
  sequence: number;
  at: string;
  /** Dotted: batch.accepted, incident.opened, … */
  kind: string;
  /** One sentence for a person. */
  summary: string;
  /** Id of what it is about. */
  subject?: string | null;
  /** How many, if it is countable: the events of a batch. */
  count?: number | null;
  severity?: string | null;
}

const kept = 500;

/** Newest first, each once, the last few hundred: the platform keeps no more either. */
export function withEntries(known: readonly ActivityEntry[], arrived: readonly ActivityEntry[]): ActivityEntry[] {
  const seen = new Set(known.map(identity));
  const fresh = arrived.filter((entry) => !seen.has(identity(entry)));
  return fresh.length === 0 ? [...known] : [...fresh.reverse(), ...known].slice(0, kept);
}

// The sequence begins anew when the platform restarts, so it alone does not say which entry it is.
function identity(entry: ActivityEntry): string {
  return `${entry.sequence} ${entry.at}`;
}

/** The events that arrived in each of the last spans of time, oldest first; the last span ends now. */
export function arrivals(entries: readonly ActivityEntry[], now: number, span: number, spans: number): number[] {
  const counts = new Array<number>(spans).fill(0);
  // Spans start at round times, so that a bar grows and moves but never trembles.
  const end = (Math.floor(now / span) + 1) * span;
  for (const entry of entries) {
    if (entry.kind !== 'batch.accepted') {
      continue;
    }

    const back = Math.floor((end - 1 - Date.parse(entry.at)) / span);
    // The platform's clock may run ahead of ours: what comes from the future arrived now.
    const at = spans - 1 - Math.max(back, 0);
    if (at >= 0) {
      counts[at]! += entry.count ?? 0;
    }
  }
  return counts;
}

/** The events that were accepted after a time, in milliseconds of the platform's clock. */
export function arrivedAfter(entries: readonly ActivityEntry[], time: number): number {
  return entries
    .filter((entry) => entry.kind === 'batch.accepted' && Date.parse(entry.at) > time)
    .reduce((sum, entry) => sum + (entry.count ?? 0), 0);
}

/** The events that arrived within the last so many milliseconds. */
export function arrivedWithin(entries: readonly ActivityEntry[], now: number, milliseconds: number): number {
  return arrivedAfter(entries, now - milliseconds);
}

/** The page that shows what an entry is about, if there is one. */
export function addressOf(entry: ActivityEntry): string | undefined {
  if (entry.subject === undefined || entry.subject === null) {
    return undefined;
  }

  const subject = encodeURIComponent(entry.subject);
  switch (entry.kind.split('.')[0]) {
    case 'batch':
      return `/events?batchId=${subject}`;
    case 'incident':
      return `/incidents/${subject}`;
    case 'finding':
      return `/findings/${subject}`;
    case 'rule':
      return entry.kind === 'rule.removed' ? '/rules' : `/rules/${subject}`;
    case 'credential':
      return '/settings/credentials';
    case 'account':
      return '/settings/accounts';
    case 'member':
      return '/settings/members';
    default:
      return undefined;
  }
}
