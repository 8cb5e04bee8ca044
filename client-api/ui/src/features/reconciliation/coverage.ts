import type { ReconciliationRun } from '../../api/types';

export type Dimension = 'account' | 'role' | 'cluster' | 'snowflake' | 'version';

export const dimensions: [by: Dimension, name: string][] = [
  ['account', 'Account'], ['role', 'Role'], ['cluster', 'EKS cluster'], ['snowflake', 'Kind of machine'], ['version', 'Sensor version'],
];

/** What an instance counts as. */
export const classes: [of: string, name: string, look: 'good' | 'bad' | 'quiet'][] = [
  ['unprotected', 'Unprotected', 'bad'], ['unknown', 'Unknown', 'quiet'], ['matched', 'Protected', 'good'], ['out_of_scope', 'Not running', 'quiet'],
];

/** Which instances are listed. It lives in the address. */
export interface InstanceFilter {
  class?: string;
  account?: string;
  role?: string;
  cluster?: string;
  snowflake?: string;
}

export function readDimension(search: URLSearchParams): Dimension {
  return dimensions.find(([by]) => by === search.get('by'))?.[0] ?? 'account';
}

export function readFilter(search: URLSearchParams): InstanceFilter {
  const text = (name: string) => search.get(name) ?? undefined;
  return {
    class: classes.find(([of]) => of === search.get('class'))?.[0],
    account: text('account'), role: text('role'), cluster: text('cluster'), snowflake: text('snowflake'),
  };
}

/** The address that lists what a number of the breakdown counted; nothing for what cannot be listed by its value. */
export function rowsAddress(by: Dimension, value: string, of: string): string | undefined {
  if (by === 'version' || value === '') {
    return undefined;
  }

  return `/coverage?${new URLSearchParams({ by, class: of, [by]: value })}`;
}

/** How many of a run's sources were read to their end, of how many. */
export function completenessOf(run: Pick<ReconciliationRun, 'chains'>): { complete: number; all: number } {
  return { complete: run.chains.filter((chain) => chain.isComplete).length, all: run.chains.length };
}

/** Parts of a whole in percent, that sum to it: for a bar. */
export function partsOf(share: { live: number; matched: number; unprotected: number; unknown: number }): [of: string, percent: number][] {
  const parts: [string, number][] = [['matched', share.matched], ['unprotected', share.unprotected], ['unknown', share.unknown]];
  return parts.map(([of, size]) => [of, share.live === 0 ? 0 : (100 * size) / share.live]);
}

/** "97.44 %"; a dash where nothing is live. */
export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : `${value.toFixed(2)} %`;
}

const words: Record<string, string> = {
  by_instance_id: 'by its instance id', by_private_ip_unique: 'by its private address', by_mac: 'by its MAC address', by_hostname_private_dns: 'by its host name',
  never_seen: 'no sensor was ever seen', sensor_silent: 'its sensor is silent', sensor_only_on_previous_instance: 'its sensor is from before its start',
  rfm: 'its sensor runs reduced', chain_not_sealed: 'its source was not read to the end', address_ambiguous: 'its address is another’s too',
  enrolling: 'it was started just now', instance_stopped: 'stopped', instance_terminated: 'terminated',
};

/** A reason in words. */
export function reasonName(reason: string): string {
  return words[reason] ?? reason.replaceAll('_', ' ');
}
