import type { Severity as SeverityName } from '../api/types';
import './severity.css';

const names: Record<SeverityName, string> = {
  informational: 'Info', low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical',
};

/** Worst first: the order of every list and filter. */
export const severities: SeverityName[] = ['critical', 'high', 'medium', 'low', 'informational'];

export function isSeverity(value: unknown): value is SeverityName {
  return typeof value === 'string' && Object.hasOwn(names, value);
}

export function severityName(value: string): string {
  return isSeverity(value) ? names[value] : value;
}

/** A severity by word, colour and number of bars, so that no reader depends on the colour. */
export function Severity({ value }: { value: string }) {
  const known = isSeverity(value) ? value : 'informational';
  const bars = severities.length - severities.indexOf(known);
  return (
    <span className={`severity severity-${known}`}>
      <svg width="15" height="11" viewBox="0 0 15 11" aria-hidden="true">
        {severities.map((_, bar) => (
          <rect key={bar} x={bar * 3} y={8 - bar * 2} width="2" height={3 + bar * 2} rx="0.6" opacity={bar < bars ? 1 : 0.22} />
        ))}
      </svg>
      {severityName(value)}
    </span>
  );
}
