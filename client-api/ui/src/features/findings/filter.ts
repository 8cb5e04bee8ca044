import type { FindingStatus, Severity } from '../../api/types';
import { isSeverity } from '../../components/Severity';

/** What the list shows. It lives in the address, so that a link shows the same. */
export interface FindingFilter {
  status?: FindingStatus;
  /** The least. */
  severity?: Severity;
  /** A kind, or the beginning of kinds up to a dot. */
  kind?: string;
  account?: string;
  subject?: string;
  severityTo?: Severity;
  /** The least: 1 to 100. */
  priority?: number;
  priorityTo?: number;
  suppressed?: 'include' | 'only';
  sort?: 'changed';
}

const statuses: FindingStatus[] = ['open', 'resolved', 'closed'];

/** What stands in the address; without a word about it, open findings, what to look at first before the rest. */
export function readFilter(search: URLSearchParams): FindingFilter & { sort: 'changed' | 'priority' } {
  const status = search.get('status') ?? 'open';
  const severity = search.get('severity');
  const severityTo = search.get('severityTo');
  const suppressed = search.get('suppressed');
  return {
    status: statuses.find((one) => one === status),
    severity: isSeverity(severity) ? severity : undefined,
    kind: search.get('kind') ?? undefined,
    account: search.get('account') ?? undefined,
    subject: search.get('subject') ?? undefined,
    severityTo: isSeverity(severityTo) ? severityTo : undefined,
    priority: scoreOf(search.get('priority')),
    priorityTo: scoreOf(search.get('priorityTo')),
    suppressed: suppressed === 'include' || suppressed === 'only' ? suppressed : undefined,
    sort: search.get('sort') === 'changed' ? 'changed' : 'priority',
  } as FindingFilter & { sort: 'changed' | 'priority' };
}

function scoreOf(text: string | null): number | undefined {
  const score = Number(text);
  return Number.isInteger(score) && score > 0 && score <= 100 ? score : undefined;
}

/** The address of the list with these conditions. */
export function addressOf(filter: Record<string, string | number | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined) {
      search.set(name, String(value));
    }
  }
  return search.size === 0 ? '/findings' : `/findings?${search}`;
}
