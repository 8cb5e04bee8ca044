import type { PriorityFactor } from '../../api/types';

const bands: [from: number, name: string][] = [[70, 'Now'], [40, 'Soon'], [20, 'Planned'], [1, 'Later']];

/** The name of the band that a score is in. */
export function bandOf(score: number): string {
  return (bands.find(([from]) => score >= from) ?? bands[bands.length - 1]!)[1];
}

const names: Record<string, string> = { severity: 'Severity', exposure: 'Exposure', sensor: 'Sensor', role: 'Role' };
const levels: Record<string, string> = {
  internet: 'anybody on the internet', some_addresses: 'some addresses of the internet', none: 'not from the internet',
  missing: 'missing', working: 'working', admin: 'administrator', production: 'production', other: 'neither production nor administrator',
  unknown: 'unknown', not_applicable: 'does not apply',
};

export function factorName(factor: PriorityFactor): string {
  return names[factor.name] ?? factor.name;
}

export function levelName(factor: PriorityFactor): string {
  return levels[factor.level] ?? factor.level;
}

/** "70 × …": how the score came to be, for whoever wants to check it. */
export function formulaOf(factors: readonly PriorityFactor[], score: number): string {
  return `100 × ${factors.map((factor) => factor.weight).join(' × ')} ÷ 45 ≈ ${score}`;
}
