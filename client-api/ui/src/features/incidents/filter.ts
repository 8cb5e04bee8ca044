import type { IncidentStatus, Severity } from '../../api/types';
import { isSeverity } from '../../components/Severity';

/** What the list shows. It lives in the address, so that a link shows the same. */
export interface IncidentFilter {
  status?: IncidentStatus;
  /** The least. */
  severity?: Severity;
  actor?: string;
}

export function readFilter(search: URLSearchParams): IncidentFilter {
  const status = search.get('status');
  const severity = search.get('severity');
  return {
    status: status === 'open' || status === 'closed' ? status : undefined,
    severity: isSeverity(severity) ? severity : undefined,
    actor: search.get('actor') ?? undefined,
  };
}

/** The address with one part of the filter changed; nothing removes it. */
export function withParameter(search: URLSearchParams, name: string, value: string | undefined): URLSearchParams {
  const changed = new URLSearchParams(search);
  if (value === undefined || value === '') {
    changed.delete(name);
  } else {
    changed.set(name, value);
  }
  return changed;
}
