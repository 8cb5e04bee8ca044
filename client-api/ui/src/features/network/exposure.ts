import type { Exposure, ExposureReport } from '../../api/types';

/** An instance, database or load balancer that the internet reaches, or may reach. */
export interface ExposedOwner {
  id: string;
  vpcs: string[];
  rows: Exposure[];
  /** Anybody on the internet, for certain; only some addresses; or it hangs on what was not collected. */
  by: 'anybody' | 'some' | 'unknown';
}

const order = { anybody: 0, unknown: 1, some: 2 };

/** A ping is no exposure. */
function isPing(row: Exposure): boolean {
  return row.protocol === 'icmp' || row.protocol === 'icmpv6';
}

/** Owners with all ways to them; whom anybody reaches first. */
export function ownersOf(report: Pick<ExposureReport, 'exposures'>): ExposedOwner[] {
  const owners = new Map<string, Exposure[]>();
  for (const row of report.exposures.filter((one) => !isPing(one))) {
    owners.set(row.ownerId, [...(owners.get(row.ownerId) ?? []), row]);
  }

  return [...owners].map(([id, rows]) => ({ id, vpcs: [...new Set(rows.map((row) => row.vpcId))], rows, by: byOf(rows) }))
    .toSorted((one, other) => order[one.by] - order[other.by] || one.id.localeCompare(other.id));
}

function byOf(rows: readonly Exposure[]): ExposedOwner['by'] {
  return rows.some((row) => row.outcome === 'allowed' && row.isEveryone) ? 'anybody'
    : rows.some((row) => row.outcome !== 'allowed') ? 'unknown'
    : 'some';
}

/** EC2 instances: what sensors could watch. */
export function isInstance(owner: ExposedOwner): boolean {
  return /^i-[0-9a-f]+$/.test(owner.id);
}

/** "tcp/22", "tcp/80-443", "every protocol and port". */
export function portsName(row: Pick<Exposure, 'protocol' | 'fromPort' | 'toPort'>): string {
  if (row.protocol === 'any') {
    return 'every protocol and port';
  }

  if (row.fromPort === 0 && row.toPort === 65535) {
    return `all of ${row.protocol}`;
  }
  return `${row.protocol}/${row.fromPort === row.toPort ? row.fromPort : `${row.fromPort}-${row.toPort}`}`;
}

export const byName = { anybody: 'Anybody', some: 'Some addresses', unknown: 'Unknown' } as const;
